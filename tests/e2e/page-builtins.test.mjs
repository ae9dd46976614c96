// What stands between a page and its engine goes on when the page breaks the language: every built-in, one after
// the other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const page = `<title>page</title><body></body><script>
  const { ownKeys, getOwnPropertyDescriptor, defineProperty, apply, getPrototypeOf } = Reflect;
  const log = console.log, warn = console.warn, openWindow = open, postToWindow = postMessage;
  const { MessageChannel: Channel, Promise: Later, String: Text } = globalThis;
  const { postMessage: post, close, start } = MessagePort.prototype;
  const names = ["Object", "Function", "Array", "String", "Number", "Boolean", "Symbol", "BigInt", "Math", "JSON", "Reflect", "Date", "RegExp", "Map",
    "Set", "WeakMap", "WeakSet", "WeakRef", "Promise", "Proxy", "Error", "TypeError", "RangeError", "ArrayBuffer", "DataView", "Uint8Array",
    "Float64Array", "Iterator", "FinalizationRegistry", "Event", "EventTarget", "MessageEvent", "MessagePort", "MessageChannel", "ErrorEvent",
    "PromiseRejectionEvent", "DOMException", "console", "performance", "Performance", "structuredClone", "parseInt", "setTimeout",
    "addEventListener", "dispatchEvent", "Window", "Node", "Document", "crypto", "Intl"];
  const targets = [];
  const add = (name, object) => {
    for (const key of ownKeys(object)) targets[targets.length] = [name + "." + Text(key), object, key];
  };
  for (const name of names) {
    const value = globalThis[name];
    if (value === undefined) continue;
    targets[targets.length] = [name, globalThis, name];
    add(name, value);
    if (typeof value === "function" && value.prototype) add(name + ".prototype", value.prototype);
  }
  add("%TypedArray%.prototype", getPrototypeOf(Uint8Array.prototype));
  for (const iterator of [[][Symbol.iterator](), new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ""[Symbol.iterator]()]) add("iterator", getPrototypeOf(iterator));
  const failures = [];
  let rounds = 0;
  const attempt = (name, what, run) => {
    try {
      const result = run();
      if (result !== true) failures[failures.length] = name + ": " + what + " gave " + Text(result);
    } catch (error) {
      failures[failures.length] = name + ": " + what + " threw " + Text(error && error.message);
    }
  };
  const sum = (list) => list[0] + list[1];
  const exercise = (name) => {
    ++rounds;
    const text = "round " + rounds;
    attempt(name, "console", () => (log(text), warn("w"), true));
    attempt(name, "open", () => openWindow("about:blank", "name", "width=100") === null);
    attempt(name, "bridge", () => api.add(1, 2) === 3 && api.callback(sum) === 3 && api.echo({ a: 1 }).a === 1);
    attempt(name, "ports", () => {
      const channel = new Channel();
      apply(post, channel.port1, [1]);
      apply(close, channel.port1, []);
      apply(postToWindow, globalThis, ["x", "*"]);
      return true;
    });
  };
  const breakers = [null, () => { throw new Error("broken"); }, { get: 1 }];
  // Where these are broken, the test itself cannot look.
  const own = new Set(["MessageChannel.prototype.port1", "Object.prototype.__proto__"]);
  globalThis.breakAll = (from, count) => {
    const end = from + count < targets.length ? from + count : targets.length;
    for (let i = from; i < end; ++i) {
      const target = targets[i], name = target[0], object = target[1], key = target[2];
      const before = getOwnPropertyDescriptor(object, key);
      if (!before || !before.configurable || own.has(name)) continue;
      for (let j = 0; j < 3; ++j) {
        try {
          defineProperty(object, key, { __proto__: null, value: breakers[j], writable: true, configurable: true, enumerable: before.enumerable });
          exercise(name + (j === 0 ? " = null" : j === 1 ? " throws" : " is an object"));
        } finally {
          defineProperty(object, key, before);
        }
      }
    }
    return end === targets.length ? { rounds, failures } : end;
  };
</script>`;

test("the console, window.open, ports and the bridge go on, whichever built-in a page has broken", async () => {
  const path = here.write({
    "main.js": `
      const { app, BrowserWindow } = require("electron");
      app.lines = new Set();
      app.opened = 0;
      app.whenReady().then(() => {
        const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js" } });
        window.webContents.on("console-message", ({ level, message }) => level === "info" && app.lines.add(message));
        window.webContents.setWindowOpenHandler(({ frameName, features }) => {
          if (frameName === "name" && features === "width=100") app.opened++;
          return { action: "deny" };
        });
        window.loadFile("index.html");
      });`,
    "preload.js": `require("electron").contextBridge.exposeInMainWorld("api", { add: (a, b) => a + b, callback: (f) => f([1, 2]), echo: (v) => v });`,
    "index.html": page,
  });
  const app = here.cation(`${path}/main.js`);
  await app.loaded();
  let result = 0;
  while (typeof result === "number") result = await app.page((from) => breakAll(from, 50), { args: [result] });
  assert.deepEqual(result.failures, []);
  assert.ok(result.rounds > 1000, `${result.rounds} rounds`);
  await app.until("all lines", async () => (await app.main(({ app }) => app.lines.size)) >= result.rounds);
  assert.equal(await app.main(({ app }) => app.opened), result.rounds);
});
