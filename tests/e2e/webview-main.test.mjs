// Guests of pages (`<webview>`) as their main process has them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";
import { startedWithWebviews } from "./support/webviews.mjs";

const here = session();

test("a guest is a contents of its own, in the window of its page", async () => {
  const { app, page } = await startedWithWebviews(here);
  await page(() => event(shown({ src: "green.html" }), "did-finish-load"));
  const seen = await app.main(({ BrowserWindow, webContents }) => {
    const [window] = BrowserWindow.getAllWindows();
    const all = webContents.getAllWebContents();
    const guest = all.find((each) => each.getType() === "webview");
    return [
      all.length,
      window.webContents.getType(),
      window.webContents.hostWebContents,
      guest.hostWebContents === window.webContents,
      BrowserWindow.fromWebContents(guest) === window,
      guest.getOwnerBrowserWindow() === window,
      guest.getTitle(),
      guest.getURL().split("/").pop(),
      guest.getOSProcessId() > 0 && guest.getOSProcessId() !== window.webContents.getOSProcessId(),
    ];
  });
  assert.deepEqual(seen, [2, "window", null, true, true, true, "Green", "green.html", true]);
});

test("an app hears of a guest before it loads, and may change it, or prevent it", async () => {
  const { app, page, folder } = await startedWithWebviews(here, {
    files: { "guest.js": 'require("electron").ipcRenderer.sendToHost("here", process.argv.includes("--given"));' },
    main: `
      const heard = globalThis.heardInMain;
      app.on("web-contents-created", (_event, contents) => heard.push("created " + contents.getType()));
      function beforeLoad(window) {
        window.webContents.on("will-attach-webview", (event, preferences, params) => {
          heard.push("will attach " + params.src.split("/").pop(), Boolean(preferences.nodeIntegration), preferences.preload ?? "", params.partition);
          if (params.src.includes("red")) return event.preventDefault();
          preferences.preload = __dirname + "/guest.js";
          preferences.additionalArguments = ["--given"];
          params.src = params.src.replace("asked", "green");
        });
        window.webContents.on("did-attach-webview", (event, guest) => heard.push("did attach " + guest.getURL()));
      }`,
  });
  const seen = await page(async () => {
    const refused = shown({ src: "red.html" });
    const view = shown({ src: "asked.html", nodeintegration: "", preload: "none.js", partition: "one" });
    const told = await event(view, "ipc-message");
    return [told.channel, told.args, view.getURL().split("/").pop(), heard(refused).length];
  });
  assert.deepEqual(seen, ["here", [true], "green.html", 0]);
  const heard = await app.main(() => globalThis.heardInMain);
  assert.deepEqual(heard, [
    "created window",
    ...["will attach red.html", false, "", ""],
    ...["will attach asked.html", false, `${folder}/none.js`, "one"],
    "created webview",
    "did attach ",
  ]);
});

test("a guest opens windows where its element and the app allow it, and they end with it", async () => {
  const { app, page } = await startedWithWebviews(here);
  const opened = (allowpopups) =>
    page(async (allowpopups) => {
      const view = shown({ src: "green.html", ...(allowpopups && { allowpopups: "" }) });
      await event(view, "dom-ready");
      return view.executeJavaScript('String(open("red.html", "kid", "width=200,height=100"))');
    }, allowpopups);
  assert.equal(await opened(false), "null");
  assert.equal(await opened(true), "[object Window]");
  const count = ({ BrowserWindow }) => BrowserWindow.getAllWindows().length;
  assert.equal(await app.main(count), 2);
  await app.main(({ webContents }) => {
    for (const each of webContents.getAllWebContents()) each.setWindowOpenHandler(() => ({ action: "deny" }));
  });
  const denied = await page(() => document.querySelector("webview[allowpopups]").executeJavaScript('String(open("red.html"))'));
  assert.equal(denied, "null");
  await page(() => document.querySelectorAll("webview").forEach((view) => view.remove()));
  await app.main(
    ({ BrowserWindow }) =>
      new Promise((done) => {
        const look = () => (BrowserWindow.getAllWindows().length === 1 ? done() : setImmediate(look));
        look();
      }),
  );
});

