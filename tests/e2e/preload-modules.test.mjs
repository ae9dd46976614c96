// What a preload script can require, in real pages: the modules that come with a page, and the app's
// own files, which main reads for it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const main = (preferences = "") => `
  const path = require("node:path");
  const { app, BrowserWindow, ipcMain } = require("electron");
  ipcMain.on("kind", (event, value) => { event.returnValue = [value?.constructor?.name, ...value]; });
  app.whenReady().then(() => {
    new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "src/preload.js"), ${preferences} } }).loadFile("index.html");
  });`;

// What a preload tells its page, with and without a world of its own.
const tell = `
  const { contextBridge, ipcRenderer } = require("electron");
  const tell = (name, value) => process.contextIsolated ? contextBridge.exposeInMainWorld(name, value) : (window[name] = value);
  const caught = (run) => { try { return run(); } catch (error) { return error.message; } };`;

const preload = `"use strict";
  Object.defineProperty(exports, "__esModule", { value: true });
  ${tell}
  const names = ["electron", "electron/renderer", "electron/common", "buffer", "events", "path", "process", "querystring",
    "string_decoder", "timers", "url", "util"];
  tell("kinds", names.map((name) => name + ":" + typeof require(name) + (name.startsWith("electron") ? "" : typeof require("node:" + name))));
  tell("sent", ipcRenderer.sendSync("kind", Buffer.from("hé")));
  tell("own", [require("./lib").name, require("../data.json").list, require("small"), require.resolve("./lib")]);
  tell("refused", ["node:fs", "./none", "not-installed", "../../outside.js", "/etc/passwd.json", "../.env", "./module.mjs", "electron/main"].map((name) => caught(() => require(name))));
  tell("globals", ["require", "process", "Buffer", "module", "global", "setImmediate"].map((name) => typeof globalThis[name]));
  setImmediate(() => tell("immediate", true));`;

const files = (preferences) => ({
  "package.json": `{ "name": "modules", "main": "index.js" }`,
  "index.js": main(preferences),
  "src/preload.js": preload,
  "src/lib/index.js": `exports.name = require("./inner").name + " of " + require("path").basename(__dirname);`,
  "src/lib/inner.js": `exports.name = "inner"; exports.outer = require("./index.js");`,
  "src/module.mjs": "export default 1;",
  "data.json": `{ "list": [1, 2] }`,
  ".env": "SECRET=1",
  "node_modules/small/package.json": `{ "exports": { "require": "./main.cjs", "import": "./main.mjs" } }`,
  "node_modules/small/main.cjs": `module.exports = "small " + require("util").format("%d", 1);`,
  "index.html": "<title>page</title>",
});

for (const isolated of [true, false]) {
  test(`${isolated ? "with" : "without"} isolation a preload requires Node's modules, its own files and packages`, async () => {
    const path = here.write(files(`contextIsolation: ${isolated}`));
    const app = here.cation(path);
    await app.loaded();
    await app.until("the immediate", () => app.page(() => window.immediate));
    const seen = await app.page(() => ({ kinds, sent, own, refused, globals, inPage: typeof require }));
    assert.deepEqual(
      seen.kinds.filter((kind) => !/^electron[/a-z]*:object$|^events:functionfunction$|:objectobject$/.test(kind)),
      [],
    );
    assert.deepEqual(seen.sent, ["Uint8Array", 104, 195, 169]);
    assert.deepEqual(seen.own, ["inner of lib", [1, 2], "small 1", `${path}/src/lib/index.js`]);
    const reasons = [
      /ipcRenderer\.invoke/,
      /no such script or JSON file \(required by .*preload\.js\)/,
      /not-installed.*bundler/,
      /outside of/,
      /outside of/,
      /no such script/,
      /ES module.*CommonJS/,
      /electron\/renderer/,
    ];
    for (const [index, reason] of reasons.entries()) assert.match(seen.refused[index], reason);
    assert.deepEqual([...new Set(seen.globals)], ["undefined"]);
    assert.equal(seen.inPage, "undefined");
  });
}

test("a page with nodeIntegration requires files of the app relative to its own", async () => {
  const path = here.write({
    "package.json": `{ "name": "pages", "main": "index.js" }`,
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false } }).loadFile("pages/index.html");
      });`,
    "pages/index.html": `<script>
      window.seen = [require("./part").text, require("../data.json").n, Buffer.from("a").toString("hex"), __dirname];
      try { require("fs"); } catch (error) { window.seen.push(error.code); }</script>`,
    "pages/part.js": `exports.text = require("node:path").basename(__filename);`,
    "data.json": `{ "n": 7 }`,
  });
  const app = here.cation(path);
  await app.loaded();
  assert.deepEqual(await app.page(() => seen), ["part.js", 7, "61", `${path}/pages`, "MODULE_NOT_FOUND"]);
});

test("a preload that is an ES module says what to do, and the page is shown all the same", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      const open = (preload) => {
        const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/" + preload } });
        window.webContents.on("preload-error", (_event, file, error) => console.log(error.message));
        return window.loadFile("index.html");
      };
      app.whenReady().then(() => open("preload.mjs")).then(() => open("preload.js")).then(() => console.log("shown"));`,
    "preload.mjs": `import { ipcRenderer } from "electron";`,
    "preload.js": `import { ipcRenderer } from "electron";`,
    "index.html": "",
  });
  const app = here.cation(path);
  await app.printed("shown");
  assert.match(app.stdout, /preload\.mjs is an ES module.*CommonJS[^]*preload\.js is an ES module.*bundler/);
});

for (const isolated of [true, false]) {
  test(`${isolated ? "with" : "without"} isolation what is required late is there, whatever the page's policy`, async () => {
    const path = here.write({
      "package.json": `{ "name": "late", "main": "index.js" }`,
      "index.js": main(`contextIsolation: ${isolated}`),
      "src/preload.js": `${tell}
        tell("late", () => ["url", "util", "buffer", "string_decoder", "querystring", "path", "./late"].map((name) => caught(() => typeof require(name))));
        tell("text", () => require("util").inspect({ a: [1, "x"] }));`,
      "src/late.js": "module.exports = () => {};",
      "index.html": `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">`,
    });
    const app = here.cation(path);
    await app.loaded();
    assert.deepEqual(await app.page(() => late()), ["object", "object", "object", "object", "object", "object", "function"]);
    assert.equal(await app.page(() => text()), "{ a: [ 1, 'x' ] }");
  });
}

test("every frame that has a preload has modules of its own", async () => {
  const path = here.write({
    "index.js": main("nodeIntegrationInSubFrames: true"),
    "src/preload.js": `
      const counter = require("./counter.js");
      require("electron").contextBridge.exposeInMainWorld("count", ++counter.count);`,
    "src/counter.js": "exports.count = 0;",
    "index.html": "<iframe src='inner.html'></iframe>",
    "inner.html": "",
  });
  const app = here.cation(path);
  await app.loaded();
  const counts = () => app.page(() => [window.count, document.querySelector("iframe").contentWindow.count]);
  assert.deepEqual(await app.until("the frame", async () => (await counts())[1] && counts()), [1, 1]);
});
