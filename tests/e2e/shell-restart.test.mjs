// The windows' process dies, and the app goes on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const files = {
  "index.js": `
    const { app, BrowserWindow, ipcMain, MessageChannelMain } = require("electron");
    const path = require("node:path");
    globalThis.notes = [];
    ipcMain.handle("add", (_event, a, b) => a + b);
    ipcMain.handle("never", () => new Promise(() => {}));
    ipcMain.on("port", (event) => {
      const { port1, port2 } = new MessageChannelMain();
      port1.on("message", ({ data }) => port1.postMessage("main has " + data));
      port1.start();
      event.sender.postMessage("port", null, [port2]);
    });
    app.whenReady().then(async () => {
      for (const [name, x] of [["one", 40], ["two", 500]]) {
        const window = new BrowserWindow({
          x, y: 60, width: 320, height: 240, title: name,
          webPreferences: { preload: path.join(__dirname, "preload.js"), nodeIntegrationInSubFrames: true },
        });
        window.webContents.on("render-process-gone", (_event, details) => notes.push([name, "gone", details]));
        window.webContents.on("did-finish-load", () => notes.push([name, "loaded"]));
        await window.loadFile("index.html", { hash: name });
      }
      BrowserWindow.getAllWindows().find(({ id }) => id === 2).setBounds({ x: 420, y: 100, width: 360, height: 250 });
      console.log("ready");
    });`,
  "preload.js": `
    const { contextBridge, ipcRenderer } = require("electron");
    contextBridge.exposeInMainWorld("api", {
      add: (a, b) => ipcRenderer.invoke("add", a, b),
      never: () => ipcRenderer.invoke("never"),
      port: (text) => new Promise((resolve) => {
        ipcRenderer.once("port", ({ ports: [port] }) => {
          port.onmessage = ({ data }) => resolve(data);
          port.postMessage(text);
        });
        ipcRenderer.send("port");
      }),
    });`,
  "index.html": `<body><script>document.title = "page " + location.hash.slice(1);</script>
    <iframe src="frame.html"></iframe>`,
  "frame.html": `<script>api.add(20, 3).then((sum) => parent.postMessage(sum, "*"));</script>`,
};

const shellOf = (app) => app.processes().find(({ command }) => /cation-shell/.test(command.split(" ")[0]));
const notes = (app) => app.main(() => notes);
const loads = (list) => list.filter(([, what]) => what === "loaded").length;

async function started() {
  const app = here.cation(here.write(files));
  await app.printed("ready");
  await app.until("both pages", async () => loads(await notes(app)) === 2);
  return app;
}

/** What a page of the app can do. */
function useOf(app, title) {
  return app.page(
    async () => {
      const frame = document.querySelector("iframe");
      const heard = new Promise((resolve) => addEventListener("message", ({ data }) => resolve(data), { once: true }));
      frame.contentWindow.location.reload();
      return { sum: await api.add(1, 2), port: await api.port("word"), frame: await heard };
    },
    { title },
  );
}

for (const [signal, status] of [["SIGSEGV", 139], ["SIGKILL", 137]]) {
  test(`a shell that ends by ${signal} is started again, with its windows as they were`, async () => {
    const app = await started();
    const before = (await here.screen.windows()).filter(({ title }) => /^page/.test(title));
    assert.equal(before.length, 2);
    const shell = shellOf(app);
    process.kill(shell.pid, signal);
    await app.until("both pages again", async () => loads(await notes(app)) === 4);
    const gone = (await notes(app)).filter(([, what]) => what === "gone");
    assert.deepEqual(gone, [
      ["one", "gone", { reason: "crashed", exitCode: status }],
      ["two", "gone", { reason: "crashed", exitCode: status }],
    ]);
    const place = ({ title, x, y, width, height }) => [title, x, y, width, height].join(" ");
    await app.until("the windows to be where they were", async () => {
      const now = (await here.screen.windows()).filter(({ title }) => /^page/.test(title));
      return now.map(place).sort().join() === before.map(place).sort().join();
    });
    for (const title of ["page one", "page two"]) {
      assert.deepEqual(await useOf(app, title), { sum: 3, port: "main has word", frame: 23 });
    }
    assert.equal(app.stderr.match(/ended unexpectedly/g).length, 1, app.stderr);
    assert.match(app.stderr, new RegExp(`status ${status}`));
    assert.equal(app.socketFolders().length, 1);
    await app.until("the last shell's processes to go", () =>
      app.processes().filter(({ command }) => /cation-shell/.test(command.split(" ")[0])).length === 1);
    await app.main(({ app }) => app.quit());
    assert.deepEqual(await app.end(), { code: 0, signal: null });
    await app.leavesNothing();
  });
}

test("what waits for a shell or its pages fails at once when it is lost", async () => {
  let asked = false;
  const origin = await here.serve(() => (asked = true)); // and no answer
  const app = await started();
  const answers = app.main(
    async ({ BrowserWindow, dialog }, url) => {
      const [one, two] = BrowserWindow.getAllWindows();
      const said = (error) => String(error);
      return Promise.all([
        dialog.showMessageBox({ message: "waits" }).then(String, said),
        one.webContents.executeJavaScript("api.never()").then(String, said),
        two.loadURL(url).then(String, said),
      ]);
    },
    origin,
  );
  await app.until("the load to wait", () => asked);
  process.kill(shellOf(app).pid, "SIGKILL");
  const [dialog, script, load] = await answers;
  assert.match(dialog, /shell has ended/);
  assert.match(script, /crashed or was closed|closed before/);
  assert.match(load, /ERR_FAILED/);
});

test("a shell that is told to end is started again with a socket of its own", async () => {
  const app = await started();
  const [folder] = app.socketFolders();
  process.kill(shellOf(app).pid, "SIGTERM");
  await app.until("both pages again", async () => loads(await notes(app)) >= 4);
  assert.equal(app.socketFolders().length, 1);
  assert.notEqual(app.socketFolders()[0], folder);
  assert.deepEqual(await useOf(app, "page two"), { sum: 3, port: "main has word", frame: 23 });
});

test("the fourth shell of a minute that is lost ends the app with an error", async () => {
  const app = await started();
  for (let round = 1; round <= 3; ++round) {
    process.kill(shellOf(app).pid, "SIGKILL");
    await app.until("both pages again", async () => loads(await notes(app)) === 2 + 2 * round);
  }
  process.kill(shellOf(app).pid, "SIGKILL");
  assert.equal((await app.end()).code, 1);
  assert.equal(app.stderr.match(/ended unexpectedly/g).length, 4, app.stderr);
  await app.leavesNothing();
});
