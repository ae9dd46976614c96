// What main hears of what scripts of a page write to the console, and of errors that nobody catches: whole, with
// their places, whichever world and file they come from.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

/** An app whose main keeps what `console-message` tells, in `app.lines`. */
async function started(files, preferences = "") {
  const path = here.write({
    "main.js": `
      const { app, BrowserWindow, ipcMain } = require("electron");
      app.lines = [];
      app.errors = [];
      app.whenReady().then(() => {
        const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js", ${preferences} } });
        window.webContents.on("console-message", ({ level, message, lineNumber, sourceId }) => app.lines.push([level, message, lineNumber, sourceId.split("/").pop()]));
        window.webContents.on("preload-error", (_event, file, error) => app.errors.push([file.split("/").pop(), error.name, error.message, error.stack]));
        ${files["http"] ? `window.loadURL(${JSON.stringify(files["http"])})` : `window.loadFile("index.html")`};
      });`,
    "preload.js": "",
    "index.html": "<title>page</title>",
    ...files,
  });
  const app = here.cation(`${path}/main.js`);
  await app.loaded();
  const lines = (count) =>
    app.until(`${count} lines`, async () => {
      const all = await app.main(({ app }) => app.lines);
      return all.length >= count && all;
    });
  return { app, lines };
}

test("every method of the console is told, with its level, as Chromium writes it", async () => {
  const { app, lines } = await started({});
  await app.page(() => {
    console.debug("a", 1);
    console.log("a", null, Symbol("s"), { toString: () => "own" }, Object.create(null));
    console.info("b\0c\ud800d");
    console.warn("w");
    console.error("e");
    console.dir("dir");
    console.dirxml("xml");
    console.table(["row"]);
    console.trace();
    console.trace("here");
    console.assert(true, "not told");
    console.assert(false);
    console.assert(0, "told", 2);
    console.count();
    console.count("mine");
    console.count("mine");
    console.countReset("mine");
    console.count("mine");
    console.countReset("other");
    console.group("group");
    console.groupCollapsed();
    console.groupEnd();
    console.timeEnd("none");
    console.time("timer");
    console.timeLog("timer", "half");
    console.timeEnd("timer");
    console.clear();
    console.log("end");
  });
  const all = await lines(23);
  assert.deepEqual(
    all.map(([level, message]) => `${level} ${message.replace(/\d[\d.e-]* ms/, "N ms")}`),
    [
      "debug a 1", "info a null Symbol(s) own [object]", "info b\0c\ufffdd", "warning w", "error e", "info dir", "info xml", "info row",
      "info console.trace", "info here", "error console.assert", "error told 2", "debug default: 1", "debug mine: 1", "debug mine: 2", "debug mine: 1",
      "warning Count for 'other' does not exist", "info group", "info console.groupCollapsed", "info console.groupEnd",
      "info timer: N ms half", "debug timer: N ms", "info end",
    ],
  );
});

test("a listener that comes late hears the console of a page that has changed the language since", async () => {
  const path = here.write({
    "main.js": `
      const { app, BrowserWindow } = require("electron");
      app.lines = [];
      app.whenReady().then(() => new BrowserWindow().loadFile("index.html"));`,
    "index.html": "<script>setInterval(() => {\n\nconsole.log('late') }, 20);Function.prototype.apply = Reflect.apply = Object.keys = Array.prototype[Symbol.iterator] = null; String.prototype.slice = null;</script>",
  });
  const app = here.cation(`${path}/main.js`);
  await app.loaded();
  await app.main(({ app, BrowserWindow }) => void BrowserWindow.getAllWindows()[0].webContents.on("console-message", ({ message, lineNumber }) => app.lines.push([message, lineNumber])));
  await app.until("a line", () => app.main(({ app }) => app.lines.length > 0));
  assert.deepEqual((await app.main(({ app }) => app.lines))[0], ["late", 3]);
});

