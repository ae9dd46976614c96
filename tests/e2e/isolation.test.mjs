import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const main = (preferences) => `
  const path = require("node:path");
  const { app, BrowserWindow, ipcMain } = require("electron");
  ipcMain.handle("echo", (_event, value) => value);
  app.whenReady().then(() => {
    new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "preload.js"), ${preferences} } }).loadFile("index.html");
  });`;

test("a preload and its bridge work in a page whose policy allows nothing but its own files", async () => {
  const path = here.write({
    "index.js": main(""),
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      contextBridge.exposeInMainWorld("api", { echo: (value) => ipcRenderer.invoke("echo", value), list: [1, { two: 2 }] });`,
    "index.html": `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'"><script src="page.js"></script>`,
    "page.js": `api.echo({ a: [1, "zwei", null] }).then((value) => (document.title = JSON.stringify([value, api.list])));`,
  });
  const app = here.cation(path);
  await app.loaded();
  const title = await app.until("the answer", () => app.page(() => document.title));
  assert.equal(title, '[{"a":[1,"zwei",null]},[1,{"two":2}]]');
});

test("a page reaches nothing but what was exposed", async () => {
  const path = here.write({
    "index.js": main(""),
    "preload.js": `
      globalThis.secret = "hidden";
      const { contextBridge } = require("electron");
      contextBridge.exposeInMainWorld("api", { greet: (name) => "hello " + name, later: async () => ({ x: 1 }), fail() { throw new Error("no"); } });`,
    "index.html": "<title>page</title>",
  });
  const app = here.cation(path);
  await app.loaded();
  const seen = await app.page(async () => {
    const look = "return [typeof secret, typeof require, typeof process, typeof ipcRenderer].join()";
    const { Function: PageFunction } = window;
    let thrown;
    try {
      api.fail();
    } catch (error) {
      thrown = error;
    }
    const things = [api, api.greet, api.later, api.later(), await api.later(), thrown];
    return {
      own: [typeof require, typeof process, typeof secret, typeof module].join(),
      greeting: api.greet("you"),
      makers: things.map((thing) => thing.constructor.constructor === PageFunction),
      looks: things.map((thing) => thing.constructor.constructor(look)()),
      frozen: [Object.isFrozen(api), Reflect.set(api, "greet", 1), Reflect.set(window, "api", 1)],
    };
  });
  assert.deepEqual(seen, {
    own: "undefined,undefined,undefined,undefined",
    greeting: "hello you",
    makers: Array(6).fill(true),
    looks: Array(6).fill("undefined,undefined,undefined,undefined"),
    frozen: [true, false, false],
  });
});

test("without isolation the preload shares the page's world", async () => {
  const path = here.write({
    "index.js": main("contextIsolation: false"),
    "preload.js": "window.shared = { map: new Map([[1, 2]]) };",
    "index.html": "<script>document.title = String(shared.map instanceof Map) + typeof require;</script>",
  });
  const app = here.cation(path);
  await app.loaded();
  assert.equal(await app.page(() => document.title), "trueundefined");
});

test("a preload has the modules and the process that it expects", async () => {
  const path = here.write({
    "index.js": main(""),
    "preload.js": `
      const seen = [];
      for (const name of ["electron", "electron/renderer", "electron/common", "events", "node:events", "timers", "node:timers", "url", "node:url"]) seen.push(typeof require(name));
      try { require("fs"); } catch (error) { seen.push(error.message); }
      const { type, platform, contextIsolated, sandboxed, versions } = process;
      seen.push(type, platform, contextIsolated, sandboxed, typeof versions.electron, typeof versions.cation);
      require("electron").contextBridge.exposeInMainWorld("seen", seen);`,
    "index.html": "",
  });
  const app = here.cation(path);
  await app.loaded();
  const seen = await app.page(() => window.seen);
  assert.deepEqual(seen.slice(0, 9).filter((type) => type !== "object" && type !== "function"), []);
  assert.match(seen[9], /fs/);
  assert.deepEqual(seen.slice(10), ["renderer", "linux", true, true, "string", "string"]);
});

