// `ipcMain` and the events that its listeners get, where nothing may hang and nothing may be lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

async function started(main) {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain, webContents } = require("electron");
      ${main}
      app.whenReady().then(() => {
        const window = new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js", contextIsolation: false } });
        globalThis.early?.(window);
        window.loadFile("index.html");
      });`,
    "preload.js": `
      const { ipcRenderer } = require("electron");
      window.ipcRenderer = ipcRenderer;
      window.heard = [];
      ipcRenderer.on("n", (_event, n) => heard.push(n));`,
    "index.html": `<title>first</title>`,
    "other.html": "<title>other</title>",
  });
  const app = here.cation(path);
  await app.loaded();
  return app;
}

test("ipcMain is an EventEmitter with the user's channels alone", async () => {
  const app = await started(`
    const order = [];
    const a = () => order.push("a");
    const b = () => order.push("b");
    ipcMain.on("m", a).prependListener("m", b);
    ipcMain.once("m", () => order.push("once"));
    ipcMain.addListener("other", a);
    ipcMain.handle("asked", () => order);`);
  const names = await app.main(({ ipcMain }) => [Object.getPrototypeOf(Object.getPrototypeOf(ipcMain)).constructor.name, ipcMain.eventNames(), ipcMain.listenerCount("m")]);
  assert.deepEqual(names, ["EventEmitter", ["m", "other"], 3]);
  const order = await app.page(() => {
    ipcRenderer.send("m");
    ipcRenderer.send("m");
    return ipcRenderer.invoke("asked");
  });
  assert.deepEqual(order, ["b", "a", "once", "b", "a"]);
  const left = await app.main(({ ipcMain }) => {
    const [b, a] = ipcMain.listeners("m");
    ipcMain.off("m", b).removeListener("m", () => {});
    const one = ipcMain.listenerCount("m");
    ipcMain.removeListener("m", a);
    return [one, ipcMain.listenerCount("m"), ipcMain.eventNames()];
  });
  assert.deepEqual(left, [1, 0, ["other"]]);
  await app.main(({ ipcMain }) => ipcMain.on("m", () => {}).removeAllListeners("m"));
  assert.deepEqual(await app.main(({ ipcMain }) => ipcMain.eventNames()), ["other"]);
  await app.main(({ ipcMain }) => ipcMain.removeAllListeners());
  const answer = await app.page(() => ipcRenderer.invoke("asked"));
  assert.equal(answer.length, 5);
});

test("what is no handler and no channel is refused in words", async () => {
  const app = await started(`ipcMain.handle("one", () => 1);`);
  const errors = await app.main(({ ipcMain, webContents }) => {
    const failed = (run) => {
      try {
        return run() ?? "nothing";
      } catch (error) {
        return `${error.name}: ${error.message}`;
      }
    };
    const { mainFrame } = webContents.getAllWebContents()[0];
    mainFrame.ipc.handle("two", () => 2);
    return [
      failed(() => ipcMain.handle("one", () => 2)),
      failed(() => mainFrame.ipc.handle("two", () => 2)),
      failed(() => ipcMain.handle("none", "no function")),
      failed(() => ipcMain.handle()),
      failed(() => ipcMain.removeHandler("unknown")),
    ];
  });
  assert.deepEqual(errors, [
    "Error: Attempted to register a second handler for 'one'",
    "Error: Attempted to register a second handler for 'two'",
    "TypeError: Expected handler to be a function, but found type 'string'",
    "TypeError: Missing required channel argument",
    "nothing",
  ]);
});

test("an invoke whose promise nobody can settle any more rejects, and so does a sendSync that is forgotten", async () => {
  const app = await started(
    `ipcMain.handle("lost", () => new Promise(() => {}));
     ipcMain.on("forgotten", () => {});
     require("node:v8").setFlagsFromString("--expose-gc");
     setInterval(require("node:vm").runInNewContext("gc"), 100);`,
  );
  const seen = await app.page(async () => {
    const lost = ipcRenderer.invoke("lost").catch((error) => error.message);
    try {
      ipcRenderer.sendSync("forgotten");
    } catch (error) {
      return [error.message, await lost];
    }
  });
  assert.match(seen[0], /reply was never sent/);
  assert.equal(seen[1], "Error invoking remote method 'lost': Error: reply was never sent");
});

test("a listener that throws while the page waits answers with its error, and a later returnValue still works", async () => {
  const app = await started(`
    process.on("uncaughtException", (error) => console.log("uncaught", error.message));
    ipcMain.on("throws", () => { throw new RangeError("too far"); });
    ipcMain.on("later", (event) => setImmediate(() => { event.returnValue = "late"; event.returnValue = "again"; }));`);
  const seen = await app.page(() => {
    let thrown;
    try {
      ipcRenderer.sendSync("throws");
    } catch (error) {
      thrown = error.message;
    }
    return [thrown, ipcRenderer.sendSync("later")];
  });
  assert.match(seen[0], /too far/);
  assert.equal(seen[1], "late");
  await app.printed("uncaught too far");
});

test("what is sent before the page's document is there waits for it, in order", async () => {
  const app = await started(`globalThis.early = (window) => { for (let n = 0; n < 500; ++n) window.webContents.send("n", n); };`);
  const heard = await app.until("all", () => app.page(() => heard.length === 500 && heard));
  assert.deepEqual(heard, Array.from({ length: 500 }, (_, n) => n));
});

test("too much that waits for a page is refused in words, and nothing of what was taken is lost", async () => {
  const app = await started(`
    globalThis.early = (window) => {
      let n = 0;
      try {
        for (;;) window.webContents.send("n", n++);
      } catch (error) {
        globalThis.refused = [n - 1, error.code];
      }
    };`);
  const [taken, code] = await app.main(() => globalThis.refused);
  assert.deepEqual([taken, code], [10_000, "ERR_LINK_FULL"]);
  const heard = await app.until("all that was taken", () => app.page(() => heard.length >= 10_000 && [heard.length, heard.at(-1)]));
  assert.deepEqual(heard, [10_000, 9_999]);
});

test("an invoke of a document that is left is answered to nobody, and its handler may end as it likes", async () => {
  const app = await started(`
    let release;
    ipcMain.handle("slow", () => new Promise((done) => { release = done; }));
    ipcMain.handle("ping", () => "pong");
    globalThis.release = () => release("too late");`);
  await app.page(() => {
    ipcRenderer.invoke("slow").then(() => (document.title = "answered"));
    return ipcRenderer.invoke("ping");
  });
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].loadFile("other.html"));
  await app.main(() => globalThis.release());
  assert.deepEqual(await app.page(async () => [await ipcRenderer.invoke("ping"), document.title]), ["pong", "other"]);
});

test("a main process that has answered a page sleeps until it is asked again", async () => {
  const app = await started(`
    const { nodeTiming } = require("node:perf_hooks").performance;
    // Node 18 does not tell.
    const turns = () => nodeTiming.uvMetricsInfo?.loopCount ?? 0;
    ipcMain.handle("last question", () => {
      const before = turns();
      setTimeout(() => (globalThis.counted = turns() - before), 300);
    });`);
  // The page's last word is a question, and the test asks nothing meanwhile: nothing else wakes main after its answer.
  await app.page(() => void setTimeout(() => ipcRenderer.invoke("last question"), 50));
  const counted = await app.main(async () => {
    while (globalThis.counted === undefined) await new Promise((done) => setTimeout(done, 100));
    return globalThis.counted;
  });
  // A loop that does not sleep has tens of thousands; the moment in which main looks for a next message has some.
  assert.ok(counted < 2000, `${counted} turns of the loop in 300 ms`);
});
