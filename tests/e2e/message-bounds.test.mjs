// What a message may hold at most, as an honest page hears of it: src/ipc/limits.h and docs/wire-format.md.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const files = {
  "main.js": `
    const { app, BrowserWindow, ipcMain } = require("electron");
    ipcMain.handle("count", (_event, ...args) => (args.length === 1 && Array.isArray(args[0]) ? args[0].length : args.length));
    ipcMain.handle("many", (_event, count) => Array.from({ length: count }, (_, id) => ({ id })));
    app.whenReady().then(async () => {
      const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js" } });
      await window.loadFile("index.html");
      console.log("ready");
    });`,
  "preload.js": `
    const { contextBridge, ipcRenderer } = require("electron");
    const told = async (run) => {
      try {
        return await run();
      } catch ({ name, code, message }) {
        return { name, code, message };
      }
    };
    const objects = (count) => Array.from({ length: count }, (_, id) => ({ id }));
    contextBridge.exposeInMainWorld("api", {
      spread: (count) => told(() => ipcRenderer.invoke("count", ...new Array(count).fill(0))),
      sync: (count) => told(() => ipcRenderer.sendSync("count", ...new Array(count).fill(0))),
      objects: (count) => told(() => ipcRenderer.invoke("count", objects(count))),
      many: (count) => told(async () => (await ipcRenderer.invoke("many", count)).length),
      names: (size) => (window.name = "n".repeat(size)).length,
    });`,
  "index.html": "<title>bounds</title>",
};

async function started(more = {}) {
  const app = here.cation(here.write({ ...files, ...more }));
  await app.printed("ready");
  return app;
}

test("a message of too many arguments throws where it is sent, and the page goes on", async () => {
  const app = await started({ "package.json": JSON.stringify({ main: "main.js" }) });
  assert.equal(await app.page(() => api.spread(10_000)), 10_000);
  const refused = await app.page(() => api.spread(10_001));
  assert.deepEqual([refused.name, refused.code], ["RangeError", "ERR_MESSAGE_TOO_LARGE"]);
  assert.match(refused.message, /at most 10000 arguments/);
  assert.equal((await app.page(() => api.sync(60_000))).code, "ERR_MESSAGE_TOO_LARGE");
  assert.equal(await app.page(() => api.spread(3)), 3);
});

test("a message of too many objects throws where it is sent, in a page and in main", async () => {
  const app = await started({ "package.json": JSON.stringify({ main: "main.js" }) });
  assert.equal(await app.page(() => api.objects(300_000)), 300_000);
  assert.match((await app.page(() => api.objects(1_200_000))).message, /makes more than 1048576 objects/);
  assert.match((await app.page(() => api.many(1_200_000))).message, /makes more than 1048576 objects/);
  assert.equal(await app.page(() => api.objects(3)), 3);
});

test("an app may raise the bound of objects", async () => {
  const description = { main: "main.js", cation: { messageObjects: 4_000_000 } };
  const app = await started({ "package.json": JSON.stringify(description) });
  assert.equal(await app.page(() => api.objects(1_200_000)), 1_200_000);
  assert.equal(await app.page(() => api.many(1_200_000)), 1_200_000);
});

test("a page with a name of many megabytes works, and main knows the name's beginning", async () => {
  const app = await started({ "package.json": JSON.stringify({ main: "main.js" }) });
  assert.equal(await app.page(() => api.names(20 << 20)), 20 << 20);
  await app.main(async ({ BrowserWindow }) => {
    const [{ webContents }] = BrowserWindow.getAllWindows();
    const loaded = new Promise((resolve) => webContents.once("did-finish-load", resolve));
    webContents.reload();
    await loaded;
  });
  assert.equal(await app.page(() => api.spread(3)), 3);
  assert.equal(await app.page(() => window.name.length), 20 << 20);
  assert.equal(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.mainFrame.name.length), 4096);
});
