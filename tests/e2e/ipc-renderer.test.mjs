// ipcRenderer as a page's scripts meet it: its methods and events, the errors of calls, frames of every
// kind, and what is left of it when its document has gone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { App, writeApp } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();

// The part of main that every test has.
const main = (preferences, more = "") => `
  const { app, BrowserWindow, ipcMain } = require("electron");
  ${more}
  app.whenReady().then(() => {
    const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js", ${preferences} } });
    globalThis.contents = window.webContents;
    globalThis.onMade?.(contents);
    window.loadURL(process.env.PAGE ?? "file://" + __dirname + "/index.html");
  });`;

// With a world of its own or without: the page asks, the preload runs.
const show = `
  const { contextBridge, ipcRenderer } = require("electron");
  const show = (name, value) => process.contextIsolated ? contextBridge.exposeInMainWorld(name, value) : (window[name] = value);`;

// Runs a string's worth of script in the preload's world.
const run = "show('run', (code) => new (Object.getPrototypeOf(async () => {}).constructor)('ipcRenderer', code)(ipcRenderer));";

// What the page says and asks in the tests that share an app.
const answers = `
  ipcMain.on("send-back", (event, channel, ...args) => event.reply(channel, ...args));
  ipcMain.handle("sent", () => "all is sent");
  const seen = [];
  ipcMain.on("one-way", (_event, n) => seen.push(n));
  ipcMain.on("waiting", (event, n) => { seen.push(n); event.returnValue = n; });
  ipcMain.handle("asking", (event, n) => { seen.push(n); event.sender.send("told", n); return n; });
  ipcMain.handle("subscribe", (event) => { queueMicrotask(() => event.sender.send("first", 1)); return "done"; });
  ipcMain.handle("seen", () => seen);
  class NotAllowed extends Error { name = "NotAllowed"; }
  ipcMain.handle("type", () => null.x);
  ipcMain.handle("own", () => { throw new NotAllowed("no", { cause: new RangeError("too far", { cause: "text" }) }); });
  ipcMain.handle("fields", async () => { throw Object.assign(new Error("gone"), { code: "ENOENT", errno: -2, detail: { path: ["a"] } }); });
  ipcMain.handle("text", () => { throw "only text"; });
  ipcMain.handle("nothing", () => Promise.reject());
  ipcMain.handle("bare", () => { throw Object.create(null); });
  ipcMain.handle("several", () => { throw new AggregateError([new TypeError("one"), 2], "many"); });
  ipcMain.on("x", () => console.log("sent after all"));`;

