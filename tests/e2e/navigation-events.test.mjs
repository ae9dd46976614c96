// What is told of a navigation from its beginning to its end.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Server } from "./support/serve.mjs";
import { session } from "./support/session.mjs";
import { startedWithWebviews } from "./support/webviews.mjs";

const here = session();
let server;
const referrers = [];
before(async () => {
  server = await Server.start((request, response) => {
    const [, kind] = request.url.split("/");
    if (kind === "asks") referrers.push([request.url, request.headers.referer ?? "none"]);
    if (kind === "first") return response.writeHead(302, { location: "/second" }).end();
    if (kind === "second") return response.writeHead(301, { location: "/last" }).end();
    response.setHeader("content-type", "text/html").end("<!doctype html><title>Last</title><p id=there>here</p>");
  });
});
after(() => server.stop());

test("a navigation is told of when it starts, is sent elsewhere, and is there", async () => {
  const app = here.cation(here.write({ "index.js": 'require("electron").app.on("window-all-closed", () => {});' }));
  const told = await app.main(async ({ app, BrowserWindow }, origin) => {
    await app.whenReady();
    const window = new BrowserWindow({ show: false });
    const { webContents } = window;
    const told = [];
    const short = (url) => url.replace(origin, "");
    for (const name of ["did-start-navigation", "did-redirect-navigation"]) {
      webContents.on(name, (event, url, isInPlace, isMainFrame, processId, routingId) => {
        const agrees = event.url === url && event.isSameDocument === isInPlace && event.isMainFrame === isMainFrame;
        const isIts = event.frame === null || event.frame === webContents.mainFrame || event.frame.parent === webContents.mainFrame;
        told.push([name, short(url), isInPlace, isMainFrame, agrees && isIts && Number.isInteger(processId) && Number.isInteger(routingId)]);
      });
    }
    webContents.on("did-navigate", (_event, url) => told.push(["did-navigate", short(url)]));
    webContents.on("did-navigate-in-page", (_event, url) => told.push(["did-navigate-in-page", short(url)]));
    await window.loadURL(`${origin}/first`);
    const moved = new Promise((done) => webContents.once("did-navigate-in-page", done));
    await webContents.executeJavaScript("location.hash = 'there'; 0");
    await moved;
    const framed = new Promise((done) => webContents.once("did-frame-navigate", done));
    await webContents.executeJavaScript("document.body.append(Object.assign(document.createElement('iframe'), { src: '/frame' })); 0");
    await framed;
    return told.filter(([, url]) => url !== "about:blank" && url !== "");
  }, server.origin);
  assert.deepEqual(told, [
    ["did-start-navigation", "/first", false, true, true],
    ["did-redirect-navigation", "/second", false, true, true],
    ["did-redirect-navigation", "/last", false, true, true],
    ["did-navigate", "/last"],
    ["did-start-navigation", "/last#there", true, true, true],
    ["did-navigate-in-page", "/last#there"],
    ["did-start-navigation", "/frame", false, false, true],
  ]);
});

test("the element of a guest tells of the same", async () => {
  const { page } = await startedWithWebviews(here);
  const told = await page(async (origin) => {
    const view = document.createElement("webview");
    const told = [];
    for (const name of ["did-start-navigation", "did-redirect-navigation", "did-navigate"]) {
      view.addEventListener(name, ({ url, isInPlace, isMainFrame }) => told.push([name, url.replace(origin, ""), isInPlace, isMainFrame]));
    }
    view.src = `${origin}/second`;
    document.body.append(view);
    await event(view, "did-finish-load");
    return told;
  }, server.origin);
  assert.deepEqual(JSON.parse(JSON.stringify(told)), [
    ["did-start-navigation", "/second", false, true],
    ["did-redirect-navigation", "/last", false, true],
    ["did-navigate", "/last", null, null],
  ]);
});

test("a guest names the referrer that its element gives, with its first page and those that follow", async () => {
  const { page } = await startedWithWebviews(here);
  await page(async (origin) => {
    const view = shown({ src: `${origin}/asks/1`, httpreferrer: "http://from.example/" });
    await event(view, "did-stop-loading");
    const next = event(view, "did-stop-loading");
    view.src = `${origin}/asks/2`;
    await next;
    await view.loadURL(`${origin}/asks/3`, { httpReferrer: "http://other.example/", extraHeaders: "x-more: 1" });
    await view.loadURL(`${origin}/asks/4`);
  }, server.origin);
  assert.deepEqual(referrers, [
    ["/asks/1", "http://from.example/"],
    ["/asks/2", "http://from.example/"],
    ["/asks/3", "http://other.example/"],
    ["/asks/4", "none"],
  ]);
});
