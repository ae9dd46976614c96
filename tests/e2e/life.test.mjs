import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { example } from "./support/app.mjs";
import { session } from "./support/session.mjs";
import { until } from "./support/until.mjs";

const here = session();

test("a busy main process freezes no window", async () => {
  const path = here.write({
    "index.js": `
      const fs = require("node:fs");
      const path = require("node:path");
      const { app, BrowserWindow, ipcMain } = require("electron");
      ipcMain.handle("work", () => {
        console.log("busy");
        while (!fs.existsSync(path.join(__dirname, "enough")));
        return "done";
      });
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "preload.js") } }).loadFile("index.html");
      });`,
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      contextBridge.exposeInMainWorld("work", () => ipcRenderer.invoke("work"));`,
    "index.html": `<title>busy</title><body style="margin: 0; background: #ffffff">
      <button style="width: 300px; height: 200px; border: 0; background: #0000ff" onclick="
        this.style.background = '#00ff00';
        document.body.style.background = '#00ffff'"></button>
      <script>work().then((text) => (document.title = text));</script>`,
  });
  const app = here.cation(path);
  await app.window("busy");
  await app.printed("busy");
  await here.screen.clickColor("#0000ff");
  await app.until("the page to answer the click", async () => (await here.screen.look()).boxOf("#00ff00"));
  assert.ok((await here.screen.look()).countOf("#00ffff") > 1000);
  writeFileSync(join(path, "enough"), "");
  await app.window("done");
});

test("when main is killed its windows, pages and folders go too", async () => {
  const app = here.cation(example("relay"));
  await app.loaded();
  assert.ok(app.processes().length > 2);
  assert.equal(app.socketFolders().length, 1);
  app.child.kill("SIGKILL");
  assert.deepEqual(await app.end(), { code: null, signal: "SIGKILL" });
  await app.leavesNothing();
  await until("the windows to go", async () => (await here.screen.windows()).length === 0);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  test(`${signal} ends an app`, async () => {
    const app = here.cation(example("counter"));
    await app.loaded();
    app.child.kill(signal);
    await app.end();
    await app.leavesNothing();
  });
}

test("a page that crashes is told to main, and can be loaded again", async () => {
  const app = here.cation(example("set-title"));
  await app.loaded();
  const reason = await app.main(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const { webContents } = BrowserWindow.getAllWindows()[0];
        webContents.once("render-process-gone", (_event, details) => resolve(details.reason));
        webContents.forcefullyCrashRenderer();
      }),
  );
  assert.ok(["crashed", "killed"].includes(reason), reason);
  await app.main(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const { webContents } = BrowserWindow.getAllWindows()[0];
        webContents.once("did-finish-load", () => resolve());
        webContents.reload();
      }),
  );
  assert.equal(await app.page(() => typeof window.desktop.setTitle), "function");
});

test("an app without a listener for window-all-closed ends with its last window", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.on("before-quit", () => console.log("before-quit"));
      app.on("will-quit", () => console.log("will-quit"));
      app.on("quit", (_event, code) => console.log("quit", code));
      app.whenReady().then(async () => {
        const window = new BrowserWindow();
        window.on("closed", () => console.log("closed"));
        await window.loadURL("data:text/html,hello");
        window.close();
      });`,
  });
  const app = here.cation(path, { probe: false });
  assert.deepEqual(await app.end(), { code: 0, signal: null }, app.stderr);
  assert.equal(app.stdout, "closed\nbefore-quit\nwill-quit\nquit 0\n");
  await app.leavesNothing();
});

test("an app that listens to window-all-closed lives on, and can open a window again", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      let opened = 0;
      const open = () => new BrowserWindow().loadURL("data:text/html,<title>window " + ++opened + "</title>");
      app.on("window-all-closed", () => (opened < 2 ? open() : app.quit()));
      app.whenReady().then(open);`,
  });
  const app = here.cation(path);
  const close = ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close();
  await app.window("window 1");
  await app.main(close);
  await app.window("window 2");
  await app.main(close);
  assert.deepEqual(await app.end(), { code: 0, signal: null });
});

test("two apps run side by side", async () => {
  const [one, other] = [here.cation(example("counter")), here.cation(example("set-title"))];
  await Promise.all([one.loaded(), other.loaded()]);
  await one.stop();
  assert.equal(await other.page(() => document.querySelector("h1").textContent), "Name this window");
});
