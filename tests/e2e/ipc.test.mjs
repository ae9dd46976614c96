// What main promises of messages, with a page that speaks to it directly.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const open = `
  app.whenReady().then(() => {
    const window = new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false } });
    window.loadFile("index.html");
  });`;

/** An app with this code in main and a page that has \`ipcRenderer\`. */
async function started(main, page = "", { files, ...options } = {}) {
  const path = here.write({
    ...files,
    "index.js": `const { app, BrowserWindow, ipcMain } = require("electron");\n${main}\n${open}`,
    "index.html": `<script>const { ipcRenderer } = require("electron"); ${page}</script>`,
  });
  const app = here.cation(path, options);
  await app.loaded();
  return app;
}

test("a channel without a handler rejects and says so", async () => {
  const app = await started("");
  const message = await app.page(() => ipcRenderer.invoke("nobody").catch((error) => error.message));
  assert.equal(message, "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
});

test("what a handler throws comes with its class, message and fields as the cause", async () => {
  const app = await started(`
    ipcMain.handle("throws", () => { throw Object.assign(new RangeError("too far"), { code: "E_FAR" }); });
    ipcMain.handle("rejects", async () => { throw new TypeError("later"); });
    ipcMain.handle("odd", () => { throw { no: () => {} }; });
    ipcMain.handle("uncloneable", () => ({ run() {} }));`);
  const seen = await app.page(async () => {
    const failed = async (channel) => ipcRenderer.invoke(channel).catch((error) => error);
    const far = await failed("throws");
    return {
      far: [far.message, far.cause instanceof RangeError, far.cause.message, far.cause.code],
      later: (await failed("rejects")).message,
      odd: (await failed("odd")) instanceof Error,
      uncloneable: (await failed("uncloneable")).message,
    };
  });
  assert.deepEqual(seen.far, [
    "Error invoking remote method 'throws': RangeError: too far",
    true,
    "too far",
    "E_FAR",
  ]);
  assert.equal(seen.later, "Error invoking remote method 'rejects': TypeError: later");
  assert.equal(seen.odd, true);
  assert.match(seen.uncloneable, /An object could not be cloned/);
  assert.match(app.stderr, /Error occurred in handler for 'throws'/);
});

test("whatever a handler gives or throws, the page has its answer and main goes on", async () => {
  const app = await started(`
    const { inspect } = require("node:util");
    const boom = (what) => () => { throw new Error(what); };
    const strict = (object) => new Proxy(object, { get: (target, key) => key in target ? target[key] : boom("no " + String(key))() });
    const revoked = () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; };
    const broken = (key, how) => Object.defineProperty(new Error("kept"), key, how);
    const given = {
      strict: () => strict({ a: 1 }),
      revoked,
      thenGetter: () => ({ get then() { throw new Error("then failed"); } }),
      then: () => ({ then() { throw new Error("then failed"); } }),
      ownThen: () => Object.assign(Promise.resolve(1), { then: boom("then failed") }),
      twice: () => Object.assign(Promise.resolve(), { then(done, failed) { failed(new Error("then failed")); done(2); } }),
      constructor: () => Object.defineProperty(Promise.resolve(1), "constructor", { get: boom("then failed") }),
      nothingAtAll: () => Object.create(null, { then: { get: boom("then failed") } }),
    };
    const thrown = {
      strict: () => strict(new Error("kept")),
      revoked,
      inspect: () => Object.assign(new Error("kept"), { [inspect.custom]: boom("inspect") }),
      stack: () => broken("stack", { get: boom("stack") }),
      name: () => broken("name", { get: boom("name") }),
      message: () => broken("message", { get: boom("message") }),
      symbol: () => broken("message", { value: Symbol("s") }),
      field: () => broken("field", { get: boom("field"), enumerable: true }),
      toString: () => Object.assign(new Error("kept"), { toString: boom("toString"), to: { no() {} } }),
      bare: () => Object.assign(Object.create(null), { code: 7, run() {} }),
      nothing: () => undefined,
      symbolItself: () => Symbol("s"),
    };
    const kinds = [...Object.keys(given).map((key) => "given " + key), ...Object.keys(thrown).flatMap((key) => ["thrown " + key, "later " + key])];
    for (const [key, give] of Object.entries(given)) ipcMain.handle("given " + key, give);
    for (const [key, make] of Object.entries(thrown)) {
      ipcMain.handle("thrown " + key, () => { throw make(); });
      ipcMain.handle("later " + key, async () => { throw make(); });
    }
    ipcMain.handle("kinds", () => kinds);
    ipcMain.handle("own console", () => { console.error = boom("console"); throw new Error("kept"); });`);
  const seen = await app.page(async () => {
    const texts = {};
    for (const kind of await ipcRenderer.invoke("kinds")) {
      texts[kind] = await ipcRenderer.invoke(kind).then(() => "resolved", (error) => error.message);
    }
    texts.console = await ipcRenderer.invoke("own console").catch((error) => error.message);
    return texts;
  });
  const text = (kind) => seen[kind].replace(`Error invoking remote method '${kind}': `, "");
  for (const kind of Object.keys(seen)) assert.match(seen[kind], /^Error invoking remote method/, kind);
  for (const kind of ["thenGetter", "then", "ownThen", "twice", "constructor", "nothingAtAll"]) {
    assert.equal(text(`given ${kind}`), "Error: then failed");
  }
  for (const way of ["thrown", "later"]) {
    for (const kind of ["strict", "inspect", "stack", "name", "field", "toString"]) assert.match(text(`${way} ${kind}`), /^Error: kept$/, kind);
    assert.match(text(`${way} bare`), /null prototype/);
    assert.equal(text(`${way} nothing`), "undefined");
  }
  assert.equal(await app.page(() => ipcRenderer.invoke("kinds").then((kinds) => kinds.length > 0)), true);
});

test("a handler is one for its channel, can be removed, and may answer once only", async () => {
  const app = await started(`
    ipcMain.handle("one", () => 1);
    ipcMain.handleOnce("once", () => 2);`);
  const second = await app.main(({ ipcMain }) => {
    try {
      ipcMain.handle("one", () => 2);
    } catch (error) {
      return error.message;
    }
  });
  assert.equal(second, "Attempted to register a second handler for 'one'");
  const ask = (channel) =>
    app.page((name) => ipcRenderer.invoke(name).catch((error) => error.message), { args: [channel] });
  assert.equal(await ask("one"), 1);
  assert.equal(await ask("once"), 2);
  assert.match(await ask("once"), /No handler registered for 'once'/);
  await app.main(({ ipcMain }) => ipcMain.removeHandler("one"));
  assert.match(await ask("one"), /No handler registered/);
});

test("the handler of the contents goes before everybody's", async () => {
  const app = await started(`ipcMain.handle("who", () => "all");`);
  const ask = () => app.page(() => ipcRenderer.invoke("who"));
  assert.equal(await ask(), "all");
  await app.main(({ webContents }) => webContents.getAllWebContents()[0].ipc.handle("who", () => "contents"));
  assert.equal(await ask(), "contents");
});

test("a sendSync that nobody answers throws instead of freezing the page", async () => {
  const app = await started(`
    ipcMain.on("silent", () => {});
    ipcMain.on("later", (event) => setTimeout(() => (event.returnValue = "late"), 50));
    ipcMain.on("function", (event) => { try { event.returnValue = () => {}; } catch (error) { console.log("setter:", error.name); } });`);
  const seen = await app.page(() => {
    const caught = (channel) => {
      try {
        return ipcRenderer.sendSync(channel);
      } catch (error) {
        return String(error);
      }
    };
    return { nobody: caught("nobody"), later: caught("later"), uncloneable: caught("function") };
  });
  assert.match(seen.nobody, /No listener answered sendSync\('nobody'\)/);
  assert.equal(seen.later, "late");
  assert.match(seen.uncloneable, /could not be cloned/);
  await app.printed("setter: DataCloneError");
});

test("a listener that throws is an uncaughtException and does not stop the next message", async () => {
  const app = await started(`
    process.on("uncaughtException", (error) => console.log("uncaught:", error.message));
    ipcMain.on("bad", () => { throw new Error("thrown"); });
    ipcMain.on("good", () => console.log("good"));`);
  await app.page(() => {
    ipcRenderer.send("bad");
    ipcRenderer.send("good");
  });
  await app.printed("good");
  assert.match(app.stdout, /uncaught: thrown[^]*good/);
});

test("an uncaught error ends an app that has chosen so with status 1, and leaves nothing", async () => {
  const files = { "package.json": JSON.stringify({ cation: { uncaughtErrors: "exit" } }) };
  const app = await started(`ipcMain.on("bad", () => { throw new Error("the end"); });`, "", { files });
  await app.page(() => ipcRenderer.send("bad")).catch(() => {});
  const { code } = await app.end();
  assert.equal(code, 1);
  assert.match(app.stderr, /the end/);
  await app.leavesNothing();
});

test("no channel's name harms main", async () => {
  const app = await started(`ipcMain.on("last", () => console.log("alive"));`);
  await app.page(() => {
    for (const name of ["error", "newListener", "removeListener", "__proto__", "constructor", "", "\0", "ä😀"]) {
      ipcRenderer.send(name, 1);
    }
    ipcRenderer.send("last");
  });
  await app.printed("alive");
});

test("a channel that is no string is refused on both sides", async () => {
  const app = await started("");
  const page = await app.page(async () => {
    const errors = [];
    for (const wrong of [undefined, null, 1, {}]) {
      for (const call of ["send", "sendSync", "invoke"]) {
        try {
          await ipcRenderer[call](wrong);
        } catch (error) {
          errors.push(error instanceof TypeError && /channel/.test(error.message));
        }
      }
    }
    return errors;
  });
  assert.deepEqual(page, Array(12).fill(true));
  const main = await app.main(({ BrowserWindow }) => {
    try {
      BrowserWindow.getAllWindows()[0].webContents.send();
    } catch (error) {
      return error.message;
    }
  });
  assert.match(main, /channel/);
});

test("what cannot be cloned is refused with its path, and nothing is sent", async () => {
  const app = await started(`ipcMain.on("x", () => console.log("came"));`);
  const message = await app.page(() => {
    try {
      ipcRenderer.send("x", { user: { callback() {} } });
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  });
  assert.match(message, /^DataCloneError: .*args\[0\]\.user\.callback/);
  assert.match(message, /An object could not be cloned/);
  const main = await app.main(({ BrowserWindow }) => {
    try {
      BrowserWindow.getAllWindows()[0].webContents.send("x", [() => {}]);
    } catch (error) {
      return error.message;
    }
  });
  assert.match(main, /args\[0\]\[0\]/);
  assert.doesNotMatch(app.stdout, /came/);
});

test("postMessage wants a channel, a message and a list of ports", async () => {
  const app = await started("");
  const texts = await app.main(({ BrowserWindow, MessageChannelMain }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    const { port1 } = new MessageChannelMain();
    const said = (args) => [webContents, webContents.mainFrame].map((target) => {
      try {
        target.postMessage(...args);
        return "sent";
      } catch (error) {
        return `${error.name}: ${error.message}`;
      }
    });
    const all = [[], ["c"], [null, 1], [undefined, 1], [{}, 1], ["c", 1, null], ["c", 1, {}], ["c", 1, [null]], ["c", 1, [new ArrayBuffer(1)]], ["c", undefined], ["c", 1, []], ["c", 1, [port1]]];
    return all.map(said).map(([one, two]) => (one === two || one === "sent" ? one : [one, two]));
  });
  const from = (what) => `TypeError: Error processing argument at index 0, conversion failure from ${what}`;
  assert.deepEqual(texts, [
    ...Array(2).fill("TypeError: Insufficient number of arguments."), from("null"), from("undefined"), from("#<Object>"),
    ...Array(4).fill("TypeError: Invalid value for transfer"), "sent", "sent", "sent",
  ]);
});

test("objects of main's process are refused, and not cloned to what is left of them", async () => {
  const app = await started(`ipcMain.on("x", () => console.log("came"));`);
  const texts = await app.main(({ app, BrowserWindow, MessageChannelMain, ipcMain }) => {
    const [window] = BrowserWindow.getAllWindows();
    const { webContents } = window;
    const { port1 } = new MessageChannelMain();
    class Own extends EventTarget {}
    const { createSecretKey } = process.getBuiltinModule?.("node:crypto") ?? process.mainModule.require("node:crypto");
    const values = {
      Response: new Response("x"), Request: new Request("http://h/"), Headers: new Headers({ a: "b" }), URL: new URL("http://h/"),
      URLSearchParams: new URLSearchParams("a=b"), FormData: new FormData(), Event: new Event("e"), EventTarget: new Own(),
      AbortSignal: new AbortController().signal, AbortController: new AbortController(), ReadableStream: new ReadableStream(),
      WritableStream: new WritableStream(), TransformStream: new TransformStream(), TextEncoder: new TextEncoder(),
      KeyObject: createSecretKey(Buffer.from("key")), MessagePort: new MessageChannel().port1,
      MessagePortMain: port1, WebContents: webContents, BrowserWindow: window, WebFrameMain: webContents.mainFrame,
    };
    return Object.entries(values).flatMap(([name, value]) =>
      [() => webContents.send("x", value), () => webContents.postMessage("x", { in: [value] }), () => port1.postMessage(value)].map((send) => {
        try {
          send();
          return `${name} was sent`;
        } catch (error) {
          return error.message.includes(name) || /a module|object of/.test(error.message) ? error.name : `${name}: ${error.message}`;
        }
      }),
    );
  });
  assert.deepEqual([...new Set(texts)], ["DataCloneError"]);
});

test("an error arrives with all of it that can be cloned, by every way", async () => {
  const app = await started(
    `class HttpError extends Error {
       constructor(message) {
         super(message, { cause: Object.assign(new RangeError("deep"), { response: { on() {} }, status: 500 }) });
         Object.assign(this, { name: "HttpError", code: "E404", status: 404, config: { url: "/x", validate() {} }, list: [1, { a: 2 }] });
       }
     }
     ipcMain.handle("give", () => new HttpError("given"));
     ipcMain.handle("throw", () => { throw new HttpError("given"); });
     ipcMain.handle("get", (event, error) => [error instanceof Error, error.message, error.name, error.code, error.status, "config" in error,
       JSON.stringify(error.list), error.cause.message, error.cause.status, "response" in error.cause, typeof error.stack]);
     ipcMain.on("sync", (event) => { event.returnValue = new HttpError("given"); });
     ipcMain.on("port", (event) => event.ports[0].postMessage(new HttpError("given")));
     ipcMain.on("send", (event) => event.reply("sent", new HttpError("given")));`,
  );
  const tell = `(error) => [error instanceof Error, error.message, error.name, error.code, error.status, "config" in error,
    JSON.stringify(error.list), error.cause.message, error.cause.status, "response" in error.cause, typeof error.stack]`;
  const seen = await app.page(async (source) => {
    const tell = (0, eval)(source);
    const make = () => Object.assign(new Error("given", { cause: Object.assign(new RangeError("deep"), { response: { on() {} }, status: 500 }) }),
      { name: "HttpError", code: "E404", status: 404, config: { url: "/x", validate() {} }, list: [1, { a: 2 }] });
    globalThis.make = make;
    const { port1, port2 } = new MessageChannel();
    const ways = {
      given: tell(await ipcRenderer.invoke("give")),
      thrown: tell((await ipcRenderer.invoke("throw").catch((error) => error)).cause),
      argument: await ipcRenderer.invoke("get", make()),
      sync: tell(ipcRenderer.sendSync("sync")),
      sent: tell(await new Promise((done) => { ipcRenderer.once("sent", (_event, error) => done(error)); ipcRenderer.send("send"); })),
      port: tell(await new Promise((done) => { port1.onmessage = (event) => done(event.data); ipcRenderer.postMessage("port", 0, [port2]); })),
    };
    return ways;
  }, { args: [tell] });
  const expected = [true, "given", "HttpError", "E404", 404, false, '[1,{"a":2}]', "deep", 500, false, "string"];
  for (const [way, facts] of Object.entries(seen)) assert.deepEqual(facts, expected, way);
  const executed = await app.main(async ({ BrowserWindow }, source) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    return [await webContents.executeJavaScript("make()"), await webContents.executeJavaScript("Promise.reject(make())").catch((error) => error)].map((0, eval)(source));
  }, tell);
  for (const facts of executed) assert.deepEqual(facts, expected);
});

test("large messages go both ways, in order with small ones", async () => {
  const app = await started(
    `const seen = [];
     ipcMain.on("bytes", (event, bytes) => { seen.push(bytes.length); event.reply("back", bytes); });
     ipcMain.handle("seen", () => seen);`,
    `const sizes = [1, 100_000, 10, 5_000_000, 40_000, 40_000_000, 7];
     const back = [];
     ipcRenderer.on("back", (_event, bytes) => back.push([bytes.length, bytes[0], bytes[bytes.length - 1]]));
     for (const size of sizes) ipcRenderer.send("bytes", new Uint8Array(size).fill(size % 251));`,
  );
  const sizes = [1, 100_000, 10, 5_000_000, 40_000, 40_000_000, 7];
  const back = await app.until("all to come back", () => app.page(() => back.length === 7 && back));
  assert.deepEqual(
    back,
    sizes.map((size) => [size, size % 251, size % 251]),
  );
  assert.deepEqual(await app.page(() => ipcRenderer.invoke("seen")), sizes);
});

for (const isolated of [true, false]) {
  const where = isolated ? "an isolated preload, whatever the page's policy," : "a page";
  test(`Blobs and Files of ${where} arrive with bytes, type and name`, async () => {
    const path = here.write({
      "index.js": `
        const { app, BrowserWindow, ipcMain } = require("electron");
        ipcMain.handle("files", async (_event, { blob, file, empty }) => ({
          blob: [blob.constructor.name, blob.type, new Uint8Array(await blob.arrayBuffer())],
          file: [file.constructor.name, file.name, file.type, file.lastModified, file.size, (await file.text()).length],
          empty: [empty.size, empty.type],
        }));
        ipcMain.handle("back", () => new Blob(["x"]));
        app.whenReady().then(() => {
          const window = new BrowserWindow({
            webPreferences: { preload: __dirname + "/preload.js", contextIsolation: ${isolated} },
          });
          window.loadFile("index.html");
        });`,
      "preload.js": `
        const { contextBridge, ipcRenderer } = require("electron");
        const bytes = Uint8Array.from({ length: 259 }, (_, i) => (i < 3 ? [0xef, 0xbb, 0xbf][i] : i - 3));
        const run = async () => ({
          main: await ipcRenderer.invoke("files", {
            blob: new Blob([bytes], { type: "x/y" }),
            file: new File(["é".repeat(50_000)], "é.txt", { type: "text/plain", lastModified: 5 }),
            empty: new Blob(),
          }),
          back: await ipcRenderer.invoke("back").catch((error) => error.message),
        });
        if (process.contextIsolated) contextBridge.exposeInMainWorld("run", run);
        else window.run = run;`,
      "index.html": `<meta http-equiv="Content-Security-Policy" content="default-src 'none'${isolated ? "" : "; connect-src blob:"}">`,
    });
    const app = here.cation(path);
    await app.loaded();
    const { main, back } = await app.page(() => run());
    const bytes = Uint8Array.from({ length: 259 }, (_, i) => (i < 3 ? [0xef, 0xbb, 0xbf][i] : i - 3));
    assert.deepEqual(main.blob.slice(0, 2), ["Blob", "x/y"]);
    assert.deepEqual(Buffer.from(Object.values(main.blob[2])), Buffer.from(bytes));
    assert.deepEqual(main.file, ["File", "é.txt", "text/plain", 5, 100_000, 50_000]);
    assert.deepEqual(main.empty, [0, ""]);
    assert.match(back, /An object could not be cloned.*send its arrayBuffer/);
  });
}

test("a flood from the page and one from main both arrive whole", async () => {
  const app = await started(
    `let count = 0;
     ipcMain.on("up", (_event, n) => { if (n !== count) throw new Error("out of order"); ++count; });
     ipcMain.handle("count", () => count);
     ipcMain.handle("flood", (event) => { for (let n = 0; n < 30000; ++n) event.sender.send("down", n); });`,
    `let got = 0;
     ipcRenderer.on("down", (_event, n) => { if (n === got) ++got; });`,
  );
  await app.page(() => {
    ipcRenderer.invoke("flood");
    for (let n = 0; n < 30000; ++n) ipcRenderer.send("up", n);
  });
  await app.until("both floods", () => app.page(async () => got === 30000 && (await ipcRenderer.invoke("count")) === 30000));
});

test("main may be busy while the page goes on", async () => {
  const app = await started(
    `ipcMain.on("busy", () => { const end = Date.now() + 1500; while (Date.now() < end); console.log("free again"); });`,
    `let ticks = 0;
     const loop = () => { ++ticks; setTimeout(loop, 10); };
     loop();`,
  );
  await app.page(() => {
    window.before = ticks;
    ipcRenderer.send("busy");
  });
  await app.printed("free again");
  const during = await app.page(() => ticks - window.before);
  assert.ok(during > 5, `the page ran ${during} timers`);
});

test("scripts run in the page give values, promises and errors", async () => {
  const app = await started("");
  const seen = await app.main(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    const failed = (code) => webContents.executeJavaScript(code).catch((error) => `${error.name}: ${error.message}`);
    return {
      value: await webContents.executeJavaScript("({ a: [1, 2] })"),
      promise: await webContents.executeJavaScript("new Promise((done) => setTimeout(done, 10, 'later'))"),
      nothing: (await webContents.executeJavaScript("undefined")) === undefined,
      thrown: await failed("null.x"),
      syntax: await failed("1 +"),
      rejected: await failed("Promise.reject(new RangeError('no'))"),
      uncloneable: await failed("window"),
    };
  });
  assert.deepEqual(seen.value, { a: [1, 2] });
  assert.equal(seen.promise, "later");
  assert.equal(seen.nothing, true);
  assert.match(seen.thrown, /^TypeError/);
  assert.match(seen.syntax, /^SyntaxError/);
  assert.equal(seen.rejected, "RangeError: no");
  assert.match(seen.uncloneable, /could not be cloned/);
});

test("a window's objects are known by id, and say when they are gone", async () => {
  const app = await started(`app.on("window-all-closed", () => {});`);
  const seen = await app.main(async ({ BrowserWindow, webContents }) => {
    const window = new BrowserWindow({ show: false, title: "other" });
    const contents = window.webContents;
    const events = [];
    window.on("closed", () => events.push("closed"));
    contents.on("destroyed", () => events.push("destroyed"));
    const known = [
      BrowserWindow.fromId(window.id) === window,
      BrowserWindow.fromWebContents(contents) === window,
      webContents.fromId(contents.id) === contents,
      BrowserWindow.getAllWindows().length,
    ];
    window.destroy();
    const gone = [];
    for (const call of [() => window.setTitle("x"), () => contents.send("x"), () => contents.getURL()]) {
      try {
        call();
      } catch (error) {
        gone.push(error.message);
      }
    }
    return { known, events, gone, destroyed: [window.isDestroyed(), contents.isDestroyed()], left: BrowserWindow.getAllWindows().length };
  });
  assert.deepEqual(seen, {
    known: [true, true, true, 2],
    events: ["destroyed", "closed"],
    gone: Array(3).fill("Object has been destroyed"),
    destroyed: [true, true],
    left: 1,
  });
});

test("a window that refuses to close stays, and the app with it", async () => {
  const app = await started(`
    app.on("browser-window-created", (_event, window) => {
      window.once("close", (event) => { event.preventDefault(); console.log("refused"); });
    });`);
  await app.main(({ app }) => app.quit());
  await app.printed("refused");
  assert.equal(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), 1);
  await app.main(({ app }) => app.quit());
  assert.equal((await app.end()).code, 0);
  await app.leavesNothing();
});

test("a page that crashes is told of, its calls reject, and a reload brings it back", async () => {
  const app = await started(`
    ipcMain.handle("ping", () => "pong");
    app.on("web-contents-created", (_event, contents) => {
      contents.on("render-process-gone", (_event, details) => console.log("gone:", details.reason));
    });`);
  const error = await app.main(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    const never = webContents.executeJavaScript("new Promise(() => {})").catch((error) => error.message);
    webContents.forcefullyCrashRenderer();
    return never;
  });
  assert.match(error, /crashed|closed/);
  await app.printed(/gone: \w+/);
  assert.equal(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.isCrashed()), true);
  await app.main(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    return new Promise((done) => {
      webContents.once("did-finish-load", done);
      webContents.reload();
    });
  });
  assert.equal(await app.page(() => ipcRenderer.invoke("ping")), "pong");
});

test("a message for a document that was left does not reach the next one", async () => {
  const app = await started(
    `let late;
     ipcMain.on("hold", (event) => { late = event; });
     ipcMain.on("release", (event) => { late.reply("secret", "for the first"); event.reply("public", "for the second"); });`,
    `const got = [];
     for (const name of ["secret", "public"]) ipcRenderer.on(name, () => got.push(name));`,
  );
  await app.page(() => ipcRenderer.send("hold"));
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].loadFile("index.html"));
  await app.page(() => ipcRenderer.send("release"));
  const got = await app.until("the answer", () => app.page(() => got.length > 0 && got));
  assert.deepEqual(got, ["public"]);
});
