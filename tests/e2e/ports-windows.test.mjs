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
