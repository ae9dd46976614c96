// The frames of a page, as main sees them: one app whose page embeds documents of several kinds.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

// Another origin than that of the app's files.
let origin;
before(async () => {
  origin = await here.serve((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<title>${request.url}</title>`);
  });
});

const preload = `
  const { contextBridge, ipcRenderer } = require("electron");
  contextBridge.exposeInMainWorld("api", {
    send: (...args) => ipcRenderer.send(...args),
    sendSync: (...args) => ipcRenderer.sendSync(...args),
    invoke: (...args) => ipcRenderer.invoke(...args),
  });
  const heard = [];
  contextBridge.exposeInMainWorld("heard", () => heard);
  for (const name of ["note", "back"]) ipcRenderer.on(name, (_event, ...args) => heard.push([name, ...args]));`;

/** An app with code in main; its page embeds what `frames` says. */
async function started(main, frames = "", preferences = "nodeIntegrationInSubFrames: true") {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain, webFrameMain, webContents } = require("electron");
      ${main}
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js", ${preferences} } }).loadFile("index.html");
      });`,
    "preload.js": preload,
    "index.html": `<title>top</title>${frames}`,
    "child.html": `<title>child</title><iframe name="grandchild" srcdoc="<p>deep"></iframe>`,
    "other.html": "<title>other</title>",
  });
  const app = here.cation(path);
  await app.loaded();
  return app;
}

/** Waits until the page has frames of these names (of whatever depth), and their documents. */
const framesOpen = (app, names) =>
  app.until(`the frames ${names}`, () =>
    app.main(({ webContents }, names) => {
      const { framesInSubtree } = webContents.getAllWebContents()[0].mainFrame;
      return names.every((name) => framesInSubtree.some((frame) => frame.name === name && frame.url !== ""));
    }, names),
  );

test("frames know their names, addresses, origins, parents and processes, and each is one object", async () => {
  const address = `${origin}/far`;
  const app = await started(
    "",
    `<iframe name="file" src="child.html"></iframe><iframe name="far" src="${address}"></iframe>
     <iframe name="inline" srcdoc="<p>hello"></iframe><iframe name="blank"></iframe>`,
  );
  await framesOpen(app, ["file", "far", "inline", "blank", "grandchild"]);
  const seen = await app.main(({ webContents, webFrameMain }) => {
    const [contents] = webContents.getAllWebContents();
    const { mainFrame } = contents;
    const all = mainFrame.framesInSubtree;
    const named = (name) => all.find((frame) => frame.name === name);
    const again = (frame) => webFrameMain.fromId(frame.processId, frame.routingId);
    return {
      tree: [mainFrame.frames.length, all.length, all[0] === mainFrame, named("file").frames[0].name],
      urls: Object.fromEntries(all.map((frame) => [frame.name, frame.url.replace(/^file:.*\//, "")])),
      origins: Object.fromEntries(all.map((frame) => [frame.name, frame.origin])),
      tops: all.every((frame) => frame.top === mainFrame),
      parents: [mainFrame.parent, named("grandchild").parent === named("file"), named("far").parent === mainFrame],
      same: all.every((frame) => again(frame) === frame),
      tokens: all.every((frame) => webFrameMain.fromFrameToken(frame.processId, frame.frameToken) === frame),
      unknown: [webFrameMain.fromId(1, 99999) === undefined, webFrameMain.fromFrameToken(1, "no token")],
      ids: new Set(all.map((frame) => frame.frameTreeNodeId)).size,
      process: [contents.getProcessId() === mainFrame.processId, contents.getOSProcessId() === mainFrame.osProcessId],
      pid: mainFrame.osProcessId,
      state: all.map((frame) => [frame.visibilityState, frame.detached, frame.isDestroyed()].join()),
    };
  });
  assert.deepEqual(seen.tree, [4, 6, true, "grandchild"]);
  assert.deepEqual(seen.urls, {
    "": "index.html",
    file: "child.html",
    grandchild: "about:srcdoc",
    far: address,
    inline: "about:srcdoc",
    blank: "about:blank",
  });
  assert.equal(seen.origins.far, origin);
  assert.equal(seen.origins[""], "file://");
  assert.equal(seen.origins.inline, "file://");
  assert.deepEqual([seen.tops, seen.same, seen.tokens], [true, true, true]);
  assert.deepEqual(seen.parents, [null, true, true]);
  assert.deepEqual(seen.unknown, [true, null]);
  assert.equal(seen.ids, 6);
  assert.deepEqual(seen.process, [true, true]);
  assert.ok(app.processes().some(({ pid }) => pid === seen.pid), `process ${seen.pid} is none of the app's`);
  assert.deepEqual(seen.state, Array(6).fill("visible,false,false"));
});

test("every frame has its own ipcRenderer, and a reply and a send go to the frame that is meant", async () => {
  const app = await started(
    `ipcMain.on("hello", (event, who) => event.reply("back", who));
     ipcMain.handle("who", (event) => event.senderFrame.name);`,
    `<iframe name="file" src="child.html"></iframe><iframe name="inline" srcdoc="<p>hello"></iframe>
     <iframe name="far" src="${origin}/far"></iframe>
     <iframe name="blank" src="about:blank"></iframe>`,
  );
  const names = ["", "blank", "far", "file", "grandchild", "inline"];
  await framesOpen(app, names);
  const seen = await app.main(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const all = contents.mainFrame.framesInSubtree;
    const names = await Promise.all(all.map((frame) => frame.executeJavaScript("api.invoke('who')")));
    for (const frame of all) {
      await frame.executeJavaScript(`api.send("hello", ${JSON.stringify(frame.name)})`);
      frame.send("note", "frame", frame.name);
      contents.sendToFrame([frame.processId, frame.routingId], "note", "pair", frame.name);
      contents.sendToFrame(frame.routingId, "note", "number", frame.name);
    }
    contents.send("note", "contents");
    await Promise.all(all.map((frame) => frame.executeJavaScript("api.invoke('who')")));
    const heard = await Promise.all(all.map((frame) => frame.executeJavaScript("heard()")));
    return { names, heard: Object.fromEntries(all.map((frame, i) => [frame.name, heard[i]])) };
  });
  assert.deepEqual(seen.names.sort(), names);
  for (const name of names) {
    const own = [["back", name], ...["frame", "pair", "number"].map((way) => ["note", way, name])];
    assert.deepEqual(seen.heard[name].slice(0, 4), own);
    assert.deepEqual(seen.heard[name].slice(4), name === "" ? [["note", "contents"]] : []);
  }
});

test("scripts run in the frame that is meant, and give values, promises and errors", async () => {
  const app = await started("", `<iframe name="file" src="other.html"></iframe>`, "contextIsolation: true");
  await framesOpen(app, ["file"]);
  const seen = await app.main(async ({ webContents }) => {
    const [frame] = webContents.getAllWebContents()[0].mainFrame.frames;
    const failed = (code) => frame.executeJavaScript(code).catch((error) => `${error.name}: ${error.message}`);
    return [
      await frame.executeJavaScript("document.title"),
      await frame.executeJavaScript("Promise.resolve({ deep: [1] })"),
      await failed("null.x"),
      await failed("Promise.reject(new RangeError('no'))"),
      await failed("parent.document.title = 'changed'; 1"),
      await webContents.getAllWebContents()[0].mainFrame.executeJavaScript("document.title"),
    ];
  });
  assert.deepEqual([seen[0], seen[1], seen[3], seen[4], seen[5]], ["other", { deep: [1] }, "RangeError: RangeError: no", 1, "changed"]);
  assert.match(seen[2], /^TypeError/);
});

test("a message is heard by the frame's ipc, then the contents', then everybody's, and the nearest handler answers", async () => {
  const app = await started(
    `const heard = [];
     ipcMain.on("m", (event, n) => { heard.push("all " + n); if (n === "sync") event.returnValue = heard.splice(0); });
     ipcMain.handle("who", () => "all");
     ipcMain.handle("heard", () => heard.splice(0));
     app.on("web-contents-created", (_event, contents) => {
       contents.on("ipc-message", (_event, channel, n) => heard.push("event " + n));
       contents.on("ipc-message-sync", (_event, channel, n) => heard.push("sync event " + n));
       contents.ipc.on("m", (_event, n) => heard.push("contents " + n));
       contents.ipc.handle("who", () => "contents");
       contents.mainFrame.ipc.on("m", (_event, n) => heard.push("frame " + n));
       contents.mainFrame.ipc.handle("who", () => "frame");
     });`,
    `<iframe name="kid" srcdoc="<p>kid"></iframe>`,
  );
  await framesOpen(app, ["kid"]);
  const seen = await app.main(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const { mainFrame } = contents;
    const [kid] = mainFrame.frames;
    const run = (frame, code) => frame.executeJavaScript(code);
    const ask = (frame) => run(frame, "api.invoke('who')");
    const result = { top: await ask(mainFrame), kid: await ask(kid) };
    result.sent = await run(mainFrame, "api.send('m', 1); api.invoke('heard')");
    result.sync = await run(mainFrame, "api.sendSync('m', 'sync')");
    result.sentByKid = await run(kid, "api.send('m', 2); api.invoke('heard')");
    kid.ipc.handleOnce("who", () => "kid");
    result.once = [await ask(kid), await ask(kid)];
    mainFrame.ipc.removeHandler("who");
    result.removed = await ask(mainFrame);
    contents.ipc.removeHandler("who");
    result.last = await ask(mainFrame);
    return result;
  });
  assert.deepEqual(seen, {
    top: "frame",
    kid: "contents",
    sent: ["event 1", "frame 1", "contents 1", "all 1"],
    sync: ["sync event sync", "frame sync", "contents sync", "all sync"],
    sentByKid: ["event 2", "contents 2", "all 2"],
    once: ["kid", "contents"],
    removed: "contents",
    last: "all",
  });
});

test("a frame stays the same object when it shows another document, and its ipc with it", async () => {
  const app = await started("", `<iframe name="kid" src="other.html"></iframe>`);
  await framesOpen(app, ["kid"]);
  const seen = await app.main(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const { mainFrame } = contents;
    const [kid] = mainFrame.frames;
    const before = [kid.routingId, mainFrame.routingId];
    kid.ipc.handle("where", () => "still the kid's");
    mainFrame.ipc.handle("where", () => "still the page's");
    const opened = new Promise((done) => contents.once("did-frame-finish-load", (_event, isMain) => done(isMain)));
    await kid.executeJavaScript("void (location.href = 'child.html')");
    const isMain = await opened;
    const moved = {
      isMain,
      same: mainFrame.frames.includes(kid),
      other: kid.routingId !== before[0],
      url: kid.url.endsWith("child.html"),
      answer: await kid.executeJavaScript("api.invoke('where')"),
    };
    const reloaded = new Promise((done) => kid.once("dom-ready", done));
    const did = kid.reload();
    await reloaded;
    const again = [did, await kid.executeJavaScript("document.title")];
    const loaded = new Promise((done) => contents.once("did-finish-load", done));
    mainFrame.reload();
    await loaded;
    return {
      moved,
      again,
      page: [contents.mainFrame === mainFrame, mainFrame.routingId !== before[1], await contents.executeJavaScript("api.invoke('where')")],
      kid: [kid.isDestroyed(), kid.detached, kid.top, kid.parent, kid.reload(), kid.url.endsWith("child.html")],
      send: (() => {
        try {
          kid.send("x");
        } catch (error) {
          return error.message;
        }
      })(),
      script: await kid.executeJavaScript("1").catch((error) => error.message),
    };
  });
  assert.deepEqual(seen.moved, { isMain: false, same: true, other: true, url: true, answer: "still the kid's" });
  assert.deepEqual(seen.again, [true, "child"]);
  assert.deepEqual(seen.page, [true, true, "still the page's"]);
  assert.deepEqual(seen.kid, [true, true, null, null, false, true]);
  assert.equal(seen.send, "Render frame was disposed before WebFrameMain could be accessed");
  assert.equal(seen.script, seen.send);
});

test("senderFrame is null once the document that sent is gone; where it came from stays readable", async () => {
  const app = await started(
    `const events = {};
     ipcMain.on("keep", (event, name) => { events[name] = event; });
     ipcMain.handle("look", (_event, name) => {
       const { senderFrame, senderURL, senderOrigin, sender, type, processId, frameId, ports } = events[name];
       return { frame: senderFrame && senderFrame.name, url: senderURL.replace(/.*\\//, ""), origin: senderOrigin,
                sender: sender === webContents.getAllWebContents()[0], type, numbers: [typeof processId, typeof frameId], ports };
     });
     ipcMain.handle("reply", (_event, name) => events[name].reply("back", name));`,
    `<iframe name="left" src="other.html"></iframe><iframe name="removed" srcdoc="<p>soon"></iframe>`,
  );
  await framesOpen(app, ["left", "removed"]);
  const seen = await app.main(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const named = (name) => contents.mainFrame.frames.find((frame) => frame.name === name);
    const [left, removed] = [named("left"), named("removed")];
    for (const frame of [left, removed]) await frame.executeJavaScript(`api.send("keep", name)`);
    const look = (name) => contents.executeJavaScript(`api.invoke("look", "${name}")`);
    const before = [await look("left"), await look("removed")];
    const moved = new Promise((done) => contents.once("did-frame-finish-load", done));
    await left.executeJavaScript("void (location.href = 'child.html')");
    await moved;
    await contents.executeJavaScript("document.querySelector('[name=removed]').remove()");
    for (const name of ["left", "removed"]) await contents.executeJavaScript(`api.invoke("reply", "${name}")`);
    return { before, after: [await look("left"), await look("removed")], heard: await left.executeJavaScript("heard()") };
  });
  const common = { origin: "file://", sender: true, type: "frame", numbers: ["number", "number"], ports: [] };
  assert.deepEqual(seen.before, [
    { ...common, frame: "left", url: "other.html" },
    { ...common, frame: "removed", url: "about:srcdoc" },
  ]);
  assert.deepEqual(seen.after[0], { ...seen.before[0], frame: null });
  assert.deepEqual(seen.heard, []);
  const gone = await app.until("the removed frame to be gone", async () => {
    const look = await app.page(() => api.invoke("look", "removed"));
    return look.frame === null && look;
  });
  assert.deepEqual(gone, { ...seen.before[1], frame: null });
});

test("frames that come are told of, as they load and as they move", async () => {
  const app = await started(
    `const events = [];
     app.on("web-contents-created", (_event, contents) => {
       contents.on("frame-created", (_event, { frame }) => {
         events.push("created " + frame.name);
         frame.once("dom-ready", () => events.push("ready " + frame.name));
       });
       contents.on("did-frame-finish-load", (_event, isMain, processId, routingId) =>
         events.push("loaded " + isMain + " " + webFrameMain.fromId(processId, routingId).name));
       contents.on("did-navigate-in-page", (_event, url, isMain, processId, routingId) =>
         events.push("moved " + url.replace(/.*#/, "#") + " " + isMain + " " + webFrameMain.fromId(processId, routingId).name));
     });
     ipcMain.handle("events", () => events);`,
    `<iframe name="kid" src="other.html"></iframe>`,
  );
  await app.page(() => (location.hash = "page"));
  await app.main(({ webContents }) =>
    webContents.getAllWebContents()[0].mainFrame.frames[0].executeJavaScript("void (location.hash = 'kid')"),
  );
  const events = await app.until("all to be told", async () => {
    const told = await app.page(() => api.invoke("events"));
    return told.length >= 8 && told;
  });
  for (const told of ["created ", "ready ", "created kid", "ready kid", "loaded true ", "loaded false kid", "moved #page true ", "moved #kid false kid"]) {
    assert.ok(events.includes(told), `${told} is not among ${events}`);
  }
  assert.equal(events.length, 8, String(events));
});
