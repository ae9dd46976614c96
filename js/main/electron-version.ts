/** The release of Electron whose documentation is followed. */
export const electronVersion = "38.0.0";
