// Nothing that a page can ask of the engine ends the shell or main, or keeps them from their work.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { fixture } from "./support/app.mjs";
import { session } from "./support/session.mjs";
import { until } from "./support/until.mjs";

const here = session();
const script = readFileSync(join(fixture("engine-features"), "features.js"), "utf8");
// The speech synthesis copies memory that overlaps, which AddressSanitizer ends the page for: no fault of Cation's.
const skipped = "CATION_TEST_PRELOAD" in process.env ? "delete features.speak;" : "";

const pages = {
  "/page": `<body><script src="/features.js"></script><script>${skipped}tryAll((name) => fetch("/told/" + name)).then(() => fetch("/told/done"));</script>`,
  "/frame": `<body><iframe sandbox="allow-scripts" src="/page" width="300" height="200"></iframe>`,
  "/transitions": `<style>@view-transition { navigation: auto }</style><body><script>setTimeout(() => location.search || (location.search = "next"), 200)</script>`,
  "/print": `<body><script>onload = () => setTimeout(() => { fetch("/told/done"); print(); }, 200)</script>`,
  ...Object.fromEntries(
    ["alert", "confirm", "prompt"].map((name) => [
      `/${name}`,
      `<body><script>onload = () => setTimeout(() => { fetch("/told/done"); for (;;) ${name}("x".repeat(1e6)); }, 200)</script>`,
    ]),
  ),
};

/** An app with one window that is left alone, and what pages have told the server. */
async function started(env) {
  const told = [];
  const origin = await here.serve((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    if (pathname.startsWith("/told/")) told.push(pathname.slice(6));
    response.setHeader("access-control-allow-origin", "*");
    if (pathname === "/features.js") response.setHeader("content-type", "text/javascript").end(script);
    else if (pathname === "/download") response.setHeader("content-disposition", "attachment").end("x");
    else if (pathname === "/authenticate") response.writeHead(401, { "www-authenticate": "Basic" }).end();
    else response.setHeader("content-type", "text/html").end(pages[pathname] ?? "");
  });
  const home = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain } = require("electron");
      ipcMain.handle("add", (_event, a, b) => a + b);
      app.on("window-all-closed", () => {});
      app.whenReady().then(async () => {
        const window = new BrowserWindow({ title: "honest", webPreferences: { preload: __dirname + "/preload.js" } });
        await window.loadFile("index.html");
        console.log("ready");
      });`,
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      contextBridge.exposeInMainWorld("add", (a, b) => ipcRenderer.invoke("add", a, b));`,
    "index.html": "<body>honest",
  });
  const app = here.cation(home, { env: { ...env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home } });
  await app.printed("ready");
  const shells = () => app.processes().filter(({ command }) => /cation-shell/.test(command.split(" ")[0]));
  const [{ pid }] = shells();
  return {
    app,
    told,
    open: (path) => app.main(({ BrowserWindow }, url) => void new BrowserWindow().loadURL(url).catch(() => {}), origin + path),
    async lives(after) {
      const answer = app.main(({ BrowserWindow }) =>
        BrowserWindow.fromId(1).webContents.executeJavaScript("add(20, 3)"),
      );
      assert.equal(await answer, 23, after);
      assert.doesNotMatch(app.stderr, /ended unexpectedly/, after);
      assert.deepEqual(shells().map((shell) => shell.pid), [pid], after);
    },
  };
}

for (const [way, env] of [
  ["as on a machine without a GPU", { WEBKIT_DISABLE_DMABUF_RENDERER: "1" }],
  ["as on one with a GPU", { WEBKIT_DISABLE_DMABUF_RENDERER: "0" }],
]) {
  test(`whatever a page asks of the engine, the other windows live on, ${way}`, async () => {
    const { told, open, lives, app } = await started(env);
    for (const path of ["/page", "/frame"]) {
      told.length = 0;
      await open(path);
      await app.until(`all features of ${path}`, () => told.includes("done"), {
        patience: 150_000,
      }).catch((error) => assert.fail(`${error.message}\nafter ${told.at(-1)}, ${told.length} features`));
      await lives(`after ${path}`);
    }
    await open("/transitions");
    for (const path of ["/alert", "/confirm", "/prompt", "/print"]) {
      told.length = 0;
      await open(path);
      await until(`${path} to begin`, () => told.includes("done"));
      await lives(`during ${path}`);
    }
    await lives("at the end");
  });
}
