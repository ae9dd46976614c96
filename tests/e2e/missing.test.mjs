// What an app asks for and Cation has not is told of: where it asks, once, and not where asking means nothing.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { compatibilityTables } from "../../tools/compatibility.mjs";
import { dist } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const plain = { probe: false };

/** What an app says on its standard error output, of code that runs when it is ready. */
async function told(code, { env = {}, switches = [] } = {}) {
  const path = here.write({
    "index.js": `
      const electron = require("electron");
      const { app, BrowserWindow, Menu } = electron;
      app.whenReady().then(() => {\n${code}\n}).finally(() => app.exit());`,
  });
  const app = here.program([join(dist, "cli.cjs"), ...switches, path], { ...plain, env });
  await app.end();
  return app.stderr.replaceAll(`${path}/`, "");
}

test("an option that does nothing is told of once, with the place that asks", async () => {
  assert.equal(
    await told(`for (let i = 0; i < 2; ++i) new BrowserWindow({ show: false, transparent: true, webPreferences: { partition: "x" } });
                new BrowserWindow({ show: false, widht: 3 });`),
    `cation: BrowserWindow's option "transparent" does nothing in Cation yet; see docs/compatibility.md (index.js:5:29)
cation: the option of webPreferences "partition" does nothing in Cation yet; see docs/compatibility.md (index.js:5:29)
cation: BrowserWindow's option "widht" is not known; see docs/compatibility.md (index.js:6:17)
`,
  );
});

test("what Electron does by default, and what it does on other systems, is not told of", async () => {
  assert.equal(
    await told(`
      new BrowserWindow({
        show: false, transparent: false, vibrancy: "dark", trafficLightPosition: { x: 1, y: 1 }, icon: undefined,
        webPreferences: { webSecurity: true, spellcheck: false, scrollBounce: true },
      });
      app.on("activate", () => {}).on("open-file", () => {});`),
    "",
  );
});

test("an event that never comes is told of", async () => {
  assert.equal(
    await told(`
      app.once("gpu-info-update", () => {});
      const { webContents } = new BrowserWindow({ show: false });
      webContents.prependListener("did-finish-laod", () => {});
      webContents.on("before-input-event", () => {}).on("before-input-event", () => {});`),
    `cation: the event "gpu-info-update" of app does not come in Cation yet; see docs/compatibility.md (index.js:6:11)
cation: the event "did-finish-laod" of WebContents is none of Electron's; see docs/compatibility.md (index.js:8:19)
cation: the event "before-input-event" of WebContents does not come in Cation yet; see docs/compatibility.md (index.js:9:19)
`,
  );
});

test("nothing is told of events that come", async () => {
  const tables = compatibilityTables();
  const names = (of) => JSON.stringify(tables[`Events of ${of}`].there);
  assert.equal(
    await told(`
      const window = new BrowserWindow({ show: false });
      const listen = (to, names) => names.forEach((name) => to.on(name, () => {}));
      listen(app, ${names("app")});
      listen(window, ${names("BrowserWindow")});
      listen(window.webContents, ${names("WebContents")});
      listen(window.webContents.mainFrame, ${names("WebFrameMain")});
      listen(new electron.MessageChannelMain().port1, ${names("MessagePortMain")});
      for (const thing of [app, window, window.webContents]) thing.on("error", () => {});`),
    "",
  );
});

test("a role that is none is told of", async () => {
  assert.match(
    await told('Menu.buildFromTemplate([{ role: "flyAway" }, { role: "quit" }, { role: "hideOthers" }]);'),
    /^cation: the role "flyAway" is none of Electron's; see docs\/compatibility\.md \(index\.js:5:6\)\n$/,
  );
});

test("--quiet and CATION_QUIET keep it from telling", async () => {
  const code = "new BrowserWindow({ show: false, transparent: true });";
  assert.equal(await told(code, { env: { CATION_QUIET: "1" } }), "");
  assert.equal(await told(code, { switches: ["--quiet"] }), "");
});

test("a module that is not there is undefined, and the error of who uses it says that Cation has it not", async () => {
  const missing = "is not in Cation yet; see docs/compatibility.md";
  assert.equal(await told("if (electron.Tray || 'Tray' in electron) throw new Error('there');"), "");
  for (const [code, expected] of [
    ["new electron.Tray('x');", `electron.Tray is not a constructor: electron.Tray ${missing}`],
    ["electron.safeStorage.encryptString('x');", `(reading 'encryptString'): electron.safeStorage ${missing}`],
    ["const { Tray } = electron; class Own extends Tray {}", `null: electron.Tray ${missing}`],
    ["const { setUser } = electron.crashReporter;", `as it is undefined.: electron.crashReporter ${missing}`],
    ["app.getGPUInfo('basic');", `app.getGPUInfo is not a function: getGPUInfo ${missing}`],
  ]) {
    const text = await told(code);
    assert.ok(text.includes(`${expected}\n`), text);
  }
});

test("errors of the app's own are as they were", async () => {
  const text = await told("const own = undefined; own.thing();");
  assert.match(text, /TypeError: Cannot read properties of undefined \(reading 'thing'\)\n/);
  assert.match(await told("app.nothing();"), /TypeError: app\.nothing is not a function\n/);
});

test("with --import the error that ends an app says it as well", async () => {
  const path = here.write({ "index.js": 'new (require("electron").Tray)("x");' });
  const app = here.import(join(path, "index.js"), plain);
  assert.deepEqual(await app.end(), { code: 1, signal: null });
  assert.match(app.stderr, /electron\.Tray is not in Cation yet/);
});

test("the error of a handler says it to the page", async () => {
  const path = here.write({
    "index.js": `
      const { app, ipcMain, BrowserWindow, safeStorage } = require("electron");
      ipcMain.handle("ask", () => safeStorage.encryptString("x"));
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js" } }).loadFile("index.html");
      });`,
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      contextBridge.exposeInMainWorld("ask", () => ipcRenderer.invoke("ask").catch((error) => error.message));`,
    "index.html": "",
  });
  const app = here.cation(path);
  await app.loaded();
  const message = await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScript("ask()"));
  assert.match(message, /electron\.safeStorage is not in Cation yet/);
});
