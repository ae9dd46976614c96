// Errors that nobody catches in main: where `cation` runs an app it goes on, as in Electron; `node --import cation`
// keeps Node's manners; and an app may choose.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();
const plain = { probe: false };

const goesOn = (code) => `
  const { app } = require("electron");
  app.whenReady().then(() => setTimeout(() => { console.log("goes on"); app.quit(); }, 300));
  ${code}`;

async function lives(code, told, options = {}) {
  const path = here.write({ "index.js": goesOn(code), ...options.files });
  const app = options.import ? here.import(join(path, "index.js"), plain) : here.cation(path, plain);
  assert.deepEqual([await app.end(), app.stdout], [{ code: 0, signal: null }, "goes on\n"], app.stderr);
  assert.match(app.stderr, told);
}

async function dies(code, told, options = {}) {
  const path = here.write({ "index.js": goesOn(code), ...options.files });
  const app = options.import ? here.import(join(path, "index.js"), plain) : here.cation(path, plain);
  assert.deepEqual([await app.end(), app.stdout], [{ code: 1, signal: null }, ""], app.stderr);
  assert.match(app.stderr, told);
  await app.leavesNothing();
}

test("a rejection that nobody handles is a warning", async () => {
  const warning = /UnhandledPromiseRejectionWarning: Error: lost\n +at .*index\.js/;
  await lives("Promise.reject(new Error('lost'));", warning);
  await lives("app.whenReady().then(() => { throw new Error('lost'); });", warning);
});

test("an exception that nobody catches is printed with its place", async () => {
  const told = /Uncaught exception in the main process:\nTypeError: lost\n +at .*index\.js/;
  await lives("setTimeout(() => { throw new TypeError('lost'); });", told);
  await lives("app.on('ready', () => { throw new TypeError('lost'); });", told);
  await lives("throw new TypeError('lost');", told);
});

test("what an ES module throws at its top is printed, and what it has begun goes on", async () => {
  const path = here.write({
    "index.mjs": `
      import { app } from "electron";
      app.whenReady().then(() => { console.log("goes on"); app.quit(); });
      throw new Error("lost");`,
  });
  const app = here.cation(join(path, "index.mjs"), plain);
  assert.deepEqual([await app.end(), app.stdout], [{ code: 0, signal: null }, "goes on\n"], app.stderr);
  assert.match(app.stderr, /Error: lost/);
});

test("values that throw when they are looked at are told all the same", async () => {
  await lives("setTimeout(() => { throw { get stack() { throw 1; }, toString() { throw 2; }, [require('util').inspect.custom]() { throw 3; } }; });", /Uncaught exception in the main process:\n\{ stack: \[Getter\], toString: /);
  await lives("setTimeout(() => { throw Object.create(null); });", /\[Object: null prototype\] \{\}/);
  await lives("const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); Promise.reject(proxy);", /UnhandledPromiseRejectionWarning/);
});

test("an app that listens for such errors decides alone", async () => {
  const path = here.write({
    "index.js": goesOn(`
      process.on("uncaughtException", (error) => console.error("mine:", error.message));
      process.on("unhandledRejection", (error) => console.error("mine:", error.message));
      setTimeout(() => { throw new Error("one"); });
      Promise.reject(new Error("two"));`),
  });
  const app = here.cation(path, plain);
  await app.end();
  assert.equal(app.stdout, "goes on\n");
  assert.equal(app.stderr, "mine: two\nmine: one\n");
});

test("with --import such errors end the app, as Node's do", async () => {
  await dies("app.whenReady().then(() => { throw new Error('lost'); });", /Error: lost/, { import: true });
  await dies("app.on('ready', () => { throw new Error('lost'); });", /Error: lost/, { import: true });
});

test("an app chooses what becomes of it", async () => {
  const choose = (word) => ({ "package.json": JSON.stringify({ main: "index.js", cation: { uncaughtErrors: word } }) });
  await dies("setTimeout(() => { throw new Error('lost'); });", /Error: lost/, { files: choose("exit") });
  await lives("setTimeout(() => { throw new Error('lost'); });", /Error: lost/, { files: choose("continue"), import: true });
});

test("an exception is shown in a dialog once the app is ready", async () => {
  const path = here.write({
    "index.js": `
      const { app } = require("electron");
      app.whenReady().then(() => setTimeout(() => { throw new Error("look here"); }));`,
  });
  const app = here.cation(path);
  await app.until("the error", () => app.stderr.includes("look here"));
  await here.screen.window("A JavaScript error occurred in the main process");
});

test("a script whose page has gone ends no app that does not wait for it", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.on("window-all-closed", () => {});
      app.whenReady().then(async () => {
        const forget = (contents) => {
          contents.executeJavaScript("new Promise(() => {})");
          contents.executeJavaScriptInIsolatedWorld(7, [{ code: "new Promise(() => {})" }]);
          contents.mainFrame.executeJavaScript("new Promise(() => {})");
          contents.insertCSS("a {}");
        };
        const shown = new BrowserWindow({ show: false });
        await shown.loadURL("data:text/html,x");
        const loading = new BrowserWindow({ show: false });
        loading.loadURL("data:text/html,y");
        const crashed = new BrowserWindow({ show: false });
        await crashed.loadURL("data:text/html,z");
        for (const window of [shown, loading, crashed]) forget(window.webContents);
        shown.destroy();
        loading.destroy();
        forget(shown.webContents);
        crashed.webContents.on("render-process-gone", () => {
          forget(crashed.webContents);
          setTimeout(() => { console.log("goes on"); app.exit(); }, 200);
        });
        crashed.webContents.forcefullyCrashRenderer();
      });`,
  });
  const app = here.import(join(path, "index.js"), plain);
  assert.deepEqual([await app.end(), app.stdout], [{ code: 0, signal: null }, "goes on\n"], app.stderr);
});