for (const isolated of [true, false]) {
  describe(`${isolated ? "with" : "without"} isolation, in one app,`, () => {
    let written, app;
    before(async () => {
      written = writeApp({
        "index.js": main(`contextIsolation: ${isolated}`, answers),
        "preload.js": show + run,
        "index.html": "",
      });
      app = App.cation(here.screen, written.path);
      await app.loaded();
    });
    after(async () => {
      await app?.stop();
      written?.remove();
    });

    test("ipcRenderer has the listeners of an EventEmitter, and events with sender and ports", async () => {
      const seen = await app.page(() =>
        run(`
          const seen = [];
          const on = (name) => (event, ...args) => seen.push([name, event.sender === ipcRenderer, event.ports.length, ...args].join(" "));
          const [a, b, c] = ["a", "b", "c"].map(on);
          const back = (...args) => { ipcRenderer.send("send-back", ...args); return ipcRenderer.invoke("sent"); };
          const chained = ipcRenderer.on("x", a).addListener("x", b).once("x", c) === ipcRenderer;
          await back("x", 1);
          ipcRenderer.off("x", a);
          await back("x", 2);
          ipcRenderer.removeListener("x", b);
          await back("x", 3);
          ipcRenderer.on("x", a).on("y", b).removeAllListeners("x");
          await back("x", 4);
          await back("y", 5);
          ipcRenderer.removeAllListeners();
          await back("y", 6);
          for (const odd of ["error", "newListener", "__proto__", "", "é€😀"]) {
            await back(odd, 7);
            ipcRenderer.once(odd, on("odd"));
            await back(odd, 8);
          }
          return { chained, seen, left: ipcRenderer.eventNames().length };
        `),
      );
      const odd = seen.seen.splice(5);
      assert.deepEqual(seen, { chained: true, seen: ["a true 0 1", "b true 0 1", "c true 0 1", "b true 0 2", "b true 0 5"], left: 0 });
      assert.deepEqual(odd.filter((each) => each.startsWith("odd true 0 8")).length, 5, String(odd));
    });

    test("send, postMessage, sendSync and invoke arrive in one order, and so does what main sends", async () => {
      const { seen, heard, first } = await app.page(() =>
        run(`
          const heard = [], calls = [];
          ipcRenderer.on("told", (_event, n) => heard.push("told " + n));
          for (let n = 0; n < 400; n += 4) {
            ipcRenderer.send("one-way", n);
            ipcRenderer.postMessage("one-way", n + 1);
            calls.push(ipcRenderer.invoke("asking", n + 2).then((m) => heard.push("answered " + m)));
            ipcRenderer.sendSync("waiting", n + 3);
          }
          await Promise.all(calls);
          // What follows an awaited reply comes before the next message, though both have come at once.
          await ipcRenderer.invoke("subscribe");
          const first = await new Promise((done) => ipcRenderer.once("first", (_event, n) => done(n)));
          return { seen: await ipcRenderer.invoke("seen"), heard, first };
        `),
      );
      assert.equal(first, 1);
      assert.deepEqual(seen, Array.from({ length: 400 }, (_, n) => n));
      assert.deepEqual(heard, Array.from({ length: 100 }, (_, n) => [`told ${n * 4 + 2}`, `answered ${n * 4 + 2}`]).flat());
    });

    test("the error of an invoke says what Electron's says, and has the original as its cause", async () => {
      const seen = await app.page(() =>
        run(`
          const failed = (channel) => ipcRenderer.invoke(channel).catch((error) => error);
          const [type, own, fields, text, nothing, bare, several, missing] = await Promise.all(
            ["type", "own", "fields", "text", "nothing", "bare", "several", "missing"].map(failed));
          return {
            type: [type.constructor === Error, /^Error invoking remote method 'type': TypeError: Cannot read prop/.test(type.message), type.cause instanceof TypeError],
            stack: /index\\.js:\\d+/.test(type.cause.stack),
            own: [own.message, own.cause.name, own.cause.message, own.cause.cause instanceof RangeError, own.cause.cause.message, own.cause.cause.cause],
            fields: [fields.message, fields.cause.code, fields.cause.errno, fields.cause.detail.path[0]],
            odd: [text.message, text.cause, nothing.message, nothing.cause === undefined, bare.message],
            several: [several.cause instanceof AggregateError, several.cause.errors[0] instanceof TypeError, several.cause.errors[1]],
            missing: missing.message,
          };
        `),
      );
      assert.deepEqual(seen, {
        type: [true, true, true],
        stack: true,
        own: ["Error invoking remote method 'own': NotAllowed: no", "NotAllowed", "no", true, "too far", "text"],
        fields: ["Error invoking remote method 'fields': Error: gone", "ENOENT", -2, "a"],
        odd: [
          "Error invoking remote method 'text': only text",
          "only text",
          "Error invoking remote method 'nothing': undefined",
          true,
          "Error invoking remote method 'bare': [object Object]",
        ],
        several: [true, true, 2],
        missing: "Error invoking remote method 'missing': Error: No handler registered for 'missing'",
      });
    });

    test("wrong arguments are errors that say so, and nothing is sent", async () => {
      const seen = await app.page(() =>
        run(`
          const caught = async (call) => { try { return await call(); } catch (error) { return error.name + ": " + error.message; } };
          const all = [];
          for (const call of [
            () => ipcRenderer.send(), () => ipcRenderer.invoke(), () => ipcRenderer.sendSync(), () => ipcRenderer.postMessage(), () => ipcRenderer.send(5),
            () => ipcRenderer.on("x", "no function"), () => ipcRenderer.send("x", { a: [() => {}] }), () => ipcRenderer.invoke("x", Symbol("s")),
            () => ipcRenderer.send("x", document.body ?? document), () => ipcRenderer.postMessage("x", 1, 5),
            () => ipcRenderer.postMessage("x"), () => ipcRenderer.postMessage(null, 1), () => ipcRenderer.postMessage("x", 1, null),
            () => ipcRenderer.postMessage("x", 1, [new ArrayBuffer(1)]), () => ipcRenderer.postMessage("x", 1, [null]),
            () => ipcRenderer.postMessage("x", new MessageChannel().port1), () => ipcRenderer.postMessage("x", 1, [{}]), () => ipcRenderer.sendToHost("x", 1),
          ]) all.push(await caught(call));
          await ipcRenderer.invoke("sent");
          return all;
        `),
      );
      const wanted = [
        ...Array(3).fill(/^TypeError: Missing required channel argument$/),
        /^TypeError: Insufficient number of arguments/,
        /^TypeError: The channel must be a string/,
        /^TypeError: The "listener" argument must be of type Function/,
        /^DataCloneError: .*args\[0\]\.a\[0\].*An object could not be cloned|^DataCloneError: An object could not be cloned.*args\[0\]\.a\[0\]/,
        /^DataCloneError: .*could not be cloned/,
        /^DataCloneError: .*could not be cloned/,
        /^TypeError: Invalid value for transfer/,
        /^TypeError: Insufficient number of arguments/,
        /^TypeError: Error processing argument at index 0, conversion failure from null$/,
        ...Array(3).fill(/^TypeError: Invalid value for transfer/),
        /^DataCloneError: .*could not be cloned/,
        /^TypeError: Invalid value for transfer/,
        /^Error: .*<webview>/,
      ];
      for (const [index, pattern] of wanted.entries()) assert.match(seen[index], pattern);
      assert.doesNotMatch(app.stdout, /sent after all/);
    });
  });
}

