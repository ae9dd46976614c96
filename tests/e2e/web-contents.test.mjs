// `webContents`: what a page tells main of itself, and what main may ask of it.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const requests = [];
let origin;
before(async () => {
  origin = await here.serve((request, response) => {
    requests.push({ url: request.url, headers: request.headers });
    if (request.url === "/drop") return request.socket.destroy();
    if (request.url === "/hang") return;
    response.statusCode = request.url === "/missing" ? 404 : 200;
    response.setHeader("content-type", "text/html");
    response.setHeader("content-security-policy", "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    response.end(`<title>${request.url}</title><p>text`);
  });
});

async function started(main = "", files = {}) {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain, webContents } = require("electron");
      app.on("window-all-closed", () => {});
      ${main}
      app.whenReady().then(() => new BrowserWindow().loadFile("index.html"));`,
    "index.html": "<title>first</title>",
    ...files,
  });
  const app = here.cation(path);
  await app.loaded();
  return app;
}

test("loads tell of their steps in order, and of what the server has answered", async () => {
  const app = await started("", { "second.html": "<title>second</title>" });
  const seen = await app.main(async ({ BrowserWindow }, origin) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    const events = [];
    const names = ["did-start-loading", "did-stop-loading", "did-finish-load", "did-fail-load", "did-frame-finish-load",
      "did-navigate", "did-frame-navigate", "did-navigate-in-page", "dom-ready", "frame-created"];
    const plain = (value) => (typeof value === "number" && value > 0 && value !== 200 && value !== 404 ? "n" : value);
    for (const name of names) {
      webContents.on(name, (_event, ...args) =>
        events.push([name, ...args.map((arg) => (typeof arg === "object" ? Object.keys(arg).join() : plain(arg)))].join(" ")));
    }
    const after = async (load) => {
      await load;
      return events.splice(0).map((event) => event.replace(/file:\S*\//, "").replaceAll(origin, ""));
    };
    const stopped = () => new Promise((done) => webContents.once("did-stop-loading", done));
    const result = { file: await after(webContents.loadFile("second.html")) };
    result.found = await after(webContents.loadURL(`${origin}/found`));
    result.missing = await after(webContents.loadURL(`${origin}/missing`));
    result.failed = await after(webContents.loadURL(`${origin}/drop`).catch(() => {}));
    const inPage = new Promise((done) => webContents.once("did-navigate-in-page", done));
    webContents.executeJavaScript("void (location.hash = 'part')");
    result.inPage = await after(inPage);
    const reloaded = stopped();
    webContents.reload();
    result.reload = await after(reloaded);
    return result;
  }, origin);
  const steps = (url, code, text) => [
    "did-start-loading",
    `did-navigate ${url} ${code} ${text}`,
    `did-frame-navigate ${url} ${code} ${text} true n n`,
    "dom-ready",
    "did-frame-finish-load true n n",
    "did-finish-load",
    "did-stop-loading",
  ];
  assert.deepEqual(seen.file, steps("second.html", -1, ""));
  assert.deepEqual(seen.found, steps("/found", 200, "OK"));
  assert.deepEqual(seen.missing, steps("/missing", 404, "Not Found"));
  assert.deepEqual(seen.failed.slice(0, 1), ["did-start-loading"]);
  assert.match(seen.failed.join("\n"), /did-fail-load -\d+ ERR_\w+ \/drop true/);
  assert.equal(seen.failed.at(-1), "did-stop-loading");
  assert.deepEqual(seen.inPage, ["did-navigate-in-page /missing#part true n n"]);
  assert.ok(seen.reload.includes("did-finish-load"));
});

test("loadURL takes a user agent and headers, and rejects with the error's code and description", async () => {
  const app = await started();
  requests.length = 0;
  const seen = await app.main(async ({ BrowserWindow }, origin) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    await webContents.loadURL(`${origin}/agent`, { userAgent: "Tester/1", extraHeaders: "x-one: 1\nx-two: 2" });
    const failed = async (url) => {
      const error = await webContents.loadURL(url).catch((error) => error);
      return [error instanceof Error, error.code, error.errno, error.url, error.message];
    };
    const later = failed(`${origin}/hang`);
    await webContents.loadURL(`${origin}/again`);
    return {
      agent: await webContents.executeJavaScript("navigator.userAgent"),
      drop: await failed(`${origin}/drop`),
      file: (await failed("file:///no/such/file.html")).slice(0, 3),
      nonsense: (await failed("no url at all")).slice(0, 3),
      aborted: (await later).slice(0, 3),
      stopped: await (async () => {
        const stopped = failed(`${origin}/hang`);
        const during = webContents.isLoading();
        webContents.stop();
        return [...(await stopped).slice(0, 3), during, webContents.isLoading()];
      })(),
      wrong: await (async () => webContents.loadURL(7))().then(() => "loaded", (error) => error.name),
    };
  }, origin);
  const { headers } = requests.find(({ url }) => url === "/agent");
  assert.deepEqual([headers["user-agent"], headers["x-one"], headers["x-two"]], ["Tester/1", "1", "2"]);
  assert.notEqual(seen.agent, "Tester/1");
  const [isError, code, errno, url, message] = seen.drop;
  assert.deepEqual([isError, url], [true, `${origin}/drop`]);
  assert.ok(errno < 0 && /^ERR_/.test(code), `${errno} ${code}`);
  assert.equal(message, `${code} (${errno}) loading '${origin}/drop'`);
  assert.deepEqual(seen.file, [true, "ERR_FILE_NOT_FOUND", -6]);
  assert.deepEqual(seen.nonsense, [true, "ERR_INVALID_URL", -300]);
  assert.deepEqual(seen.aborted, [true, "ERR_ABORTED", -3]);
  assert.deepEqual(seen.stopped, [true, "ERR_ABORTED", -3, true, false]);
  assert.equal(seen.wrong, "TypeError");
});

test("loadFile takes a query, a search and a hash, and a relative path from the app's folder", async () => {
  const app = await started();
  const seen = await app.main(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    const urls = [];
    for (const options of [
      { query: { a: "1 2", b: "ä&=" } },
      { search: "?x=1", query: { ignored: "1" }, hash: "part" },
      { hash: "#other" },
      undefined,
    ]) {
      await webContents.loadFile("index.html", options);
      urls.push(webContents.getURL().replace(/.*index/, "index"));
    }
    const wrong = await (async () => webContents.loadFile())().catch((error) => error.name);
    return { urls, wrong, title: webContents.getTitle() };
  });
  assert.deepEqual(seen.urls, ["index.html?a=1%202&b=%C3%A4%26%3D", "index.html?x=1#part", "index.html#other", "index.html"]);
  assert.deepEqual([seen.wrong, seen.title], ["TypeError", "first"]);
});

test("scripts run whatever the page's policy says, in the page's world, the preload's and others", async () => {
  const app = await started();
  const seen = await app.main(async ({ BrowserWindow }, origin) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    await webContents.loadURL(`${origin}/page`);
    const inWorld = (world, ...codes) =>
      webContents.executeJavaScriptInIsolatedWorld(world, codes.map((code) => ({ code, url: "script.js" })));
    const failed = (promise) => promise.catch((error) => `${error.name}: ${error.message}`);
    return {
      page: await webContents.executeJavaScript("globalThis.mark = 'page'; document.title"),
      main: await inWorld(0, "globalThis.mark"),
      promise: await webContents.executeJavaScript("Promise.resolve({ deep: [1] })"),
      failed: [await failed(webContents.executeJavaScript("null.x")), await failed(webContents.executeJavaScript("Promise.reject(new RangeError('far'))"))],
      own: await inWorld(1000, "globalThis.mark = 'own'", "[typeof mark, document.title, new Date(5), new Map([[1, { a: 2 }]])]"),
      kept: await inWorld(1000, "mark"),
      other: await inWorld(1001, "typeof mark"),
      preload: await inWorld(999, "typeof mark"),
      after: await webContents.executeJavaScript("mark"),
      rejected: await failed(inWorld(1000, "Promise.reject(new RangeError('no'))")),
      thrown: await failed(inWorld(1000, "null.x")),
      wrong: [await failed(inWorld(-1, "1")), await failed(webContents.executeJavaScriptInIsolatedWorld(5, "1"))],
      notText: await failed(webContents.executeJavaScript({})),
    };
  }, origin);
  assert.deepEqual(
    [seen.page, seen.main, seen.kept, seen.other, seen.preload, seen.after],
    ["/page", "page", "own", "undefined", "undefined", "page"],
  );
  assert.deepEqual(seen.promise, { deep: [1] });
  assert.match(seen.failed[0], /^TypeError/);
  assert.equal(seen.failed[1], "RangeError: far");
  assert.deepEqual(seen.own.slice(0, 2), ["string", "/page"]);
  assert.equal(seen.rejected, "RangeError: no");
  assert.match(seen.thrown, /^TypeError/);
  for (const wrong of [...seen.wrong, seen.notText]) assert.match(wrong, /^TypeError: The /);
});

test("a style sheet can be added whatever the page's policy says, and taken away", async () => {
  const app = await started();
  const seen = await app.main(async ({ BrowserWindow }, origin) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    await webContents.loadURL(`${origin}/styled`);
    const color = () => webContents.executeJavaScript("getComputedStyle(document.querySelector('p')).color");
    const colors = [await color()];
    const red = await webContents.insertCSS("p { color: rgb(255, 0, 0) }");
    colors.push(await color());
    const blue = await webContents.insertCSS("p { color: rgb(0, 0, 255) }");
    colors.push(await color());
    await webContents.removeInsertedCSS(blue);
    colors.push(await color());
    await webContents.removeInsertedCSS(red);
    await webContents.removeInsertedCSS("unknown");
    colors.push(await color());
    return { colors, keys: [typeof red, red !== blue] };
  }, origin);
  assert.deepEqual(seen.colors, [0, "255, 0, 0", "0, 0, 255", "255, 0, 0", 0].map((color) => (color ? `rgb(${color})` : "rgb(0, 0, 0)")));
  assert.deepEqual(seen.keys, ["string", true]);
});

test("a page that does not answer is unresponsive until it does", async () => {
  const app = await started(`
    app.on("web-contents-created", (_event, contents) => {
      for (const name of ["unresponsive", "responsive"]) contents.on(name, () => console.log(name));
    });`);
  await app.main(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    webContents.executeJavaScript("const end = Date.now() + 6000; while (Date.now() < end); 1");
  });
  // The engine waits for its page when it has something to say to it.
  await here.screen.focus(await app.window("first"));
  await here.screen.key("a");
  await app.printed(/^responsive/m);
  assert.match(app.stdout, /^unresponsive\n[^]*^responsive/m);
});

test("contents are found by their numbers, and by their focus", async () => {
  const app = await started();
  const seen = await app.main(async ({ BrowserWindow, webContents }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window.webContents;
    const other = new BrowserWindow({ show: false });
    const destroyed = [];
    other.webContents.on("destroyed", () => destroyed.push(other.webContents.isDestroyed()));
    const found = [
      webContents.fromId(contents.id) === contents,
      webContents.fromId(99) === undefined,
      webContents.getAllWebContents().length,
      [null, contents].includes(webContents.getFocusedWebContents()),
    ];
    const frame = other.webContents.mainFrame;
    const before = [frame.url, frame.isDestroyed(), frame.frames.length, frame.parent, frame.top === frame, frame.reload()];
    other.destroy();
    const failed = (run) => {
      try {
        run();
      } catch (error) {
        return `${error.name}: ${error.message}`;
      }
    };
    return {
      found,
      before,
      destroyed,
      after: [webContents.fromId(other.webContents.id) === undefined, webContents.getAllWebContents().length, frame.isDestroyed(), frame.top],
      errors: [
        failed(() => other.webContents.send("x")),
        failed(() => other.webContents.getURL()),
        failed(() => other.webContents.getOSProcessId()),
        failed(() => contents.send()),
        failed(() => contents.send(5)),
        failed(() => contents.mainFrame.send()),
        failed(() => contents.sendToFrame("1", "x")),
        failed(() => contents.setWindowOpenHandler(5)),
      ],
    };
  });
  assert.deepEqual(seen.found, [true, true, 2, true]);
  assert.deepEqual(seen.before, ["", false, 0, null, true, false]);
  assert.deepEqual(seen.destroyed, [true]);
  assert.deepEqual(seen.after, [true, 1, true, null]);
  assert.deepEqual(seen.errors, [
    ...Array(3).fill("TypeError: Object has been destroyed"),
    "TypeError: Missing required channel argument",
    "TypeError: The channel must be a string",
    "TypeError: Missing required channel argument",
    "TypeError: Missing required frameId argument (must be number or array of [processId, frameId])",
    "TypeError: The window open handler must be a function or null",
  ]);
});

test("what a page writes to its console is told to those who listen, with its place and its frame", async () => {
  const app = await started(
    `app.on("web-contents-created", (_event, contents) => {
       globalThis.told = [];
       contents.on("console-message", (event, level, message, line, source) => {
         const { frame } = event;
         told.push([event.level, level, message, line, source.replace(/.*\\//, ""), frame === contents.mainFrame,
           event.message === message && event.lineNumber === line && event.sourceId === source]);
       });
     });`,
    {
      "index.html": `<title>first</title><script src="script.js"></script><iframe srcdoc="<script>console.warn('framed')</script>"></iframe>`,
      "script.js": `console.log("hello", 5, [1, 2], { a: 1 }, null, Symbol("s"));
console.debug("quiet"); console.info("plain");
console.error("loud");
const names = [console.log.name, console.log.length, typeof console.table];
setTimeout(() => { console.log(names.join()); null.x; });
Promise.reject(new RangeError("far"));`,
    },
  );
  const told = await app.until("all to be told", () => app.main(() => globalThis.told.length >= 8 && globalThis.told));
  const find = (text) => told.find(([, , message]) => message.startsWith(text));
  assert.deepEqual(find("hello"), ["info", 1, "hello 5 1,2 [object Object] null Symbol(s)", 1, "script.js", true, true]);
  assert.deepEqual(find("quiet"), ["debug", 0, "quiet", 2, "script.js", true, true]);
  assert.deepEqual(find("plain"), ["info", 1, "plain", 2, "script.js", true, true]);
  assert.deepEqual(find("loud"), ["error", 3, "loud", 3, "script.js", true, true]);
  assert.deepEqual(find("framed"), ["warning", 2, "framed", 1, "about:srcdoc", false, true]);
  assert.deepEqual(find("log,0,function")?.slice(0, 2), ["info", 1]);
  assert.match(find("Uncaught TypeError")[2], /null/);
  assert.deepEqual(find("Uncaught TypeError").slice(3, 5), [5, "script.js"]);
  assert.equal(find("Uncaught (in promise)")[2], "Uncaught (in promise) RangeError: far");
  assert.equal(told.length, 8, JSON.stringify(told));
});

test("a console that nobody listens to is the engine's own, and one that is listened to later is heard from then on", async () => {
  const app = await started();
  assert.match(await app.page(() => console.log.toString()), /\[native code\]/);
  await app.main(({ BrowserWindow }) => {
    globalThis.told = [];
    BrowserWindow.getAllWindows()[0].webContents.on("console-message", (event) => globalThis.told.push(event.message));
  });
  await app.until("a message to be told", async () => {
    await app.page(() => console.log("later"));
    return app.main(() => globalThis.told.includes("later"));
  });
});
