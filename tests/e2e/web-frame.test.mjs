// webFrame in preload scripts: which frame one is in, the others of the process, other worlds, and how large the page is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const files = (contextIsolation) => ({
  "main.js": `
    const { app, BrowserWindow, ipcMain } = require("electron");
    app.asked = [];
    ipcMain.on("who", (event, token, id) => app.asked.push([token === event.senderFrame.frameToken, id === event.frameId]));
    app.whenReady().then(() => {
      const window = new BrowserWindow({ webPreferences: {
        preload: __dirname + "/preload.js", nodeIntegrationInSubFrames: true, contextIsolation: ${contextIsolation} } });
      const webPreferences = { preload: __dirname + "/preload.js" };
      window.webContents.setWindowOpenHandler(() => ({ action: "allow", overrideBrowserWindowOptions: { webPreferences } }));
      window.loadFile("index.html");
    });`,
  "preload.js": `
    const { contextBridge, ipcRenderer, webFrame } = require("electron");
    ipcRenderer.send("who", webFrame.frameToken, webFrame.routingId);
    globalThis.webFrame = webFrame;
    globalThis.token = (frame) => frame && frame.frameToken;`,
  "index.html": `<title>frames</title><iframe id="a" name="first" src="inner.html"></iframe><iframe id="b" name="second" srcdoc="<p id=there>x</p>"></iframe>`,
  "inner.html": `<title>inner</title><script>window.where = "inner"</script><iframe name="deep" src="deep.html"></iframe>`,
  "deep.html": `<title>deep</title>`,
});

for (const contextIsolation of [true, false]) {
  const kind = contextIsolation ? "with" : "without";

  test(`a preload knows its frame and the others of its process, ${kind} isolation`, async () => {
    const app = here.cation(`${here.write(files(contextIsolation))}/main.js`);
    await app.loaded();
    await app.until("all frames", () => app.main(({ app }) => app.asked.length >= 4));
    assert.deepEqual(await app.main(({ app }) => app.asked), Array(4).fill([true, true]));
    const inPreload = (code) =>
      app.main(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScriptInIsolatedWorld(999, [{ code }]), code);
    const seen = await inPreload(`(async () => {
      const [a, b] = [webFrame.getFrameForSelector("#a"), webFrame.getFrameForSelector("#b")];
      const deep = webFrame.findFrameByName("deep");
      return {
        top: webFrame.top === webFrame, parent: webFrame.parent, opener: webFrame.opener,
        children: webFrame.firstChild === a && a.nextSibling === b && b.nextSibling === null && b.firstChild === null,
        up: deep.parent === a && deep.top === webFrame && a.parent === webFrame && a.firstChild === deep,
        named: [webFrame.findFrameByName("first") === a, webFrame.findFrameByName("none"), deep.findFrameByName("second") === b],
        tokens: [webFrame.findFrameByToken(deep.frameToken) === deep, webFrame.findFrameByToken("none"), webFrame.findFrameByRoutingId(a.routingId) === a],
        selectors: [webFrame.getFrameForSelector("body"), webFrame.getFrameForSelector("#none"), a.getFrameForSelector("iframe") === deep],
        ran: [await a.executeJavaScript("window.where"), await deep.executeJavaScript("Promise.resolve([document.title])"), await b.executeJavaScriptInIsolatedWorld(5, [{ code: "1" }, { code: "document.body.textContent" }])],
        failed: await a.executeJavaScript("throw new RangeError('no')").catch((error) => [error instanceof RangeError, error.message]),
        styled: await (async () => { const key = b.insertCSS("#there { color: rgb(1, 2, 3) }"); const color = () => b.executeJavaScript("getComputedStyle(there).color"); const one = await color(); b.removeInsertedCSS(key); return [one, await color() !== one]; })(),
      };
    })()`);
    assert.deepEqual(seen, {
      top: true, parent: null, opener: null, children: true, up: true,
      named: [true, null, true], tokens: [true, null, true], selectors: [null, null, true],
      ran: ["inner", ["deep"], "x"], failed: [true, "no"], styled: ["rgb(1, 2, 3)", true],
    });
    // A frame that goes away answers nobody any more.
    const gone = await inPreload(`(async () => {
      const frame = webFrame.getFrameForSelector("#a");
      const answer = frame.executeJavaScript("new Promise(() => {})").catch((error) => error.message);
      await new Promise((done) => setTimeout(done, 20));
      document.querySelector("#a").remove();
      return [await answer, webFrame.findFrameByToken(frame.frameToken), await frame.executeJavaScript("1").catch((error) => error.message)];
    })()`);
    assert.deepEqual(gone, ["The frame has gone", null, "The frame has gone"]);
  });
}

test("webFrame runs scripts in any world, tells callbacks, and zooms", async () => {
  const app = here.cation(`${here.write(files(true))}/main.js`);
  await app.loaded();
  const inPreload = (code) =>
    app.main(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScriptInIsolatedWorld(999, [{ code }]), code);
  const worlds = await inPreload(`(async () => {
    webFrame.setIsolatedWorldInfo(7, { name: "seven", csp: "default-src 'none'", securityOrigin: "https://example.com" });
    await webFrame.executeJavaScriptInIsolatedWorld(7, [{ code: "globalThis.mine = { of: 'seven' }" }]);
    const called = [];
    const run = (code) => webFrame.executeJavaScript(code, false, (result, error) => called.push([result, error && error.message])).catch(() => {});
    await run("1 + 1");
    await run("Promise.reject(new Error('late'))");
    return [
      await webFrame.executeJavaScriptInIsolatedWorld(7, [{ code: "0" }, { code: "mine", url: "https://x/y.js" }]),
      await webFrame.executeJavaScriptInIsolatedWorld(0, [{ code: "typeof mine" }]),
      await webFrame.executeJavaScriptInIsolatedWorld(8, [{ code: "typeof mine" }]),
      await webFrame.executeJavaScriptInIsolatedWorld(999, [{ code: "typeof webFrame" }]),
      await webFrame.executeJavaScriptInIsolatedWorld(7, [{ code: "nothing.here" }]).catch((error) => error.name),
      await webFrame.executeJavaScriptInIsolatedWorld(-1, [{ code: "1" }]).catch((error) => error.name),
      called,
    ];
  })()`);
  assert.deepEqual(worlds, [{ of: "seven" }, "undefined", "undefined", "object", "ReferenceError", "TypeError", [[2, null], [null, "late"]]]);

  const zoom = () => inPreload("[webFrame.getZoomFactor(), Math.round(webFrame.getZoomLevel() * 100) / 100]");
  assert.deepEqual(await zoom(), [1, 0]);
  const width = await app.page(() => innerWidth);
  await inPreload("webFrame.setZoomFactor(2)");
  assert.equal((await zoom())[0], 2);
  await app.until("the page to be shown larger", async () => (await app.page(() => innerWidth)) <= width / 2 + 2);
  await inPreload("webFrame.setZoomLevel(1)");
  await app.until("the level", async () => (await zoom())[1] === 1);
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].loadFile("index.html"));
  assert.equal((await zoom())[1], 1);
  assert.match(await inPreload("try { webFrame.setZoomFactor(0) } catch (error) { error.message }"), /greater than 0.0/);
  assert.deepEqual(Object.keys(await inPreload("webFrame.getResourceUsage()")).length, 6);
});
