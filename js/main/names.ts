const names = new Set(["electron", "electron/main", "electron/renderer", "electron/common"]);

/** Whether a module of this name is Cation's. */
export function isElectron(name: string): boolean {
  return names.has(name);
}
