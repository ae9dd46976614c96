// Texts arrive whole, whatever is in them: a zero, or half of a pair of surrogates, in places where another
// process, another engine or a library of C has a say.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

test("a zero or half a pair in a channel, a script, a name or an error cuts nothing", async () => {
  const path = here.write({
    "main.js": `
      const { app, BrowserWindow, ipcMain } = require("electron");
      app.seen = [];
      ipcMain.on("a\\0b", (event, ...args) => app.seen.push(["send", ...args]));
      ipcMain.on("a", () => app.seen.push(["the wrong channel"]));
      ipcMain.on("sync\\0", (event, value) => { event.returnValue = value + "\\0\\ud800"; });
      ipcMain.handle("invoke\\0x", (event, value) => { event.sender.send("back\\0y", "\\ud800\\0z"); throw new Error("e\\0" + value); });
      app.whenReady().then(() => {
        const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js", contextIsolation: false } });
        window.webContents.on("preload-error", (_event, _path, error) => app.seen.push(["preload", error.message]));
        window.webContents.setWindowOpenHandler(({ frameName, features }) => { app.seen.push(["open", frameName, features]); return { action: "deny" }; });
        window.loadFile("index.html");
      });`,
    "preload.js": `window.zero = "in\u0000side".length; window.ipc = require("electron").ipcRenderer; throw new Error("p\\0q\\ud800r");`,
    "index.html": "<title>page</title><body></body>",
  });
  const app = here.cation(`${path}/main.js`);
  await app.loaded();
  const seen = await app.page(async () => {
    ipc.send("a\0b", "x\0y", "\ud800");
    const back = new Promise((done) => ipc.once("back\0y", (_event, text) => done(text)));
    const failed = await ipc.invoke("invoke\0x", "f\0\udc00").catch((error) => [error.message, error.cause.message]);
    open("about:blank", "n\0a\ud800me", "width=1,\0x=\ud800y");
    const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { name: "f\0r\ud800ame" }));
    return { zero, sync: ipc.sendSync("sync\0", "s"), back: await back, failed, named: frame.name.length };
  });
  assert.deepEqual(seen, {
    zero: 7,
    sync: "s\0\ud800",
    back: "\ud800\0z",
    failed: ["Error invoking remote method 'invoke\0x': Error: e\0f\0\udc00", "e\0f\0\udc00"],
    named: 7,
  });
  const code = "['a\0b', 'half \ud800', document.title].map((text) => text.length)";
  const main = await app.main(async ({ app, BrowserWindow }, code) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    const names = () => webContents.mainFrame.frames.map(({ name }) => name);
    return { seen: app.seen, names: names(), ran: await webContents.executeJavaScript(code), failed: await webContents.executeJavaScript("throw new Error('t\\0\\ud800u')").catch(({ message }) => message) };
  }, code);
  assert.deepEqual(main.seen, [
    ["preload", "p\0q\ufffdr"],
    ["send", "x\0y", "\ud800"],
    ["open", "n\0a\ufffdme", "width=1,\0x=\ufffdy"],
  ]);
  assert.deepEqual(main.names, ["f\0r\ufffdame"]);
  assert.deepEqual(main.ran, [3, 6, 4]);
  assert.equal(main.failed, "t\0\ud800u");
});