test("what main says to a guest comes in order with what its page says, and a guest invokes as any page", async () => {
  const { app, page } = await startedWithWebviews(here, {
    files: {
      "guest.js": `
        const { ipcRenderer } = require("electron");
        const all = [];
        ipcRenderer.on("say", (_event, what) => all.push(what));
        ipcRenderer.on("end", async () => ipcRenderer.sendToHost("all", all, await ipcRenderer.invoke("who")));`,
    },
    main: `
      ipcMain.handle("who", (event) => [event.sender.getType(), event.senderFrame === event.sender.mainFrame]);
      ipcMain.on("both", (event) => {
        const guest = webContents.getAllWebContents().find((each) => each.getType() === "webview");
        guest.send("say", "main");
        event.reply("said");
      });`,
    preload: `
      const { contextBridge, ipcRenderer } = require("electron");
      contextBridge.exposeInMainWorld("both", () => new Promise((done) => { ipcRenderer.once("said", () => done()); ipcRenderer.send("both"); }));`,
  });
  const seen = await page(async () => {
    const view = shown({ src: "green.html", preload: "guest.js" });
    await event(view, "dom-ready");
    view.send("say", "page");
    await both();
    view.send("say", "page again");
    view.send("end");
    return (await event(view, "ipc-message")).args;
  });
  assert.deepEqual(seen, [["page", "main", "page again"], ["webview", true]]);
});

test("what an app asks of a page's view: history, zoom, sound, editing, a search, a PDF", async () => {
  const { app } = await startedWithWebviews(here, { html: '<input id="field" value="some words">' });
  const seen = await app.main(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const { webContents } = window;
    const result = {};
    const told = (name) => new Promise((done) => webContents.once(name, (_event, ...args) => done(args)));
    await window.loadFile("green.html");
    result.history = [webContents.canGoBack(), webContents.canGoForward(), webContents.canGoToOffset(-1), webContents.canGoToOffset(-2)];
    const back = told("did-finish-load");
    webContents.goToOffset(-1);
    await back;
    result.back = [webContents.getTitle(), webContents.canGoForward()];
    webContents.setZoomFactor(1.44);
    result.zoom = [webContents.zoomFactor, Math.round(webContents.zoomLevel)];
    webContents.zoomFactor = 1;
    webContents.setAudioMuted(true);
    result.muted = [webContents.audioMuted, webContents.isCurrentlyAudible()];
    await webContents.executeJavaScript("field.focus(); field.select(); 0");
    await webContents.insertText("other text");
    result.text = await webContents.executeJavaScript("new Promise((done) => { const look = () => field.value === 'other text' ? done(field.value) : requestAnimationFrame(look); look(); })");
    const found = told("found-in-page");
    result.request = webContents.findInPage("Host") > 0;
    result.found = Object.keys((await found)[0]).sort();
    webContents.stopFindInPage("clearSelection");
    result.pdf = (await webContents.printToPDF({})).subarray(0, 5).toString();
    result.errors = [];
    for (const bad of [
      () => webContents.setZoomFactor(0),
      () => webContents.setZoomFactor("1"),
      () => webContents.findInPage(""),
      () => webContents.findInPage(7),
      () => webContents.stopFindInPage("all"),
      () => webContents.insertText(7),
      () => webContents.setUserAgent(null),
      () => webContents.canGoToOffset("1"),
    ]) {
      try {
        bad();
        result.errors.push("none");
      } catch (error) {
        result.errors.push(error.constructor.name);
      }
    }
    return result;
  });
  assert.deepEqual(seen, {
    history: [true, false, true, false],
    back: ["Host", true],
    zoom: [1.44, 2],
    muted: [true, false],
    text: "other text",
    request: true,
    found: ["activeMatchOrdinal", "finalUpdate", "matches", "requestId"],
    pdf: "%PDF-",
    errors: ["Error", "TypeError", "Error", "TypeError", "Error", "TypeError", "TypeError", "TypeError"],
  });
});
