// Sizes, places and options of windows, as apps give them and read them back.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

async function inMain(run, value) {
  const app = here.cation(
    here.write({
      "index.js": `
        const { app, BrowserWindow } = require("electron");
        app.on("window-all-closed", () => {});
        app.whenReady().then(() => new BrowserWindow().loadURL("data:text/html,<title>options</title>"));`,
    }),
  );
  await app.window("options");
  return app.main(run, value);
}

test("pixels that are no whole numbers are rounded", async () => {
  const told = await inMain(({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, x: 10.5, y: 20.4, width: 300.5, height: 200.4 });
    const made = window.getBounds();
    window.setBounds({ x: 40.5, y: 25.3, width: 500.4, height: 400.9 });
    const set = window.getBounds();
    window.setSize(320.5, 240.5);
    window.setPosition(-7.6, 8.5);
    return [made, set, window.getBounds()];
  });
  assert.deepEqual(told, [
    { x: 11, y: 20, width: 301, height: 200 },
    { x: 41, y: 25, width: 500, height: 401 },
    { x: -8, y: 9, width: 321, height: 241 },
  ]);
});

test("a window is never smaller than its least size, from the first on", async () => {
  const told = await inMain(({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, width: 100, height: 400, minWidth: 350, minHeight: 250 });
    const first = window.getSize();
    window.setSize(200, 200);
    return [first, window.getSize()];
  });
  assert.deepEqual(told, [[350, 400], [350, 250]]);
});

test("did-create-window tells the options that the window was made with, and nothing of Cation's", async () => {
  const told = await inMain(async ({ BrowserWindow }) => {
    const opener = new BrowserWindow({ show: false, webPreferences: { nodeIntegrationInSubFrames: true, preload: "/none.js" } });
    opener.webContents.on("preload-error", () => {});
    await opener.loadURL("data:text/html,opener");
    const open = async (handler, features) => {
      opener.webContents.setWindowOpenHandler(handler);
      const created = new Promise((done) => opener.webContents.once("did-create-window", (window, details) => done([window, details])));
      await opener.webContents.executeJavaScript(`void window.open('', '_blank', '${features}')`);
      const [window, { options }] = await created;
      return [Reflect.ownKeys(options).map(String).sort(), options, window.getSize()];
    };
    return [
      await open(null, "show=no,width=420,height=260"),
      await open(
        () => ({ action: "allow", overrideBrowserWindowOptions: { width: 500, own: 1, webPreferences: { devTools: false } } }),
        "width=420,height=260,show=no",
      ),
    ];
  });
  const trust = { nodeIntegrationInSubFrames: true };
  assert.deepEqual(told, [
    [["height", "show", "webPreferences", "width"], { width: 420, height: 260, show: false, webPreferences: trust }, [420, 260]],
    [
      ["height", "own", "show", "webPreferences", "width"],
      { width: 500, height: 260, show: false, own: 1, webPreferences: { ...trust, devTools: false } },
      [500, 260],
    ],
  ]);
});

test("a handler makes the window itself, from the options that it is given, spread or not", async () => {
  const told = await inMain(async ({ BrowserWindow }) => {
    const opener = new BrowserWindow({ show: false });
    await opener.loadURL("data:text/html,opener");
    const made = [];
    for (const spread of [false, true]) {
      opener.webContents.setWindowOpenHandler(() => ({
        action: "allow",
        createWindow: (options) => {
          const window = new BrowserWindow(spread ? { ...options, height: 333 } : options);
          made.push([JSON.stringify(options), window.getSize()]);
          return window.webContents;
        },
      }));
      made.push(await opener.webContents.executeJavaScript("window.open('', '', 'width=321,height=222,show=no') !== null"));
    }
    return made;
  });
  const options = '{"width":321,"height":222,"show":false,"webPreferences":{}}';
  assert.deepEqual(told, [[options, [321, 222]], true, [options, [321, 333]], true]);
});

test("a window that was never shown is seen by its page and main alike, and tells of changes", async () => {
  const told = await inMain(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    const events = [];
    window.on("resize", () => events.push("resize")).on("move", () => events.push("move"));
    await window.loadURL("data:text/html,hidden");
    const { webContents } = window;
    const states = [await webContents.executeJavaScript("document.visibilityState"), webContents.mainFrame.visibilityState];
    const moved = new Promise((done) => window.once("move", done));
    window.setSize(300, 320);
    window.setPosition(50, 60);
    await moved;
    return [states, events, window.getBounds(), window.isVisible()];
  });
  assert.deepEqual(told, [["visible", "visible"], ["resize", "move"], { x: 50, y: 60, width: 300, height: 320 }, false]);
});

test("a media file is loaded as any page is", async () => {
  const wave = Buffer.alloc(44 + 1600);
  wave.write("RIFF", 0);
  wave.writeUInt32LE(wave.length - 8, 4);
  wave.write("WAVEfmt ", 8);
  for (const [value, at] of [[16, 16], [0x00010001, 20], [8000, 24], [16000, 28], [0x00100002, 32]]) wave.writeUInt32LE(value, at);
  wave.write("data", 36);
  wave.writeUInt32LE(1600, 40);
  const file = join(here.write({}), "sound.wav");
  writeFileSync(file, wave);
  const told = await inMain(async ({ BrowserWindow }, path) => {
    const window = new BrowserWindow({ show: false });
    await window.loadFile(path);
    return [await window.webContents.executeJavaScript("document.querySelector('video, audio') !== null"), window.webContents.isLoading()];
  }, file);
  assert.deepEqual(told, [true, false]);
});