test("what main sends before the preload listens is heard, each message once and in order", async () => {
  const path = here.write({
    "index.js": main("", `globalThis.onMade = (contents) => { for (let n = 0; n < 2000; ++n) contents.send("early", n); };`),
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      const heard = [];
      // A listener that comes after a call that waits: what arrives meanwhile is not lost.
      try { ipcRenderer.sendSync("nobody"); } catch {}
      ipcRenderer.on("early", (_event, n) => heard.push(n));
      contextBridge.exposeInMainWorld("heard", () => heard);`,
    "index.html": "",
  });
  const app = here.cation(path);
  await app.loaded();
  await app.until("the messages", () => app.page(() => heard().length >= 2000));
  assert.deepEqual(await app.page(() => heard()), Array.from({ length: 2000 }, (_, n) => n));
});

test("more than may wait for a page without a document is refused, and says so", async () => {
  const path = here.write({
    "index.js": main("", `
      globalThis.onMade = (contents) => {
        let sent = 0;
        try { for (; sent < 20000; ++sent) contents.send("early", sent); } catch (error) { console.log("refused:", sent, error.code); }
      };`),
    "preload.js": `
      let heard = 0;
      require("electron").ipcRenderer.on("early", () => ++heard);
      require("electron").contextBridge.exposeInMainWorld("heard", () => heard);`,
    "index.html": "",
  });
  const app = here.cation(path);
  await app.loaded();
  await app.until("the messages", () => app.page(() => heard() === 10000));
  assert.match(app.stdout, /refused: 10000 ERR_LINK_FULL/);
});

/** Serves a page and the pages in it from two origins; gives the page's address. */
async function twoOrigins() {
  const other = await here.serve((request, response) => {
    response.setHeader("content-type", "text/html");
    const pages = {
      "/": `<iframe name="same" src="/inner"></iframe><iframe name="other" src="${other}/inner"></iframe>
        <iframe name="srcdoc" srcdoc="<p>text</p>"></iframe><iframe name="blank" src="about:blank"></iframe><iframe name="none"></iframe>
        <iframe name="sandboxed" sandbox="allow-scripts" src="/inner"></iframe>
        <script>document.body.appendChild(Object.assign(document.createElement("iframe"), { name: "made" }))</script>`,
      "/inner": `<iframe name="nested" srcdoc="<iframe name='deepest' src='/leaf'></iframe>"></iframe>`,
      "/leaf": "leaf",
    };
    response.end(pages[request.url] ?? "");
  });
  return `${other.replace("127.0.0.1", "localhost")}/`;
}

for (const isolated of [true, false]) {
  test(`${isolated ? "with" : "without"} isolation iframes of every kind have a preload and an ipcRenderer of their own`, async () => {
    const url = await twoOrigins();
    const path = here.write({
      "index.js": main(`nodeIntegrationInSubFrames: true, contextIsolation: ${isolated}`, `
        globalThis.told = [];
        ipcMain.on("here", (event, n) => { event.reply("you are", n); event.returnValue = event.frameId; });
        ipcMain.on("heard", (event, frames, n, m, id, isMainFrame) => told.push([frames, n === m, id === event.frameId, isMainFrame]));`),
      "preload.js": `
        const { ipcRenderer } = require("electron");
        const n = Math.random();
        const frames = []; // Where this frame is: its index among its parent's, from the top.
        for (let w = window; w !== w.parent; w = w.parent) frames.unshift([...Array(w.parent.length).keys()].find((i) => w.parent[i] === w));
        const id = ipcRenderer.sendSync("here", n);
        ipcRenderer.on("you are", (_event, m) => ipcRenderer.send("heard", frames.join("."), n, m, id, process.isMainFrame));`,
      "index.html": "",
    });
    const app = here.cation(path, { env: { PAGE: url } });
    await app.loaded();
    // The page, its seven frames, and in three of them one that has another in it.
    const frames = ["", "0", "0.0", "0.0.0", "1", "1.0", "1.0.0", "2", "3", "4", "5", "5.0", "5.0.0", "6"];
    const heard = await app.until("every frame", async () => {
      const all = await app.main(() => globalThis.told);
      return frames.every((frame) => all.some(([name]) => name === frame)) && all;
    });
    for (const [frame, answered, same, isMainFrame] of heard) {
      assert.deepEqual([answered, same, isMainFrame], [true, true, frame === ""], frame);
    }
  });
}

test("frames without nodeIntegrationInSubFrames have no preload", async () => {
  const url = await twoOrigins();
  const path = here.write({
    "index.js": main("", `globalThis.told = []; ipcMain.on("here", (_event, address) => told.push(address)); ipcMain.handle("sent", () => told);`),
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      ipcRenderer.send("here", location.href);
      contextBridge.exposeInMainWorld("sent", () => ipcRenderer.invoke("sent"));`,
    "index.html": "",
  });
  const app = here.cation(path, { env: { PAGE: url } });
  await app.loaded();
  assert.deepEqual(await app.page(() => sent()), [url]);
});

