// An app of two windows whose preload script puts an `api` into the page: in the first one with context isolation,
// in the second one without. `app.collect()` runs main's garbage collector.

export const bothKinds = [
  [0, "isolated"],
  [1, "not isolated"],
];

/**
 * Starts it, with code in main, in the preload script (`const api = {…}`) and in the page. Gives it, and `page`,
 * which runs code in the page of one of the windows.
 */
export async function startedInBoth(here, { main, preload, html }) {
  const path = here.write({
    "main.js": `
      const { app, BrowserWindow, ipcMain, MessageChannelMain } = require("electron");
      require("node:v8").setFlagsFromString("--expose-gc");
      app.collect = require("node:vm").runInNewContext("gc");
      ${main}
      app.whenReady().then(async () => {
        for (const contextIsolation of [true, false]) {
          const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js", contextIsolation } });
          await window.loadFile("index.html");
        }
        console.log("ready");
      });`,
    "preload.js": `
      const { ipcRenderer, contextBridge } = require("electron");
      ${preload}
      if (process.contextIsolated) contextBridge.exposeInMainWorld("api", api);
      else window.api = api;`,
    "index.html": html,
  });
  const app = here.cation(`${path}/main.js`);
  await app.printed("ready");
  const page = (code, index) =>
    app.main(
      ({ BrowserWindow }, code, index) =>
        BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)[index].webContents.executeJavaScript(code),
      code,
      index,
    );
  return { app, page };
}
