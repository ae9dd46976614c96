// How windows are closed: the page is asked (beforeunload), has its last words (pagehide, unload), and is gone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { kindsOfMain } from "./support/mains.mjs";
import { session } from "./support/session.mjs";

const here = session();
const { mains, started: startedMain } = kindsOfMain();

/** A page that tells main what happens to it, and whether it may be left. */
async function started(contextIsolation = true) {
  const path = here.write({
    "index.js": `
      const { app, ipcMain } = require("electron");
      const told = globalThis.told = [];
      app.on("window-all-closed", () => {});
      ipcMain.on("tell", (event, what) => {
        told.push(what);
        if (event.senderFrame !== event.sender.mainFrame) told.push("of another frame");
        event.returnValue = "heard";
      });
      ipcMain.on("slow", (event) => setTimeout(() => (event.returnValue = "late"), 400));`,
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      if (process.contextIsolated) {
        contextBridge.exposeInMainWorld("waits", () => ipcRenderer.send("answer", ipcRenderer.sendSync("slow")));
      }
      for (const name of ["beforeunload", "pagehide", "unload"]) {
        addEventListener(name, () => {
          ipcRenderer.send("tell", name);
          if (ipcRenderer.sendSync("tell", "sync " + name) !== "heard") throw new Error("not heard");
        });
      }`,
    "index.html": "<title>page</title>",
  });
  const app = here.cation(path);
  await app.main(async ({ app, BrowserWindow }, path, contextIsolation) => {
    await app.whenReady();
    globalThis.preload = `${path}/preload.js`;
    globalThis.open = async (script = "") => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: globalThis.preload, contextIsolation } });
      for (const name of ["close", "closed"]) window.on(name, () => globalThis.told.push(name));
      window.webContents.on("destroyed", () => globalThis.told.push("destroyed"));
      await window.loadFile("index.html");
      await window.webContents.executeJavaScript(`${script}; 0`);
      return window;
    };
  }, path, contextIsolation);
  return app;
}

const leave = ["beforeunload", "sync beforeunload", "pagehide", "sync pagehide", "unload", "sync unload"];

for (const [contextIsolation, name] of [[true, "isolated"], [false, "not isolated"]]) {
  test(`a page (${name}) that is closed is asked, has its last words, and is gone then`, async () => {
    const app = await started(contextIsolation);
    for (const how of ["main", "page"]) {
      const told = await app.main(async (_electron, how) => {
        const window = await globalThis.open();
        // One that has been elsewhere may be closed as well.
        await window.loadFile("index.html", { search: "again" });
        globalThis.told.length = 0;
        const closed = new Promise((done) => window.once("closed", done));
        if (how === "main") window.close();
        else window.webContents.executeJavaScript("setTimeout(() => close()); 0");
        await closed;
        return globalThis.told.splice(0);
      }, how);
      assert.deepEqual(told, ["close", ...leave, "destroyed", "closed"], how);
    }
  });
}

test("a window that is destroyed asks nobody", async () => {
  const app = await started();
  const told = await app.main(async () => {
    const leaves = (value) => `for (const name of ["pagehide", "unload"]) addEventListener(name, () => localStorage.setItem(name, ${value}))`;
    const closing = await globalThis.open(leaves(1));
    const closed = new Promise((done) => closing.once("closed", done));
    closing.close();
    await closed;
    globalThis.told.length = 0;
    const window = await globalThis.open(leaves(2));
    window.destroy();
    // What the last one was to say is said when another is closed.
    const other = await globalThis.open();
    const kept = await other.webContents.executeJavaScript("[localStorage.pagehide, localStorage.unload].join()");
    other.destroy();
    return [...globalThis.told, kept];
  });
  assert.deepEqual(told, ["destroyed", "closed", "destroyed", "closed", "1,1"]);
});

test("what a page waits for in its last words is answered, however long it takes", async () => {
  const app = await started();
  const seen = await app.main(async ({ ipcMain }) => {
    const answers = [];
    ipcMain.on("answer", (_event, answer) => answers.push(answer));
    const window = await globalThis.open("onunload = () => waits()");
    const closed = new Promise((done) => window.once("closed", done));
    window.close();
    await closed;
    return answers;
  });
  assert.deepEqual(seen, ["late"]);
});

test("a page keeps its window, clicked or not, unless a listener will have it left", async () => {
  const app = await started();
  const seen = await app.main(async () => {
    const result = {};
    for (const veto of ["event.preventDefault()", "event.returnValue = false", "return false"]) {
      const window = await globalThis.open(`onbeforeunload = (event) => { ${veto} }`);
      globalThis.told.length = 0;
      const asked = new Promise((done) => window.webContents.once("will-prevent-unload", done));
      window.close();
      await asked;
      const again = new Promise((done) => window.webContents.once("will-prevent-unload", done));
      window.webContents.executeJavaScript("setTimeout(() => close()); 0");
      await again;
      const kept = await window.webContents.executeJavaScript("document.title");
      const then = globalThis.told.splice(0);
      window.webContents.once("will-prevent-unload", (event) => event.preventDefault());
      const closed = new Promise((done) => window.once("closed", done));
      window.close();
      await closed;
      result[veto] = [kept, then, globalThis.told.splice(0)];
    }
    return result;
  });
  const asked = ["close", ...leave.slice(0, 2)];
  for (const each of Object.values(seen)) {
    assert.deepEqual(each, ["page", [...asked, ...asked], ["close", ...leave, "destroyed", "closed"]]);
  }
});

test("a window that is closed again as soon as its page wants to stay is asked again", async () => {
  const app = await started();
  const told = await app.main(async () => {
    const window = await globalThis.open("onbeforeunload = () => { const end = Date.now() + 80; while (Date.now() < end); return 'stay'; }");
    globalThis.told.length = 0;
    let times = 0;
    window.webContents.on("will-prevent-unload", (event) => {
      if (++times === 4) event.preventDefault();
      else window.close();
    });
    const closed = new Promise((done) => window.once("closed", done));
    window.close();
    await closed;
    return globalThis.told;
  });
  const asked = ["close", ...leave.slice(0, 2)];
  assert.deepEqual(told, [...asked, ...asked, ...asked, "close", ...leave, "destroyed", "closed"]);
});

test("an app whose window is kept does not quit, and quits when it is let go", async () => {
  const app = await started();
  const seen = await app.main(async ({ app }) => {
    const kept = await globalThis.open("onbeforeunload = () => 'stay'");
    const other = await globalThis.open();
    for (const name of ["before-quit", "will-quit", "quit"]) app.on(name, () => globalThis.told.push(name));
    globalThis.told.length = 0;
    const both = Promise.all([
      new Promise((done) => kept.webContents.once("will-prevent-unload", done)),
      new Promise((done) => other.once("closed", done)),
    ]);
    app.quit();
    await both;
    await kept.webContents.executeJavaScript("onbeforeunload = null; 0");
    const first = globalThis.told.splice(0);
    app.on("quit", () => console.log(globalThis.told.join()));
    setTimeout(() => app.quit());
    return first;
  });
  assert.ok(seen.includes("before-quit") && !seen.includes("will-quit"), seen.join());
  assert.deepEqual((await app.end()).code, 0);
  assert.equal(app.stdout.trim(), ["before-quit", "close", ...leave, "destroyed", "closed", "will-quit", "quit"].join());
});

test("a page that hangs as it is asked, or in its last words, is closed all the same", async () => {
  const app = await started();
  for (const event of ["beforeunload", "unload"]) {
    const told = await app.main(async (_electron, event) => {
      const window = await globalThis.open(`addEventListener("${event}", () => { for (;;); })`);
      const closed = new Promise((done) => window.once("closed", done));
      window.close();
      await closed;
      return globalThis.told.splice(0);
    }, event);
    assert.equal(told.at(-1), "closed");
  }
});

test("windows of one process are closed one after the other, each with its page's last words", async () => {
  const app = await started();
  const told = await app.main(async ({ BrowserWindow }, leave) => {
    const opener = await globalThis.open();
    const opened = new Promise((done) => opener.webContents.once("did-create-window", done));
    const webPreferences = { preload: globalThis.preload };
    opener.webContents.setWindowOpenHandler(() => ({
      action: "allow", outlivesOpener: true, overrideBrowserWindowOptions: { show: false, webPreferences },
    }));
    await opener.webContents.executeJavaScript("open('index.html'); 0");
    const child = await opened;
    // It is an empty page first, which has nothing to say.
    const isThere = () => child.webContents.getURL().endsWith("index.html") && !child.webContents.isLoading();
    while (!isThere()) await new Promise((done) => child.webContents.once("did-stop-loading", done));
    globalThis.told.length = 0;
    for (const window of [opener, child]) {
      const closed = new Promise((done) => window.once("closed", done));
      window.close();
      await closed;
    }
    return globalThis.told.filter((each) => leave.includes(each));
  }, leave);
  assert.deepEqual(told, [...leave, ...leave]);
});

for (const [name, start] of Object.entries(mains)) {
  test(`${name}: hears a page to its end, and the app ends with its window`, async () => {
    const { app, page } = await startedMain(start);
    await page(async () => {
      addEventListener("beforeunload", (event) => event.preventDefault());
      for (const name of ["pagehide", "unload"]) {
        addEventListener(name, () => ipcRenderer.send("print", `${name} ${ipcRenderer.sendSync("sync", 1)}`));
      }
      await ipcRenderer.invoke("watch closing");
      setTimeout(() => close());
    });
    assert.equal((await app.end()).code, 0);
    const lines = app.stdout.trim().split("\n").filter((line) => !/^\d/.test(line));
    assert.deepEqual(lines, ["close", "objects", "pagehide 2", "unload 2", "destroyed"]);
  });
}