for (const isolated of [true, false]) {
  test(`what a preload writes to its console is told, ${isolated ? "with" : "without"} isolation`, async () => {
    const { app, lines } = await started(
      {
        "preload.js": `console.log("log", 1);\nconsole.warn("warn"); console.count();\nsetTimeout(() => console.error("later"), 20);`,
        "index.html": "<script>console.log('page')</script>",
      },
      `contextIsolation: ${isolated}`,
    );
    assert.deepEqual(await lines(5), [
      ["info", "log 1", 1, "preload.js"],
      ["warning", "warn", 2, "preload.js"],
      ["debug", "default: 1", 2, "preload.js"],
      ["info", "page", 1, "index.html"],
      ["error", "later", 3, "preload.js"],
    ]);
    assert.equal(await app.page(() => typeof console.log), "function");
  });
}

test("a promise of a preload that nobody handles is told to main, and not to the page", async () => {
  const { app, lines } = await started({
    "preload.js": `window.addEventListener("load", () => {\n  Promise.reject(new RangeError("late"));\n  const handled = Promise.reject(1); handled.catch(() => {});\n});`,
    "index.html": "<script>window.heard = []; addEventListener('unhandledrejection', (event) => heard.push(String(event.reason))); Promise.reject('own')</script>",
  });
  const all = await lines(2);
  const late = all.find(([, message]) => /late/.test(message));
  assert.deepEqual(late, ["error", "Uncaught (in promise) RangeError: late", 2, "preload.js"]);
  assert.equal(all.length, 2);
  assert.deepEqual(await app.page(() => window.heard), ["own"]);
});

test("a preload's error has its name, message, stack and place", async () => {
  for (const [source, name, message, place] of [
    [`throw new RangeError("no luck");`, "RangeError", "no luck", /^RangeError: no luck\n    at .*\/preload\.js:1:\d\d?$/m],
    [`\n  function f() { throw new TypeError("a\\nb"); }\nf();`, "TypeError", "a\nb", /\n    at f \(.*preload\.js:2:\d+\)\n    at .*preload\.js:3:\d/],
    [`require("./part")`, "Error", "in part", /^Error: in part\n    at .*\/part\.js:1:\d+\n/],
    [`throw "a text"`, "Error", "a text", /^a text\n    at .*preload\.js$/],
    [`throw new Error()`, "Error", "", /^Error\n    at .*preload\.js:1:\d\d?$/m],
    [`const = 1;`, "SyntaxError", /token|identifier/i, /preload\.js:1/],
    [`require("none")`, "Error", /Cannot find module 'none'/, /preload\.js:1:\d\d?$/m],
    [`class Mine extends Error { name = "MineError" } throw new Mine("own")`, "MineError", "own", /preload\.js:1:/],
  ]) {
    const { app } = await started({ "preload.js": source, "part.js": `throw new Error("in part")` });
    const [error] = await app.until("the error", () => app.main(({ app }) => app.errors.length > 0 && app.errors));
    assert.equal(error[0], "preload.js");
    assert.equal(error[1], name, source);
    if (typeof message === "string") assert.equal(error[2], message, source);
    else assert.match(error[2], message);
    assert.match(error[3], place, source);
  }
});

const callbackFiles = {
  "preload.js": `
    const { contextBridge, ipcRenderer } = require("electron");
    ipcRenderer.on("own", () => { throw new RangeError("of the preload"); });
    contextBridge.exposeInMainWorld("api", {
      onX: (callback, channel = "x") => void ipcRenderer.on(channel, (_event, value) => callback(value)),
      later: (callback) => void setTimeout(callback, 1),
      catching: (callback) => { try { callback(); } catch (error) { return error.message; } },
    });`,
  "index.html": `<title>page</title><script>window.seen = []; onerror = (message, source, line, column, error) => void seen.push([message, source.split("/").pop(), line, error instanceof TypeError]);</script><script src="r.js"></script>`,
  "r.js": `api.onX((value) => {\n  const bounds = undefined;\n  return bounds.size;\n});\napi.onX(() => {\n  throw "a text";\n}, "y");`,
};

