// One order in main: what a page says and what its window says of it come on two links, and are heard as they were
// said.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();
const loads = 40;

let origin;
before(async () => {
  origin = await here.serve((request, response) => {
    response.setHeader("content-type", "text/html");
    if (request.url.startsWith("/sandboxed")) response.setHeader("content-security-policy", "sandbox");
    response.end(request.url.startsWith("/untitled") ? "<p>page" : `<title>${request.url}</title><p>page`);
  });
});

async function started() {
  const path = here.write({
    "index.js": `const { app } = require("electron"); app.on("window-all-closed", () => {});`,
    "preload.js": `
      const { ipcRenderer } = require("electron");
      ipcRenderer.on("ping", (_event, url) => ipcRenderer.send("pong", url, location.href));
      ipcRenderer.send("here", location.href);
      addEventListener("unload", () => ipcRenderer.send("leaving", location.href));`,
    "index.html": "<title>page</title>",
  });
  const app = here.cation(path);
  await app.main(async ({ app, BrowserWindow }, path) => {
    await app.whenReady();
    globalThis.open = (options = {}) =>
      new BrowserWindow({ show: false, webPreferences: { preload: `${path}/preload.js` }, ...options });
  }, path);
  return app;
}

test("at every event of a load all that main knows is of the same document, and what is sent then reaches it", async () => {
  const app = await started();
  const seen = await app.main(async ({ ipcMain }, origin, loads) => {
    const { webContents } = globalThis.open();
    const wrong = [];
    const steps = [];
    const pongs = [];
    let wanted;
    const look = (step) => {
      const { url, origin: from, detached } = webContents.mainFrame;
      const facts = [webContents.getURL(), url, from, detached, webContents.isLoading()];
      const expected = [wanted, wanted, new URL(wanted).origin, false, !["did-stop-loading", "pong"].includes(step)];
      if (step === "pong") facts.pop(), expected.pop();
      if (facts.join() !== expected.join()) wrong.push([step, ...facts, wanted].join(" "));
      steps.push(step);
    };
    for (const step of ["did-navigate", "did-frame-navigate", "dom-ready", "did-finish-load", "did-stop-loading"]) {
      webContents.on(step, () => look(step));
    }
    webContents.on("did-navigate", () => webContents.send("ping", wanted));
    ipcMain.on("here", (event, url) => {
      look("here");
      if (event.senderFrame.url !== url || event.senderFrame !== webContents.mainFrame) wrong.push(`here ${url}`);
    });
    ipcMain.on("pong", (_event, ...urls) => {
      look("pong");
      pongs.push(urls[0] === urls[1]);
    });
    const orders = new Set();
    const results = [];
    for (let load = 0; load < loads; ++load) {
      wanted = `${origin}/page${load}`;
      webContents.once("did-navigate", () => results.push(webContents.executeJavaScript("location.href").then((url) => url === `${origin}/page${load}`)));
      const ponged = new Promise((done) => ipcMain.once("pong", done));
      await webContents.loadURL(wanted);
      if (webContents.getTitle() !== `/page${load}`) wrong.push(`title ${webContents.getTitle()}`);
      await ponged;
      await results.at(-1);
      orders.add(steps.splice(0).filter((step) => step !== "pong").join());
    }
    return { wrong, orders: [...orders], pongs, results: await Promise.all(results) };
  }, origin, loads);
  assert.deepEqual(seen.wrong, []);
  assert.deepEqual(seen.orders, ["did-navigate,did-frame-navigate,here,dom-ready,did-finish-load,did-stop-loading"]);
  assert.deepEqual(seen.pongs, Array(loads).fill(true));
  assert.deepEqual(seen.results, Array(loads).fill(true));
});

test("a page that navigates by itself, again and again, is where its messages say", async () => {
  const app = await started();
  const wrong = await app.main(async ({ ipcMain }, origin, loads) => {
    const { webContents } = globalThis.open();
    const wrong = [];
    let count = 0;
    const all = new Promise((done) =>
      ipcMain.on("here", (event, url) => {
        if (event.sender.getURL() !== url || event.senderFrame.url !== url) wrong.push([event.sender.getURL(), event.senderFrame.url, url]);
        if (++count === loads) return done();
        webContents.executeJavaScript(`location.href = "/hop${count}"; 0`).catch(() => {});
      }),
    );
    webContents.loadURL(`${origin}/hop0`);
    await all;
    return wrong;
  }, origin, loads);
  assert.deepEqual(wrong, []);
});

