// What `import … from "electron"` loads. A module's names must be written down; a test compares them
// with what the module has.

import electron from "./electron-cjs.js";

export const { app, BrowserWindow, dialog, ipcMain, Menu, MenuItem, webContents } = electron;
export default electron;