test("a preload has main's environment as it is then, knows its process, and can end it", async () => {
  const path = here.write({
    "index.js": `
      process.env.SET_BY_MAIN = "ä";
      ${main("")}
      app.on("web-contents-created", (_event, contents) => {
        contents.on("render-process-gone", (_event, { reason }) => console.log("gone", reason));
      });`,
    "preload.js": `
      const { contextBridge } = require("electron");
      const { SET_BY_MAIN, SET_LATER, XDG_RUNTIME_DIR } = process.env;
      const { total, free } = process.getSystemMemoryInfo();
      contextBridge.exposeInMainWorld("seen", {
        env: [SET_BY_MAIN, String(SET_LATER), XDG_RUNTIME_DIR !== undefined],
        system: [total > free && free > 0, process.getCreationTime() <= Date.now(), typeof process.getSystemVersion()],
      });
      contextBridge.exposeInMainWorld("crash", () => process.crash());`,
    "index.html": "",
  });
  const app = here.cation(path);
  await app.loaded();
  const system = [true, true, "string"];
  assert.deepEqual(await app.page(() => seen), { env: ["ä", "undefined", true], system });
  await app.main(({ BrowserWindow }) => {
    process.env.SET_LATER = "later";
    return BrowserWindow.getAllWindows()[0].loadFile("index.html");
  });
  assert.deepEqual(await app.page(() => seen), { env: ["ä", "later", true], system });
  app.page(() => void setTimeout(crash, 0)).catch(() => {});
  await app.printed("gone crashed");
});

test("a preload runs before the first script of its page", async () => {
  const path = here.write({
    "index.js": main(""),
    "preload.js": `require("electron").contextBridge.exposeInMainWorld("early", document.readyState + String(document.documentElement));`,
    "index.html": "<script>document.title = window.early;</script>",
  });
  const app = here.cation(path);
  await app.loaded();
  assert.equal(await app.page(() => document.title), "loadingnull");
});

test("values of every kind come back as they went", async () => {
  const path = here.write({
    "index.js": main("nodeIntegration: true, contextIsolation: false"),
    "preload.js": "",
    "index.html": `<script>
      const { ipcRenderer } = require("electron");
      const loop = { name: "loop" };
      loop.self = loop;
      const values = {
        numbers: [0, -0, 1.5, NaN, -Infinity, 2 ** 40], text: "a\\u0000ö€😀", nothing: [null, undefined], big: 2n ** 70n,
        date: new Date(1234), map: new Map([["k", { v: 1 }]]), set: new Set([1, "1"]), bytes: new Uint8Array([1, 2, 255]), floats: new Float64Array([0.5]),
        buffer: new Uint8Array([9, 8]).buffer, error: new RangeError("far"), loop,
      };
      ipcRenderer.invoke("echo", values).then((got) => (window.checks = {
        numbers: got.numbers.every((n, i) => Object.is(n, values.numbers[i])), text: got.text === values.text,
        nothing: got.nothing.length === 2 && got.nothing[0] === null && got.nothing[1] === undefined, big: got.big === values.big,
        date: got.date instanceof Date && got.date.getTime() === 1234, map: got.map instanceof Map && got.map.get("k").v === 1, set: got.set instanceof Set && got.set.size === 2,
        bytes: got.bytes instanceof Uint8Array && got.bytes.join() === "1,2,255", floats: got.floats instanceof Float64Array && got.floats[0] === 0.5,
        buffer: got.buffer instanceof ArrayBuffer && new Uint8Array(got.buffer).join() === "9,8",
        error: got.error instanceof RangeError && got.error.message === "far", loop: got.loop.self === got.loop,
      }), (error) => (window.checks = { error: String(error) }));
      </script>`,
  });
  const app = here.cation(path);
  await app.loaded();
  const checks = await app.until("the echo", () => app.page(() => window.checks));
  assert.deepEqual(Object.entries(checks).filter(([, fits]) => fits !== true), []);
  assert.equal(Object.keys(checks).length, 12);
});

test("what one page sends stays in order across send, sendSync and invoke", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain } = require("electron");
      const seen = [];
      ipcMain.on("one-way", (_event, n) => seen.push(n));
      ipcMain.on("waiting", (event, n) => { seen.push(n); event.returnValue = seen.length; });
      ipcMain.handle("asking", (_event, n) => { seen.push(n); return seen; });
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false } }).loadFile("index.html");
      });`,
    "index.html": `<script>
      const { ipcRenderer } = require("electron");
      const counts = [];
      for (let n = 0; n < 300; n += 3) {
        ipcRenderer.send("one-way", n);
        counts.push(ipcRenderer.sendSync("waiting", n + 1));
        ipcRenderer.invoke("asking", n + 2).then((seen) => { if (seen.length === 300) window.seen = { seen, counts }; });
      }
      </script>`,
  });
  const app = here.cation(path);
  await app.loaded();
  const { seen, counts } = await app.until("the last answer", () => app.page(() => window.seen));
  assert.deepEqual(seen, Array.from({ length: 300 }, (_, n) => n));
  assert.deepEqual(counts, Array.from({ length: 100 }, (_, n) => n * 3 + 2));
});