test("a document that runs no scripts is told of as any other, and leaves nothing to those that follow", async () => {
  const app = await started();
  const seen = await app.main(async ({ ipcMain }, origin) => {
    const { webContents } = globalThis.open();
    const here = [];
    ipcMain.on("here", (_event, url) => here.push(url));
    const events = [];
    for (const name of ["did-navigate", "dom-ready", "did-finish-load"]) webContents.on(name, () => events.push(name));
    const looks = [];
    for (const url of ["/sandboxed", "/page", "/sandboxed", "about:blank", "/sandboxed", "data:text/html,<title>data</title>", "/sandboxed"]) {
      const whole = url.startsWith("/") ? origin + url : url;
      await webContents.loadURL(whole);
      const { mainFrame } = webContents;
      const ran = url === "/sandboxed" ? "" : await webContents.executeJavaScript("1 + 1");
      looks.push([url, mainFrame.url === whole, mainFrame.origin === origin, webContents.getURL() === whole,
        here.splice(0).length, events.splice(0).join(), ran].join(" "));
    }
    return looks;
  }, origin);
  const steps = "did-navigate,dom-ready,did-finish-load";
  assert.deepEqual(seen, [
    `/sandboxed true false true 0 ${steps} `,
    `/page true true true 1 ${steps} 2`,
    `/sandboxed true false true 0 ${steps} `,
    `about:blank true false true 1 ${steps} 2`,
    `/sandboxed true false true 0 ${steps} `,
    `data:text/html,<title>data</title> true false true 1 ${steps} 2`,
    `/sandboxed true false true 0 ${steps} `,
  ]);
});

test("a load that takes the place of another goes on loading, and each has one end", async () => {
  const app = await started();
  const seen = await app.main(async (_electron, origin) => {
    const { webContents } = globalThis.open();
    const events = [];
    for (const name of ["did-start-loading", "did-fail-load", "did-finish-load", "did-stop-loading"]) {
      webContents.on(name, (_event, code) => events.push([name, code, webContents.isLoading()].join(" ")));
    }
    const first = webContents.loadURL(`${origin}/one`).catch((error) => error.code);
    const second = webContents.loadURL(`${origin}/two`).then(() => "loaded");
    const ends = await Promise.all([first, second]);
    await webContents.loadURL("file:///proc/version").catch(() => {});
    return { ends, events };
  }, origin);
  assert.deepEqual(seen.ends, ["ERR_ABORTED", "loaded"]);
  assert.deepEqual(seen.events.slice(0, 4), [
    "did-start-loading  true",
    "did-fail-load -3 true",
    "did-finish-load  true",
    "did-stop-loading  false",
  ]);
  assert.deepEqual(seen.events.slice(4).map((event) => event.split(" ")[0]), ["did-start-loading", "did-fail-load", "did-stop-loading"]);
});

test("an iframe that loads later makes the page load, and not its main frame", async () => {
  const slow = await here.serve((_request, response) => {
    response.setHeader("content-type", "text/html");
    setTimeout(() => response.end("<p>slow"), 200);
  });
  const app = await started();
  const seen = await app.main(async (_electron, origin, slow) => {
    const { webContents } = globalThis.open();
    await webContents.loadURL(`${origin}/page`);
    const events = [];
    for (const name of ["did-start-loading", "did-frame-finish-load", "did-stop-loading"]) {
      webContents.on(name, () => events.push([name, webContents.isLoading(), webContents.isLoadingMainFrame()].join(" ")));
    }
    for (let i = 0; i < 3; ++i) {
      const stopped = new Promise((done) => webContents.once("did-stop-loading", done));
      await webContents.executeJavaScript(`document.body.append(Object.assign(document.createElement("iframe"), { src: "${slow}/${i}" })); 0`);
      await stopped;
    }
    return events;
  }, origin, slow);
  const once = ["did-start-loading true false", "did-frame-finish-load true false", "did-stop-loading false false"];
  assert.deepEqual(seen, [...once, ...once, ...once]);
});

