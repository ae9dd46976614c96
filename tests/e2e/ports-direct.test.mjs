// Two pages that hold the two ends of a channel: what they say goes straight from one to the other.

import assert from "node:assert/strict";
import { readdirSync, readlinkSync } from "node:fs";
import { before, test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

// Pages tell the test of something past their main process.
let origin;
let onTold = () => {};
before(async () => {
  origin = await here.serve((request, response) => {
    response.end();
    onTold(request.url);
  });
});

const preload = `
  const { ipcRenderer } = require("electron");
  const heard = [];
  let port;
  const next = () => new Promise((resolve) => (port.onmessage = ({ data }) => resolve(data)));
  const trips = async (count) => {
    for (let n = 0; n < count; ++n) {
      const answer = next();
      port.postMessage(n);
      if ((await answer) !== n) throw new Error("another answer");
    }
  };
  ipcRenderer.on("port", (event, role) => {
    [port] = event.ports;
    if (role === "echo") port.onmessage = ({ data }) => port.postMessage(data);
    if (role === "keep") {
      port.onmessage = ({ data }) => (data === "ping" ? port.postMessage("pong") : heard.push(data.length ?? data));
      port.onclose = () => heard.push("closed");
    }
    ipcRenderer.send("has", role);
  });
  ipcRenderer.on("talk", async (_event, url) => {
    await trips(200);
    await fetch(url, { mode: "no-cors" });
  });
  ipcRenderer.on("trips", async () => {
    await trips(20);
    ipcRenderer.send("made trips");
  });
  // Until the other end has said on the link that it hears, messages go through main.
  ipcRenderer.on("meet", async () => {
    for (let n = 0; n < 20; ++n) {
      const answer = next();
      port.postMessage("ping");
      await answer;
    }
    ipcRenderer.send("has met");
  });
  ipcRenderer.on("post", (_event, count, then) => {
    for (let n = 0; n < count; ++n) port.postMessage(n);
    if (then === "leave") location.href = "other.html";
    if (then === "close") port.close();
    ipcRenderer.send("posted");
  });
  ipcRenderer.on("wait", () => ipcRenderer.sendSync("waits"));
  ipcRenderer.on("fill", () => {
    let posted = 0;
    try {
      for (; posted < 10_000; ++posted) port.postMessage(new Uint8Array(30_000));
      ipcRenderer.send("filled", posted, "no error");
    } catch (error) {
      ipcRenderer.send("filled", posted, error.code);
    }
  });
  ipcRenderer.on("heard", () => ipcRenderer.send("heard", heard));`;

/** An app of two windows, the first one with an iframe; each has one end of a channel in the end. */
async function joined(firstRole, secondRole) {
  const path = here.write({
    "index.js": `
      const { once } = require("node:events");
      const { readSync } = require("node:fs");
      const { app, BrowserWindow, ipcMain, MessageChannelMain } = require("electron");
      app.on("window-all-closed", () => {});
      globalThis.waitForTheTest = () => readSync(0, Buffer.alloc(1));
      /** Gives the two ends of a channel to two frames, which talk straight after some trips. */
      globalThis.join = async (first, second, roles) => {
        const { port1, port2 } = new MessageChannelMain();
        for (const [frame, role, port] of [[first, roles[0], port1], [second, roles[1], port2]]) {
          const has = once(ipcMain, "has");
          frame.postMessage("port", role, [port]);
          await has;
        }
      };
      app.whenReady().then(async () => {
        const webPreferences = { preload: __dirname + "/preload.js", nodeIntegrationInSubFrames: true };
        globalThis.windows = [new BrowserWindow({ webPreferences }), new BrowserWindow({ webPreferences })];
        await Promise.all(windows.map((each) => each.loadFile("index.html")));
        globalThis.ready = true;
      });`,
    "preload.js": preload,
    "index.html": `<title>one</title><iframe src="other.html"></iframe>`,
    "other.html": "<title>other</title>",
  });
  const app = here.cation(path, { stdin: "pipe" });
  await app.until("the pages", () => app.main(() => globalThis.ready === true && windows[0].webContents.mainFrame.frames.length === 1));
  const join = (roles, inOne = false) =>
    app.main(
      (_electron, roles, inOne) =>
        globalThis.join(windows[0].webContents.mainFrame, inOne ? windows[0].webContents.mainFrame.frames[0] : windows[1].webContents.mainFrame, roles),
      roles,
      inOne,
    );
  if (firstRole) await join([firstRole, secondRole]);
  const send = (index, ...args) => app.main((_electron, index, args) => windows[index].webContents.send(...args), index, args);
  /** What the second page has heard, once it has heard of the close. */
  const heardToTheEnd = async () => {
    let heard;
    await app.until("the close", async () => {
      heard = await app.main(async ({ ipcMain }) => {
        const answer = new Promise((resolve) => ipcMain.once("heard", (_event, heard) => resolve(heard)));
        windows[1].webContents.send("heard");
        return answer;
      });
      return heard.includes("closed");
    });
    return heard;
  };
  return { app, join, send, heardToTheEnd };
}

const numbers = (count) => Array.from({ length: count }, (_, n) => n);

for (const [where, inOne] of [["two pages", false], ["a page and its iframe", true]]) {
  test(`${where} go on talking while main is busy`, { timeout: 60_000 }, async () => {
    const { app, join } = await joined();
    await join(["ask", "echo"], inOne);
    const told = new Promise((resolve) => (onTold = resolve));
    const url = `${origin}/talked`;
    // Main hears nothing until the test has heard of the page's trips.
    await app.main(
      async ({ ipcMain }, url) => {
        const made = new Promise((resolve) => ipcMain.once("made trips", resolve));
        windows[0].webContents.send("trips");
        await made;
        windows[0].webContents.send("talk", url);
        setImmediate(() => setImmediate(waitForTheTest));
      },
      url,
    );
    assert.equal(await told, "/talked");
    app.child.stdin.write("\n");
    assert.equal(await app.main(() => "free"), "free");
  });
}

test("a page that leaves has said all that it said, and its close comes last", async () => {
  const { send, heardToTheEnd } = await joined("talk", "keep");
  await send(0, "post", 1000, "leave");
  assert.deepEqual(await heardToTheEnd(), [...numbers(1000), "closed"]);
});

test("a page that crashes has said what had left it, and its close comes last", async () => {
  const { app, send, heardToTheEnd } = await joined("talk", "keep");
  await app.main(async ({ ipcMain }) => {
    const posted = new Promise((resolve) => ipcMain.once("posted", resolve));
    windows[0].webContents.send("post", 1000);
    await posted;
    windows[0].webContents.forcefullyCrashRenderer();
  });
  assert.deepEqual(await heardToTheEnd(), [...numbers(1000), "closed"]);
});

test("a page that posts more than another one reads has an error, and nothing is lost", { timeout: 60_000 }, async () => {
  const { app, send, heardToTheEnd } = await joined("talk", "keep");
  const [posted, code] = await app.main(async ({ ipcMain }) => {
    const met = new Promise((resolve) => ipcMain.once("has met", resolve));
    windows[0].webContents.send("meet");
    await met;
    const waits = new Promise((resolve) => ipcMain.once("waits", resolve));
    windows[1].webContents.send("wait");
    const event = await waits;
    const filled = new Promise((resolve) => ipcMain.once("filled", (_event, ...seen) => resolve(seen)));
    windows[0].webContents.send("fill");
    const seen = await filled;
    event.returnValue = null;
    return seen;
  });
  assert.equal(code, "ERR_LINK_FULL");
  await send(0, "post", 3, "close");
  assert.deepEqual(await heardToTheEnd(), [...Array(posted).fill(30_000), 0, 1, 2, "closed"]);
});

test("pages that close their ports keep nothing of the link between them", async () => {
  const { app, join, send, heardToTheEnd } = await joined();
  const processes = await app.main(() => windows.map((each) => each.webContents.getOSProcessId()));
  const sockets = () =>
    processes.map((process) => {
      const folder = `/proc/${process}/fd`;
      return readdirSync(folder).filter((fd) => {
        try {
          return readlinkSync(`${folder}/${fd}`).startsWith("socket:");
        } catch {
          return false;
        }
      }).length;
    });
  const before = sockets();
  await join(["talk", "keep"]);
  await app.until("a link", () => sockets().every((count, i) => count === before[i] + 1));
  await send(0, "post", 10, "close");
  assert.deepEqual(await heardToTheEnd(), [...numbers(10), "closed"]);
  await app.until("the end of the link", () => sockets().every((count, i) => count === before[i]));
});