test("what a page's callback throws through the bridge is the page's error, with message, file and line", async () => {
  const { app, lines } = await started(callbackFiles);
  await app.main(({ BrowserWindow }) => {
    for (const channel of ["x", "y"]) BrowserWindow.getAllWindows()[0].webContents.send(channel, 1);
  });
  const [first, second] = await lines(2);
  assert.match(first[1], /^Uncaught TypeError: .*bounds\.size/);
  assert.deepEqual([first[0], first[2], first[3]], ["error", 3, "r.js"]);
  assert.match(second[1], /^Uncaught a text/);
  const seen = await app.page(() => window.seen);
  assert.deepEqual(seen[0].slice(1), ["r.js", 3, true]);
  assert.equal(await app.page(() => api.catching(() => { throw new TypeError("caught"); })), "caught");
  assert.equal((await app.main(({ app }) => app.lines)).length, 2);
});

test("the same of a page from a server", async () => {
  const origin = await here.serve((request, response) => {
    const name = request.url === "/" ? "index.html" : request.url.slice(1);
    response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html");
    response.end(callbackFiles[name] ?? "");
  });
  const { app, lines } = await started({ "preload.js": callbackFiles["preload.js"], http: `${origin}/` });
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.send("x", 1));
  const [first] = await lines(1);
  assert.match(first[1], /^Uncaught TypeError: .*bounds\.size/);
  assert.deepEqual([first[2], first[3]], [3, "r.js"]);
  // What its preload throws is told to main, though not to the page.
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.send("own", 1));
  const [, own] = await lines(2);
  assert.match(own[1], /^Uncaught RangeError: of the preload/);
  assert.deepEqual([own[0], own[2] > 1, own[3]], ["error", true, "preload.js"]);
  assert.doesNotMatch(JSON.stringify(await app.page(() => window.seen)), /of the preload/);
  // import() finds modules from where the page is, too.
  assert.equal(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScript("import('./r.js').then(() => 'came', String)")), "came");
});

test("an error in a script that a page requires is told with message, file and line", async () => {
  const { lines } = await started(
    {
      "index.html": `<script>require("./lib.js")</script><script>require("./late.js")</script>\n<script>require("./none.js")</script><script>require("electron").ipcRenderer.send("x", () => {})</script>
        <script>require("electron").ipcRenderer.on("x", () => { nothing.here })</script>`,
      "lib.js": "const x = undefined;\nmodule.exports = x.y;",
      "late.js": "setTimeout(() => {\n  const z = null; z.y; }, 1)",
    },
    "nodeIntegration: true, contextIsolation: false",
  );
  const all = await lines(4);
  const of = (pattern) => all.find(([, message]) => pattern.test(message))?.slice(2);
  assert.deepEqual(of(/x\.y/), [2, "lib.js"]);
  assert.deepEqual(of(/z\.y/), [2, "late.js"]);
  assert.deepEqual(of(/Cannot find module '\.\/none\.js'/), [2, "index.html"]);
  assert.deepEqual(of(/could not be cloned/), [2, "index.html"]);
  assert.ok(!all.some(([, message]) => /Script error/.test(message)), JSON.stringify(all));
});

test("an error of a script that main runs in a frame has its class in the message", async () => {
  const { app } = await started({});
  const told = await app.main(async ({ BrowserWindow }) => {
    const { mainFrame } = BrowserWindow.getAllWindows()[0].webContents;
    const all = [];
    for (const code of ["Promise.reject(new RangeError('far'))", "throw new TypeError('now')", "Promise.reject('text')", "nothing.here"]) {
      all.push(await mainFrame.executeJavaScript(code).catch((error) => (error instanceof Error ? [error.constructor.name, error.message] : error)));
    }
    return all;
  });
  assert.deepEqual(told.slice(0, 3), [["RangeError", "RangeError: far"], ["TypeError", "TypeError: now"], "text"]);
  assert.match(told[3][1], /^ReferenceError: .*nothing/);
});