test("a frame is created once, whatever it shows", async () => {
  const app = await started();
  const created = await app.main(async (_electron, origin) => {
    const { webContents } = globalThis.open();
    const created = [];
    webContents.on("frame-created", (_event, { frame }) => created.push(frame === webContents.mainFrame ? "main" : frame.name));
    await webContents.loadURL(`${origin}/one`);
    await webContents.loadURL(`${origin.replace("127.0.0.1", "localhost")}/two`);
    await webContents.executeJavaScript(`new Promise((done) => {
      const frame = Object.assign(document.createElement("iframe"), { name: "inner", src: "/three" });
      frame.onload = () => { frame.onload = done; frame.src = "/four"; };
      document.body.append(frame);
    }).then(() => 0)`);
    return created;
  }, origin);
  assert.deepEqual(created, ["main", "inner"]);
});

test("what a document says as it is left is of a frame of its own, which is gone with it", async () => {
  const app = await started();
  const seen = await app.main(async ({ ipcMain }, origin) => {
    const { webContents } = globalThis.open();
    const looks = [];
    const frames = [];
    ipcMain.on("leaving", (event, url) => {
      const { senderFrame: frame } = event;
      frames.push(frame);
      looks.push([frame.detached, frame === webContents.mainFrame, frame.url === url, frame.isDestroyed(), event.senderFrame === frame,
        webContents.mainFrame.detached].join());
    });
    await webContents.loadURL(`${origin}/one`);
    await webContents.loadURL(`${origin.replace("127.0.0.1", "localhost")}/two`);
    await webContents.loadURL(`${origin}/three`);
    return { looks, destroyed: frames.map((frame) => [frame.detached, frame.isDestroyed()].join()) };
  }, origin);
  assert.deepEqual(seen.looks, Array(2).fill("true,false,true,false,true,false"));
  assert.deepEqual(seen.destroyed, ["true,true", "true,true"]);
});

test("a main frame is somebody before its first document", async () => {
  const app = await started();
  const seen = await app.main(async ({ webFrameMain }, origin) => {
    const [one, other] = [globalThis.open(), globalThis.open()].map(({ webContents }) => webContents);
    const { mainFrame } = one;
    const before = [mainFrame.url, mainFrame.origin, mainFrame.detached, mainFrame.isDestroyed(), /^[0-9A-F]{32}$/.test(mainFrame.frameToken),
      mainFrame.frameToken !== other.mainFrame.frameToken,
      webFrameMain.fromFrameToken(mainFrame.processId, mainFrame.frameToken) === mainFrame];
    await one.loadURL(`${origin}/page`);
    return { before, same: one.mainFrame === mainFrame, processes: [mainFrame.processId > 0, mainFrame.osProcessId > 0],
      found: webFrameMain.fromFrameToken(mainFrame.processId, mainFrame.frameToken) === mainFrame };
  }, origin);
  assert.deepEqual(seen.before, ["", "null", false, false, true, true, true]);
  assert.deepEqual([seen.same, ...seen.processes, seen.found], [true, true, true, true]);
});

test("a title is the page's when its load is told, one that is set then stays, and a page without one has its address", async () => {
  const app = await started();
  const seen = await app.main(async ({ app }, origin) => {
    const window = globalThis.open({ title: "window" });
    const { webContents } = window;
    const titles = [];
    const updates = [];
    window.on("page-title-updated", (_event, title, explicit) => updates.push(`${title} ${explicit}`));
    const look = (how) => titles.push([how, webContents.getTitle(), window.getTitle()].join(" "));
    await webContents.loadURL(`${origin}/page`);
    look("loaded");
    window.setTitle("mine");
    await new Promise((done) => setTimeout(done, 300));
    look("set");
    await webContents.executeJavaScript("document.title = 'changed'; 0");
    await new Promise((done) => (updates.includes("changed true") ? done() : window.once("page-title-updated", done)));
    // The window has it when no listener has prevented it.
    await new Promise((done) => setImmediate(done));
    look("changed");
    await webContents.loadURL(`${origin}/untitled`);
    look("untitled");
    await webContents.loadURL("about:blank");
    look("blank");
    return { titles: titles.map((title) => title.replace(origin.replace("http://", ""), "host")), updates };
  }, origin);
  assert.deepEqual(seen.titles, [
    "loaded /page /page",
    "set /page mine",
    "changed changed changed",
    "untitled host/untitled changed",
    "blank about:blank changed",
  ]);
  assert.deepEqual(seen.updates, ["/page true", "changed true"]);
});
