// Libraries of Electron's world, as npm has them: nothing of them is changed, and nothing in Cation is
// there for one of them.

import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";

import { App, fixture, root, writeApp } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const source = fixture("libraries");

/** The preload and the page's script, each in one file, as a bundler of an app makes them. */
async function bundled() {
  const written = writeApp({ "index.html": "<title>libraries</title><body>text<script src='page.js'></script>" });
  const options = { bundle: true, platform: "browser", outdir: written.path, logLevel: "silent" };
  await Promise.all([
    build({ ...options, entryPoints: [join(source, "preload.js")], format: "cjs", external: ["electron"] }),
    build({ ...options, entryPoints: [join(source, "page.js")], format: "iife" }),
  ]);
  return written;
}

for (const isolated of [true, false]) {
  describe(`${isolated ? "with" : "without"} isolation, in one app,`, () => {
    let written, folder, app;
    before(async () => {
      written = await bundled();
      folder = written.path;
      const env = { BUNDLED: folder, XDG_CONFIG_HOME: folder, ISOLATED: isolated ? "yes" : "no" };
      app = App.cation(here.screen, source, { env });
      await app.loaded();
    });
    after(async () => {
      await app?.stop();
      written?.remove();
    });

    test("@electron-toolkit/preload shows its API to the page", async () => {
      const { key, ...seen } = await app.page(() => ask.toolkit());
      assert.deepEqual(seen, { platform: "linux", versions: "string", color: "rgb(1, 2, 3)" });
      assert.equal(typeof key, "string");
    });

    test("electron-better-ipc asks and answers both ways, errors too", async () => {
      assert.deepEqual(await app.page(() => api.better("upper", "text")), { value: "TEXT in libraries" });
      assert.equal(await app.page(() => api.inherited()), "handled");
      assert.deepEqual(await app.page(() => api.better("fails")), { error: "RangeError: too far" });
      const seen = await app.main(async ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        const { ipcMain } = libraries.betterIpc;
        const failed = await ipcMain.callRenderer(window, "fails").catch((error) => error.message);
        return [await ipcMain.callRenderer(window, "reverse", "abc"), failed];
      });
      assert.deepEqual(seen, ["cba", "not in this page"]);
    });

    test("electron-promise-ipc asks and answers both ways, errors too", async () => {
      assert.deepEqual(await app.page(() => api.promised("sum", [1, 2, 39])), { value: 42 });
      assert.deepEqual(await app.page(() => api.promised("fails")), { error: "TypeError: refused" });
      const title = await app.main(({ BrowserWindow }) =>
        libraries.promiseIpc.send("where", BrowserWindow.getAllWindows()[0].webContents),
      );
      assert.equal(title, "libraries");
    });

    test("@egoist/tipc calls main, and main calls the page", async () => {
      const [product, sender] = await app.page(() => ask.tipc(6, 7));
      assert.deepEqual([product, typeof sender], [42, "number"]);
      const square = await app.main(({ BrowserWindow }) => {
        const handlers = libraries.handlers(BrowserWindow.getAllWindows()[0]);
        handlers.notice.send("from main");
        return handlers.square.invoke(12);
      });
      assert.equal(square, 144);
      assert.deepEqual(await app.page(() => heard), ["from main"]);
    });

    test("electron-log writes what main and the page say", async () => {
      await app.page(() => ask.log("from the page"));
      await app.main(() => void libraries.log.error("from main"));
      const written = () => readFileSync(join(folder, "app.log"), "utf8");
      const text = await app.until("the log", () => /from the page[^]*from main|from main[^]*from the page/.test(written()) && written());
      assert.match(text, /\[warn\].*from the page/);
      assert.match(text, /\[error\].*from main/);
    });

    test("electron-store keeps its file in userData", async () => {
      const store = await app.main(() => libraries.store());
      assert.deepEqual(store, { path: join(folder, "libraries/config.json"), unicorn: "🦄", deep: [1, 2], size: 2 });
      assert.equal(JSON.parse(readFileSync(store.path, "utf8")).unicorn, "🦄");
    });

    // The library has a bridge, and no way without one.
    if (!isolated) return;
    test("electron-trpc queries, mutates and subscribes", async () => {
      const seen = await app.page(() => ask.trpc());
      assert.deepEqual(seen, {
        greeting: "hello you",
        failed: "TRPCClientError: no mutation",
        missing: "NOT_FOUND",
        counted: [1, 2, 3],
      });
    });
  });
}

test("a preload requires a library from node_modules as it is, without a bundler", async () => {
  const path = here.write({
    "package.json": `{ "name": "unbundled", "main": "main.js" }`,
    "main.js": `
      const { app, BrowserWindow } = require("electron");
      const { ipcMain } = require("electron-better-ipc");
      ipcMain.answerRenderer("double", (n) => n * 2);
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js" } }).loadFile("index.html");
      });`,
    "preload.js": `
      const { contextBridge } = require("electron");
      const { ipcRenderer } = require("electron-better-ipc");
      require("@electron-toolkit/preload").exposeElectronAPI();
      contextBridge.exposeInMainWorld("double", (n) => ipcRenderer.callMain("double", n));`,
    "index.html": "<title>page</title>",
  });
  for (const name of ["electron-better-ipc", "serialize-error", "type-fest", "@electron-toolkit/preload"]) {
    cpSync(join(root, "node_modules", name), join(path, "node_modules", name), { recursive: true });
  }
  const app = here.cation(path);
  await app.loaded();
  assert.equal(await app.page(() => double(21)), 42);
  assert.equal(await app.page(() => window.electron.process.platform), "linux");
});