test("the ipcRenderer of a document that has gone throws, and what it waited for rejects", async () => {
  const path = here.write({
    "index.js": main("nodeIntegrationInSubFrames: true, contextIsolation: false", `
      ipcMain.handle("never", () => new Promise(() => {}));
      ipcMain.on("late", () => console.log("sent after all"));
      ipcMain.handle("sent", () => "all is sent");`),
    "preload.js": `window.ipc = require("electron").ipcRenderer;`,
    "index.html": "<iframe src='inner.html'></iframe><iframe src='inner.html'></iframe>",
    "inner.html": "",
    "next.html": "<title>next</title>",
  });
  const app = here.cation(path);
  await app.loaded();
  const seen = await app.page(async () => {
    const [removed, left] = [...document.querySelectorAll("iframe")];
    const waiting = [];
    const kept = [removed, left].map((frame, index) => {
      const { ipc } = frame.contentWindow;
      waiting.push(ipc.invoke("never").catch((error) => `${index} ${error.message}`));
      return ipc;
    });
    removed.remove();
    await new Promise((loaded) => {
      left.addEventListener("load", loaded);
      left.src = "next.html";
    });
    const failed = [];
    for (const ipc of kept) {
      for (const call of [() => ipc.send("late"), () => ipc.sendSync("late"), () => ipc.postMessage("late", 1)]) {
        try {
          call();
        } catch (error) {
          failed.push(error.message);
        }
      }
      failed.push(await ipc.invoke("late").catch((error) => error.message));
    }
    const next = left.contentWindow.ipc;
    const late = new Promise((done) => setTimeout(done, 10_000, ["not in ten seconds"]));
    return { ends: await Promise.race([Promise.all(waiting), late]), failed, next: await next.invoke("sent"), own: await ipc.invoke("sent") };
  });
  assert.deepEqual([...new Set(seen.failed)], ["IPC method called after context was released"]);
  assert.equal(seen.failed.length, 8);
  assert.deepEqual(
    seen.ends,
    [0, 1].map((index) => `${index} Error invoking remote method 'never': Error: reply was never sent: the document has gone`),
  );
  assert.deepEqual([seen.next, seen.own], ["all is sent", "all is sent"]);
  assert.doesNotMatch(app.stdout, /sent after all/);
});

