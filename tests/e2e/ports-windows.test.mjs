// Ports among the windows of an app: those that a page has opened, and none at all.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const files = {
  "index.js": `
    const { app, BrowserWindow, ipcMain } = require("electron");
    app.seen = {};
    ipcMain.on("port", ({ ports: [port] }, name) => {
      const seen = (app.seen[name] = []);
      port.on("message", ({ data }) => {
        seen.push(data);
        port.postMessage(["main", data]);
      });
      port.on("close", () => seen.push("closed"));
      port.start();
    });
    app.whenReady().then(() => {
      const webPreferences = { preload: __dirname + "/preload.js", contextIsolation: false };
      const window = new BrowserWindow({ webPreferences });
      window.webContents.setWindowOpenHandler(() => ({ action: "allow", overrideBrowserWindowOptions: { webPreferences } }));
      window.loadFile("index.html");
    });`,
  "preload.js": `
    const { ipcRenderer } = require("electron");
    window.portToMain = (name) => {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage("port", name, [port2]);
      return port1;
    };`,
  "index.html": `<title>opener</title><script>
    const messages = [];
    addEventListener("message", (event) => messages.push(event));
    const next = async () => {
      while (messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return messages.shift();
    };
    const open = async () => {
      globalThis.child = window.open("child.html");
      await next();
    };
    /** The next answer of main. */
    const answer = (port, data) =>
      new Promise((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
        port.postMessage(data);
      });
  </script>`,
  "child.html": `<title>child</title><script>
    addEventListener("message", async ({ ports: [port] }) => {
      // It speaks with main itself, and gives the port back.
      const heard = await new Promise((resolve) => {
        port.onmessage = ({ data }) => resolve(data);
        port.postMessage("from the child");
      });
      opener.postMessage(heard, "*", [port]);
    });
    opener.postMessage("ready", "*");
  </script>`,
};

test("a port of main's channel goes on into a window that the page has opened, and comes back", async () => {
  const app = here.cation(here.write(files));
  await app.loaded();
  const heard = await app.page(async () => {
    await open();
    const port = portToMain("there and back");
    const heard = [await answer(port, "before")];
    child.postMessage("take it", "*", [port]);
    const { data, ports } = await next();
    heard.push(data, await answer(ports[0], "after"));
    return heard;
  });
  assert.deepEqual(heard, [["main", "before"], ["main", "from the child"], ["main", "after"]]);
  assert.deepEqual(await app.main(({ app }) => app.seen["there and back"]), ["before", "from the child", "after"]);
});

test("a window that does not take a message leaves the ports that go with it, and one that does has them at once", async () => {
  const app = here.cation(here.write(files));
  await app.loaded();
  const seen = await app.page(async () => {
    const port = portToMain("refused");
    const refusals = [];
    for (const [message, transfer] of [
      [() => {}, [port]],
      ["twice", [port, port]],
    ]) {
      try {
        window.postMessage(message, "*", transfer);
      } catch ({ name }) {
        refusals.push(name);
      }
    }
    const before = await answer(port, "kept");
    // A list that can be gone through once.
    window.postMessage("once", { targetOrigin: "*", transfer: [port].values() });
    port.postMessage("nowhere");
    const { data, ports } = await next();
    return [refusals, before, data, await answer(ports[0], "after")];
  });
  assert.deepEqual(seen, [["DataCloneError", "DataCloneError"], ["main", "kept"], "once", ["main", "after"]]);
  assert.deepEqual(await app.main(({ app }) => app.seen.refused), ["kept", "after"]);
});

for (const contextIsolation of [true, false]) {
  test(`a message has the window that posts it for its source, contextIsolation: ${contextIsolation}`, async () => {
    const pages = {
      "/": `<title>windows</title><script>
        const seen = {};
        addEventListener("message", ({ data, source }) => {
          const from = { frame: frames[0], popup: globalThis.popup }[data];
          (seen[data] ??= []).push(source === from);
        });
      </script><iframe src="/frame"></iframe>`,
      // So often that the engine compiles it.
      "/frame": `<script>for (let n = 0; n < 3000; ++n) parent.postMessage("frame", "*");</script>`,
      "/popup": `<script>for (let n = 0; n < 3000; ++n) opener.postMessage("popup", "*");</script>`,
    };
    const origin = await here.serve((request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(pages[request.url]);
    });
    const app = here.cation(
      here.write({
        "index.js": `
          const { app, BrowserWindow } = require("electron");
          app.whenReady().then(() => {
            const webPreferences = { preload: __dirname + "/preload.js", contextIsolation: ${contextIsolation} };
            new BrowserWindow({ webPreferences }).loadURL("${origin}/");
          });`,
        "preload.js": "",
      }),
    );
    await app.loaded();
    await app.page(() => void (globalThis.popup = window.open("/popup")));
    await app.until("the messages", () => app.page(() => seen.frame?.length === 3000 && seen.popup?.length === 3000));
    assert.deepEqual(await app.page(() => [seen.frame.every(Boolean), seen.popup.every(Boolean)]), [true, true]);
  });
}

test("ports do not keep an app that has closed its windows", async () => {
  const app = here.cation(
    here.write({
      "index.js": `
        const { app, BrowserWindow, MessageChannelMain } = require("electron");
        app.whenReady().then(async () => {
          const { port1, port2 } = new MessageChannelMain();
          const window = new BrowserWindow();
          await window.loadFile("index.html");
          port1.on("message", ({ data }) => {
            console.log("heard", data);
            window.close();
          });
          port1.start();
          port2.on("message", () => {});
          port2.start();
          port2.postMessage("it");
        });`,
      "index.html": "<title>ports</title>",
    }),
  );
  assert.deepEqual(await app.ended, { code: 0, signal: null });
  assert.match(app.stdout, /heard it/);
});
