// Navigations that an app decides on. https://www.electronjs.org/docs/latest/api/web-contents#event-will-navigate

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

async function opened(isolation = true) {
  const app = here.cation(
    here.write({
      "index.js": `
        const { app, BrowserWindow } = require("electron");
        app.on("window-all-closed", () => {});
        app.whenReady().then(() => {
          const window = new BrowserWindow({ webPreferences: { contextIsolation: ${isolation}, preload: __dirname + "/preload.js" } });
          // Before the page is there, as apps do: a page that is there hears of the first listener a moment later.
          window.webContents.on("will-navigate", () => {});
          window.loadFile("index.html");
        });`,
      "preload.js": "",
      "index.html": `<title>here</title><a id=link href="there.html">go</a><form id=form action="there.html"><input name=a value=1></form>
        <iframe name=inner src="inner.html"></iframe>`,
      "there.html": "<title>there</title>",
      "inner.html": `<title>inner</title><a id=link href="there.html">go</a><a id=top href="there.html" target="_top">up</a>`,
    }),
  );
  await app.loaded();
  return app;
}

const ways = {
  link: "link.click()",
  address: "location.href = 'there.html'",
  form: "form.submit()",
  top: "inner.document.getElementById('top').click()",
};

for (const isolation of [true, false]) {
  test(`a page stays where a listener prevents that it is left, ${isolation ? "with" : "without"} isolation`, async () => {
    const app = await opened(isolation);
    const told = await app.main(async ({ BrowserWindow }, all) => {
      const [{ webContents }] = BrowserWindow.getAllWindows();
      const at = webContents.getURL();
      const asked = [];
      for (const [way, code] of Object.entries(all)) {
        const question = new Promise((done) => {
          webContents.once("will-navigate", (event, url, isInPlace, isMainFrame) => {
            event.preventDefault();
            asked.push([way, url === event.url, new URL(url).pathname.split("/").pop(), isInPlace, isMainFrame, event.frame === webContents.mainFrame]);
            done();
          });
        });
        await webContents.executeJavaScript(`setTimeout(() => { ${code} }); 0`);
        await question;
        asked.at(-1).push(await webContents.mainFrame.executeJavaScript("document.title"), webContents.getURL() === at, webContents.isLoading());
      }
      return asked;
    }, ways);
    assert.deepEqual(told, Object.keys(ways).map((way) => [way, true, "there.html", false, true, true, "here", true, false]));
  });
}

test("what is not prevented goes on, and what main loads is not asked about", async () => {
  const app = await opened();
  const told = await app.main(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const { webContents } = window;
    const asked = [];
    webContents.on("will-frame-navigate", (event) => asked.push(["frame", event.isMainFrame]));
    webContents.on("will-navigate", (_event, url) => asked.push(["page", url.split("/").pop()]));
    const loaded = () => new Promise((done) => webContents.once("did-finish-load", done));
    let load = loaded();
    webContents.executeJavaScript("setTimeout(() => link.click()); 0");
    await load;
    asked.push(await webContents.executeJavaScript("document.title"));
    await window.loadURL("data:text/html,<title>main's</title>");
    load = loaded();
    webContents.reload();
    await load;
    asked.push(await webContents.executeJavaScript("document.title"));
    return asked;
  });
  assert.deepEqual(told, [["frame", true], ["page", "there.html"], "there", "main's"]);
});

test("an iframe stays where a listener prevents that it is left, and its page is not asked about", async () => {
  const app = await opened();
  const told = await app.main(async ({ BrowserWindow }) => {
    const [{ webContents }] = BrowserWindow.getAllWindows();
    const asked = [];
    webContents.on("will-navigate", () => asked.push("page"));
    const question = new Promise((done) => {
      webContents.on("will-frame-navigate", (event) => {
        event.preventDefault();
        asked.push([event.url.split("/").pop(), event.isMainFrame]);
        done();
      });
    });
    await webContents.executeJavaScript("setTimeout(() => inner.document.getElementById('link').click()); 0");
    await question;
    asked.push(await webContents.executeJavaScript("inner.document.title"));
    return asked;
  });
  assert.deepEqual(told, [["there.html", false], "inner"]);
});

test("a page that objects to its leaving itself is not asked about", async () => {
  const app = await opened();
  const told = await app.main(async ({ BrowserWindow }) => {
    const [{ webContents }] = BrowserWindow.getAllWindows();
    const asked = [];
    webContents.on("will-navigate", (event) => asked.push(event.url));
    await webContents.executeJavaScript("window.left = 0; onbeforeunload = () => { left++; return 'no'; }; setTimeout(() => link.click()); 0");
    while ((await webContents.mainFrame.executeJavaScript("left")) === 0);
    return [asked, await webContents.mainFrame.executeJavaScript("document.title")];
  });
  assert.deepEqual(told, [[], "here"]);
});

test("a page that has objected, and is left all the same, is asked about then", async () => {
  const app = await opened();
  const told = await app.main(async ({ BrowserWindow }) => {
    const [{ webContents }] = BrowserWindow.getAllWindows();
    const asked = [];
    webContents.on("will-prevent-unload", (event) => (asked.push("objection"), event.preventDefault()));
    const question = new Promise((done) => {
      webContents.on("will-navigate", (event, url) => {
        event.preventDefault();
        asked.push(url.split("/").pop());
        done();
      });
    });
    await webContents.executeJavaScript("onbeforeunload = () => 'no'; setTimeout(() => link.click()); 0");
    await question;
    asked.push(await webContents.mainFrame.executeJavaScript("document.title"));
    return asked;
  });
  assert.deepEqual(told, ["objection", "there.html", "here"]);
});
