// What is left of a window that was closed.

import assert from "node:assert/strict";
import { readdirSync, readlinkSync } from "node:fs";
import { test } from "node:test";

import { session } from "./support/session.mjs";
import { until } from "./support/until.mjs";

const here = session();

const main = `
  const { app } = require("electron");
  app.on("window-all-closed", () => {});
  app.whenReady().then(() => console.log("ready"));`;
const named = (app, pattern) => app.processes().filter(({ command }) => pattern.test(command.split(" ")[0]));

function descriptorsOf(pid) {
  const kinds = {};
  for (const name of readdirSync(`/proc/${pid}/fd`)) {
    let kind;
    try {
      kind = readlinkSync(`/proc/${pid}/fd/${name}`).replace(/\d+/g, "");
    } catch {
      continue; // It was closed meanwhile.
    }
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return { threads: readdirSync(`/proc/${pid}/task`).length, events: kinds["anon_inode:[eventfd]"] };
}

test("windows that come and go leave no descriptor and no thread behind", async () => {
  const app = here.cation(here.write({ "index.js": main }));
  await app.printed("ready");
  const comeAndGo = (count) =>
    app.main(async ({ BrowserWindow }, count) => {
      for (let i = 0; i < count; ++i) {
        const window = new BrowserWindow({ width: 200, height: 150 });
        await window.loadURL("data:text/html,hello");
        window.destroy();
      }
    }, count);
  const [{ pid }] = named(app, /cation-shell/);
  const settled = () => until("the pages to end", () => named(app, /WebProcess/).length <= 1);
  await comeAndGo(3);
  await settled();
  const before = descriptorsOf(pid);
  await comeAndGo(20);
  await settled();
  const after = descriptorsOf(pid);
  // Two for what the engine begins or ends meanwhile; it was five or more of twenty.
  assert.ok(after.events <= before.events + 2, JSON.stringify({ before, after }));
  assert.ok(after.threads <= before.threads + 2, JSON.stringify({ before, after }));
});

test("a page whose window is closed does what it does at its end, and its process goes", async () => {
  const heard = [];
  const origin = await here.serve((request, response) => {
    heard.push(request.url);
    response.setHeader("content-type", "text/html");
    response.end(`<script>
      addEventListener("pagehide", () => navigator.sendBeacon("/pagehide"));
      addEventListener("unload", () => localStorage.setItem("left", "yes"));
    </script>`);
  });
  const app = here.cation(here.write({ "index.js": main }));
  await app.printed("ready");
  const left = await app.main(async ({ BrowserWindow }, origin) => {
    const [stays, goes] = [new BrowserWindow(), new BrowserWindow()];
    await Promise.all([stays.loadURL(origin + "/stays"), goes.loadURL(origin + "/goes")]);
    goes.close();
    const code = `new Promise((resolve) => {
      const look = () => (localStorage.getItem("left") ? resolve(localStorage.getItem("left")) : setTimeout(look, 20));
      look();
    })`;
    return stays.webContents.executeJavaScript(code);
  }, origin);
  assert.equal(left, "yes");
  await until("the beacon", () => heard.includes("/pagehide"));
  // One for the window that stays, and one that may be there ahead of need.
  await until("the process to go", () => named(app, /WebKitWebProcess/).length <= 2);
});

test("a window that a page has opened lives on when its opener is destroyed", async () => {
  const app = here.cation(here.write({ "index.js": main, "index.html": "<title>opener</title>" }));
  await app.printed("ready");
  const answer = await app.main(async ({ BrowserWindow, app }) => {
    const opener = new BrowserWindow();
    await opener.loadFile(app.getAppPath() + "/index.html");
    opener.webContents.setWindowOpenHandler(() => ({ action: "allow", outlivesOpener: true }));
    await opener.webContents.executeJavaScript("void open('about:blank')");
    const opened = BrowserWindow.getAllWindows().find((window) => window !== opener);
    await opened.webContents.executeJavaScript("1");
    opener.destroy();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return opened.webContents.executeJavaScript("20 + 3");
  });
  assert.equal(answer, 23);
});
