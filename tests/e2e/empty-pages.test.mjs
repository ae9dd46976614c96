// Empty pages (about:blank), which the engine opens without asking: they are pages like any other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { kindsOfMain } from "./support/mains.mjs";
import { session } from "./support/session.mjs";

const here = session();
const { mains, started } = kindsOfMain();

test("an empty page has its preload script, however it is come to", async () => {
  const path = here.write({
    "index.js": `const { app } = require("electron"); app.on("window-all-closed", () => {});`,
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      if (process.contextIsolated) contextBridge.exposeInMainWorld("api", { ask: () => ipcRenderer.invoke("ask") });
      else window.api = { ask: () => ipcRenderer.invoke("ask") };
      ipcRenderer.send("here", location.href);`,
    "index.html": "<title>page</title>",
  });
  const app = here.cation(path);
  const seen = await app.main(async ({ app, BrowserWindow, ipcMain }, path) => {
    await app.whenReady();
    const here = [];
    ipcMain.on("here", (event, url) => here.push([url, event.senderFrame.url, event.senderFrame.origin]));
    ipcMain.handle("ask", () => "answer");
    const looks = [];
    for (const contextIsolation of [true, false]) {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: `${path}/preload.js`, contextIsolation } });
      const look = async (how, load) => {
        await load();
        looks.push([how, await window.webContents.executeJavaScript("api.ask()"), ...here.splice(0).flat()]);
      };
      await look("first", () => window.loadURL("about:blank"));
      await look("fragment", () => window.loadURL("about:blank?once#part"));
      await window.loadFile("index.html");
      here.length = 0;
      await look("later", () => window.loadURL("about:blank"));
      const gone = new Promise((done) => window.webContents.once("render-process-gone", done));
      window.webContents.forcefullyCrashRenderer();
      await gone;
      await look("after a crash", () => window.loadURL("about:blank"));
    }
    return looks;
  }, path);
  const blank = "about:blank";
  const expected = [
    ["first", "answer", blank, blank, "null"],
    ["fragment", "answer", `${blank}?once#part`, `${blank}?once#part`, "null"],
    ["later", "answer", blank, blank, "null"],
    ["after a crash", "answer", blank, blank, "null"],
  ];
  assert.deepEqual(seen, [...expected, ...expected]);
});

for (const [name, start] of Object.entries(mains)) {
  test(`${name}: an empty page as a window's first has what its preferences say`, async () => {
    const { page } = await started(start);
    assert.equal(await page(async () => ipcRenderer.invoke("empty page")), "function");
  });
}
