// Windows that pages open, and who has a say in it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

async function started(main = "") {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain } = require("electron");
      app.on("window-all-closed", () => {});
      app.on("web-contents-created", (_event, contents) => {
        contents.on("did-create-window", (window, details) => {
          console.log("created", window.webContents.id !== contents.id, details.url.replace(/.*\\//, ""), details.frameName);
        });
      });
      ${main}
      app.whenReady().then(() => {
        const window = new BrowserWindow({ title: "opener" });
        globalThis.opener = window;
        window.loadFile("index.html");
      });`,
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      contextBridge.exposeInMainWorld("ask", (channel) => ipcRenderer.invoke(channel));`,
    "index.html": `<title>opener</title><a id="link" target="_blank" href="child.html?link">open</a>
      <a id="named" target="kid" href="child.html?named">open</a>`,
    "child.html": "<title>child</title><script>globalThis.hasOpener = opener !== null</script>",
  });
  const app = here.cation(path);
  await app.loaded();
  return app;
}

/** Waits for a second window whose page has loaded. */
const opened = (app, title = "child") =>
  app.until("the window that was opened", () =>
    app.main(({ BrowserWindow }, title) => {
      const child = BrowserWindow.getAllWindows().find((window) => window.getTitle() === title);
      return child !== undefined && !child.webContents.isLoading() && child.id;
    }, title),
  );

test("a page may open a window where nobody forbids it, and script it", async () => {
  const app = await started();
  const open = await app.page(() => typeof (globalThis.child = window.open("child.html", "kid", "width=300,height=200")));
  assert.equal(open, "object");
  await app.window("child");
  await opened(app);
  await app.printed("created true child.html");
  assert.deepEqual(await app.page(() => [child.document.title, child.hasOpener, child.name, child.closed]), ["child", true, "kid", false]);
  const seen = await app.main(async ({ BrowserWindow }) => {
    const child = BrowserWindow.getAllWindows().find((window) => window.getTitle() === "child");
    const again = child.webContents.loadURL("data:text/html,<title>later</title>");
    await again;
    return [await child.webContents.executeJavaScript("document.title"), BrowserWindow.getAllWindows().length];
  });
  assert.deepEqual(seen, ["later", 2]);
  await app.page(() => child.close());
  await app.until("the child to close", () => app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length === 1));
});

test("a handler is told how a page asks for a window, and where it refuses the page gets none", async () => {
  const app = await started(`
    app.on("browser-window-created", (_event, window) => {
      window.webContents.setWindowOpenHandler(({ url, frameName, features, disposition, referrer }) => {
        console.log("asked", url.replace(/.*\\//, ""), JSON.stringify([frameName, features, disposition, referrer.url.endsWith("index.html")]));
        return url.includes("throw") ? null : { action: "deny" };
      });
    });
    process.on("uncaughtException", (error) => console.log("uncaught", error.message));`);
  assert.equal(await app.page(() => window.open("child.html?script", "kid")), null);
  assert.equal(await app.page(() => window.open("child.html?throw")), null);
  assert.equal(await app.page(() => window.open("child.html?popup", undefined, "width=300,height=200")), null);
  assert.equal(await app.page(() => window.open("", "_blank", "noopener")), null);
  await app.page(() => document.querySelector("#link").click());
  await app.page(() => document.querySelector("#named").click());
  await app.printed("asked child.html?named");
  const asked = [...app.stdout.matchAll(/^asked (\S*) (.*)$/gm)].map(([, url, details]) => [url, ...JSON.parse(details)]);
  assert.deepEqual(asked, [
    ["child.html?script", "kid", "", "foreground-tab", true],
    ["child.html?throw", "", "", "foreground-tab", true],
    ["child.html?popup", "", "width=300,height=200", "new-window", true],
    ["about:blank", "", "noopener", "foreground-tab", true],
    ["child.html?link", "", "", "foreground-tab", true],
    ["child.html?named", "kid", "", "foreground-tab", true],
  ]);
  assert.match(app.stdout, /uncaught The window open handler must return an object with an action/);
  assert.equal(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), 1);
  assert.doesNotMatch(app.stdout, /created/);
});

test("a window has the size that its page asks for, where a handler does not say otherwise", async () => {
  const app = await started();
  const boundsOf = (url) =>
    app.until(`the size of ${url}`, () =>
      app.main(({ BrowserWindow }, url) => {
        const child = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().endsWith(url));
        return child?.isVisible() && !child.webContents.isLoading() && child.getSize();
      }, url),
    );
  const open = (url) => app.page((url) => void window.open(url, "", "width=321,height=234"), { args: [url] });
  await open("child.html?free");
  assert.deepEqual(await boundsOf("free"), [321, 234]);
  await app.main(() => globalThis.opener.webContents.setWindowOpenHandler(({ url }) => ({
    action: "allow",
    overrideBrowserWindowOptions: url.endsWith("part") ? { width: 444 } : {},
  })));
  await open("child.html?asked");
  assert.deepEqual(await boundsOf("asked"), [321, 234]);
  await open("child.html?part");
  assert.deepEqual(await boundsOf("part"), [444, 234]);
});