for (const isolated of [true, false]) {
  test(`${isolated ? "with" : "without"} isolation webFrame runs scripts in the page's world and adds style sheets, whatever the page's policy`, async () => {
    const path = here.write({
      "index.js": main(`contextIsolation: ${isolated}`),
      "preload.js": `
        globalThis.secret = "of the preload";
        const { contextBridge, webFrame } = require("electron");
        const show = (name, value) => process.contextIsolated ? contextBridge.exposeInMainWorld(name, value) : (window[name] = value);
        show("run", async (code) => {
          try { return [await webFrame.executeJavaScript(code)]; } catch (error) { return error.name + ": " + error.message; }
        });
        const keys = [];
        show("style", (css) => { keys.push(webFrame.insertCSS(css)); return keys.length; });
        show("unstyle", () => webFrame.removeInsertedCSS(keys.pop()));`,
      "index.html": `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><body>text`,
    });
    const app = here.cation(path);
    await app.loaded();
    const seen = await app.page(async () => {
      window.own = 1;
      const color = () => getComputedStyle(document.body).color;
      const ran = [];
      for (const code of ["own + 1", "Promise.resolve({ a: [own] })", "null", "null.x", "Promise.reject(new RangeError('far'))", "1 +"]) ran.push(await run(code));
      const world = await run("typeof secret");
      style("body { color: rgb(1, 2, 3) }");
      style("body { color: rgb(4, 5, 6) !important }");
      const colors = [color()];
      // What the page gets hold of is the page's own.
      const { Function: PageFunction } = window;
      const sheets = document.adoptedStyleSheets;
      const own = [sheets, sheets[0], sheets[0].cssRules].map((thing) => thing.constructor.constructor === PageFunction);
      unstyle();
      colors.push(color());
      unstyle();
      return { ran, world, colors, own, left: document.adoptedStyleSheets.length };
    });
    assert.deepEqual(seen.ran.slice(0, 3), [[2], [{ a: [1] }], [null]]);
    assert.match(seen.ran[3], /^TypeError: null/);
    assert.equal(seen.ran[4], "RangeError: far");
    assert.match(seen.ran[5], /^SyntaxError/);
    assert.deepEqual(seen.world, [isolated ? "undefined" : "string"]);
    assert.deepEqual(seen.colors, ["rgb(4, 5, 6)", "rgb(1, 2, 3)"]);
    assert.deepEqual([seen.own, seen.left], [[true, true, true], 0]);
  });
}
