// Holds docs/compatibility.md to what there is: every name that it says is there, and none that it says is
// not; and to the types, which declare exactly what is there.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";

import { compatibilityTables } from "../../tools/compatibility.mjs";
import { root } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();

/** The members of each type of the namespace Electron, and of the constructors as "static". */
function declared() {
  const folder = join(root, "types");
  const program = ts.createProgram([join(folder, "electron.d.ts")], { types: ["node"], typeRoots: [join(root, "node_modules/@types")] });
  const checker = program.getTypeChecker();
  const members = {};
  const names = (type) => type.getProperties().map(({ name }) => name).filter((name) => name !== "prototype" && !name.startsWith("__"));
  for (const file of program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder))) {
    ts.forEachChild(file, function visit(node) {
      if (ts.isModuleDeclaration(node) && node.name.text === "Electron") ts.forEachChild(node.body, visit);
      if (!ts.isInterfaceDeclaration(node) && !ts.isClassDeclaration(node)) return;
      const symbol = checker.getSymbolAtLocation(node.name);
      members[node.name.text] = names(checker.getDeclaredTypeOfSymbol(symbol));
      if (ts.isClassDeclaration(node)) members[`static ${node.name.text}`] = names(checker.getTypeOfSymbol(symbol));
    });
  }
  return members;
}

// Of each heading: the type that declares it, and where the main process has it.
const inMain = {
  app: ["App", "electron.app"],
  BrowserWindow: ["BrowserWindow", "window"],
  "Static methods of BrowserWindow": ["static BrowserWindow", "electron.BrowserWindow"],
  webContents: ["WebContentsModule", "electron.webContents"],
  WebContents: ["WebContents", "window.webContents"],
  webFrameMain: ["WebFrameMainModule", "electron.webFrameMain"],
  WebFrameMain: ["WebFrameMain", "window.webContents.mainFrame"],
  ipcMain: ["IpcMain", "electron.ipcMain"],
  IpcMainEvent: ["IpcMainEvent", "heard"],
  MessageChannelMain: ["MessageChannelMain", "new electron.MessageChannelMain()"],
  MessagePortMain: ["MessagePortMain", "new electron.MessageChannelMain().port1"],
  Menu: ["Menu", "electron.Menu.buildFromTemplate([])"],
  "Static methods of Menu": ["static Menu", "electron.Menu"],
  MenuItem: ["MenuItem", "new electron.MenuItem({ label: 'x' })"],
  dialog: ["Dialog", "electron.dialog"],
};
const inPreload = { ipcRenderer: "IpcRenderer", IpcRendererEvent: "IpcRendererEvent", contextBridge: "ContextBridge", webFrame: "WebFrame" };
const events = {
  "Events of app": "AppEvents",
  "Events of BrowserWindow": "BrowserWindowEvents",
  "Events of WebContents": "WebContentsEvents",
  "Events of WebFrameMain": "WebFrameMainEvents",
  "Events of MessagePortMain": "MessagePortMainEvents",
};
const options = {
  "Options of BrowserWindow": "BrowserWindowConstructorOptions",
  "Options of webPreferences": "WebPreferences",
};
// What every EventEmitter has is told once, in words.
const emitters = "on once off addListener removeListener removeAllListeners prependListener prependOnceListener emit listenerCount listeners rawListeners eventNames setMaxListeners getMaxListeners".split(" ");
const element = {
  "Attributes of webview": "WebviewTagAttributes",
  "Methods of webview": "WebviewTagMethods",
  "Events of webview": "WebviewTagEvents",
};
const sorted = (names) => [...new Set(names)].filter((name) => !emitters.includes(name)).sort();

test("the tables and the types name the same methods, properties and events", () => {
  const sections = compatibilityTables();
  const types = declared();
  for (const [heading, type] of Object.entries({ ...Object.fromEntries(Object.entries(inMain).map(([name, [of]]) => [name, of])), ...inPreload, ...events, ...options, ...element })) {
    assert.ok(sections[heading]?.there.length > 0, `there is no table ${heading}`);
    const inTable = sorted(sections[heading].there.filter((name) => name !== "constructor"));
    assert.deepEqual(inTable, sorted(types[type]), heading);
  }
});

test("what the tables name is there, and nothing of what they say is not", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain } = require("electron");
      ipcMain.on("event", (event) => { globalThis.heard = event; event.returnValue = 1; event.reply("event"); });
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js" } }).loadFile("index.html");
      });`,
    "preload.js": `
      const electron = require("electron");
      const things = { ...electron };
      electron.ipcRenderer.on("event", (event) => { things.IpcRendererEvent = event; });
      electron.ipcRenderer.sendSync("event");
      const has = (of, names) => things[of] && names.filter((name) => name in things[of]);
      electron.contextBridge.exposeInMainWorld("has", has);`,
    "index.html": "",
  });
  const app = here.cation(path);
  await app.loaded();
  const sections = compatibilityTables();
  for (const [heading, [, place]] of Object.entries(inMain)) {
    const { there, missing } = sections[heading];
    const seen = await app.main(
      (electron, place, names) => {
        const window = electron.BrowserWindow.getAllWindows()[0];
        const thing = new Function("electron", "window", `return ${place}`)(electron, window);
        return names.filter((name) => name in thing);
      },
      place,
      [...there, ...missing],
    );
    assert.deepEqual(seen, there, heading);
  }
  for (const heading of Object.keys(inPreload)) {
    const { there, missing } = sections[heading];
    const seen = () => app.page((of, names) => has(of, names), { args: [heading, [...there, ...missing]] });
    assert.deepEqual(await app.until(heading, seen), there, heading);
  }
  const { there, missing } = sections.Modules;
  const modules = await app.main((electron, names) => names.filter((name) => electron[name] !== undefined), [...there, ...missing]);
  const ofPages = ["contextBridge", "ipcRenderer", "webFrame"];
  const names = there.filter((name) => !name.startsWith("electron"));
  assert.deepEqual(modules.concat(ofPages).sort(), names.sort());
});