test("a handler has the last word on the window, whose page has a preload and an ipcRenderer of its own", async () => {
  const app = await started(`
    ipcMain.handle("who", (event) => [event.sender.id !== opener.webContents.id, event.senderFrame === event.sender.mainFrame]);
    app.on("browser-window-created", (_event, window) => {
      window.webContents.setWindowOpenHandler(({ url }) => url.includes("own") ? {
        action: "allow",
        createWindow: (options) => new BrowserWindow({ ...options, show: false, title: "own" }).webContents,
      } : ({
        action: "allow",
        overrideBrowserWindowOptions: { show: false, width: 321, title: "made", webPreferences: { preload: __dirname + "/preload.js" } },
      }));
    });`);
  await app.page(() => document.querySelector("#link").click());
  await opened(app);
  await app.printed("created true child.html?link");
  const seen = await app.main(async ({ BrowserWindow }) => {
    const child = BrowserWindow.getAllWindows().find((window) => window.getTitle() === "child");
    return [child.getBounds().width, child.isVisible(), await child.webContents.executeJavaScript("ask('who')")];
  });
  assert.deepEqual(seen, [321, false, [true, true]]);
  // Or the app makes the window itself, and is told of none.
  const own = await app.page(() => {
    const child = window.open("about:blank?own");
    child.document.title = "scripted";
    return child.document.title;
  });
  assert.equal(own, "scripted");
  assert.equal(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), 3);
  assert.equal(app.stdout.match(/created/g).length, 1);
});

for (const isolated of [true, false]) {
  test(`${isolated ? "with" : "without"} isolation an empty window has its opener's preload when window.open returns, whatever a handler says`, async () => {
    const path = here.write({
      "index.js": `
        const { app, BrowserWindow, ipcMain } = require("electron");
        const preferences = { preload: __dirname + "/preload.js", contextIsolation: ${isolated} };
        ipcMain.on("who", (event) => { event.returnValue = event.sender.id; });
        ipcMain.handle("where", (event) => [event.sender.id, event.senderFrame === event.sender.mainFrame, event.senderFrame.url]);
        app.whenReady().then(() => {
          const window = new BrowserWindow({ webPreferences: preferences });
          window.webContents.setWindowOpenHandler(() => ({
            action: "allow",
            overrideBrowserWindowOptions: { show: false, webPreferences: { preload: __dirname + "/none.js" } },
          }));
          window.loadFile("index.html");
        });`,
      "preload.js": `
        const { contextBridge, ipcRenderer } = require("electron");
        const api = { who: ipcRenderer.sendSync("who"), where: () => ipcRenderer.invoke("where"), read: () => require("./part.json").part };
        if (process.contextIsolated) contextBridge.exposeInMainWorld("api", api);
        else window.api = api;`,
      "part.json": `{ "part": 1 }`,
      "index.html": "<iframe></iframe>",
    });
    const app = here.cation(path);
    await app.loaded();
    const seen = await app.page(async () => {
      const seen = [];
      for (const [from, url] of [[window, "about:blank"], [frames[0], ""]]) {
        const child = from.open(url);
        child.document.title = "written";
        seen.push([child.api.who, child.api.read(), child.document.URL, await child.api.where()]);
      }
      return seen;
    });
    assert.deepEqual(seen, [2, 3].map((id) => [id, 1, "about:blank", [id, true, "about:blank"]]));
  });
}

test("a window that a page has opened ends with its opener, unless it is to outlive it", async () => {
  const app = await started(`
    app.on("browser-window-created", (_event, window) => {
      window.webContents.setWindowOpenHandler(({ url }) => ({ action: "allow", outlivesOpener: url.includes("stay") }));
    });`);
  await app.page(() => void [window.open("child.html"), window.open("child.html?stay")]);
  await app.until("two windows more", () =>
    app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.getTitle() === "child").length === 2),
  );
  const left = await app.main(({ BrowserWindow }) => {
    globalThis.opener.destroy();
    return BrowserWindow.getAllWindows().map((window) => window.webContents.getURL().replace(/.*\?/, ""));
  });
  assert.deepEqual(left, ["stay"]);
});

test("a main process that is busy keeps the page that opens a window waiting, and no other window", async () => {
  const app = await started(`
    ipcMain.on("busy", () => {});
    app.on("browser-window-created", (_event, window) => {
      window.webContents.setWindowOpenHandler(() => { const end = Date.now() + 1500; while (Date.now() < end); return { action: "deny" }; });
    });`);
  await app.main(
    ({ BrowserWindow }) => new BrowserWindow({ title: "bystander" }).loadURL("data:text/html,<title>bystander</title><script>let n = 0; setInterval(() => (document.title = 'bystander ' + ++n), 100)</script>"),
  );
  await app.window(/^bystander \d/);
  const before = Number((await app.window(/^bystander \d/)).title.split(" ")[1]);
  await app.main(({ BrowserWindow }) => {
    globalThis.result = globalThis.opener.webContents.executeJavaScript("window.open('child.html') === null");
  });
  await app.until("the bystander to go on", async () => Number((await app.window(/^bystander \d/)).title.split(" ")[1]) > before + 3);
  assert.equal(await app.main(() => globalThis.result), true);
});
