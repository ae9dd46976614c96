// Guests are where their elements are, to the pixel, whatever moves them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";
import { startedWithWebviews } from "./support/webviews.mjs";

const here = session();
const red = "#ff0000";

const startedLong = () =>
  started(`<webview src="long.html" style="display: flex; width: 200px; height: 200px"></webview><div style="height: 3000px"></div>`);

async function started(html) {
  const files = { "long.html": "<!doctype html><style>html { background: #ff0000; height: 3000px } ::-webkit-scrollbar { display: none }</style>" };
  const preload = "const { contextBridge, webFrame } = require('electron'); contextBridge.exposeInMainWorld('zoom', (factor) => webFrame.setZoomFactor(factor));";
  const { app, page } = await startedWithWebviews(here, { html, preload, files });
  const window = await app.window("Host");
  await page(() => areParsedReady());
  /** Waits until the guest is seen at a place of the window; nothing: until it is not seen. */
  const seenAt = async (place) => {
    let box;
    await app
      .until(`the guest to be at ${JSON.stringify(place)}`, async () => {
        box = (await here.screen.look(window)).boxOf(red);
        return JSON.stringify(box) === JSON.stringify(place);
      })
      .catch((error) => {
        throw new Error(`${error.message}; it is at ${JSON.stringify(box)}`);
      });
  };
  return { app, page, window, seenAt };
}
const box = (x, y, width, height) => ({ x, y, width, height });
const guest = (style) => `<webview src="red.html" style="${style}"></webview>`;

test("a guest fills the content box of its element, and has the size of an iframe by itself", async () => {
  const { page, seenAt } = await started(guest(""));
  await seenAt(box(0, 0, 300, 150));
  await page(() => {
    document.querySelector("webview").style.cssText = "position: absolute; left: 30px; top: 20px; width: 200px; height: 100px; border: 7px solid blue; padding: 5px";
  });
  await seenAt(box(42, 32, 200, 100));
});

test("a guest follows what scrolls it, and is clipped by what clips its element", async () => {
  const { page, seenAt } = await started(`
    <div id="outer" style="margin: 50px; width: 300px; height: 200px; overflow: auto; border: 10px solid blue">
      <div style="height: 150px"></div>${guest("width: 100px; height: 100px; display: flex")}<div style="height: 600px"></div>
    </div><div style="height: 2000px"></div>`);
  await seenAt(box(60, 210, 100, 50));
  await page(() => document.querySelector("#outer").scrollTo(0, 50));
  await seenAt(box(60, 160, 100, 100));
  await page(() => document.querySelector("#outer").scrollTo(0, 200));
  await seenAt(box(60, 60, 100, 50));
  await page(() => scrollTo(0, 80));
  await seenAt(box(60, 0, 100, 30));
  await page(() => document.querySelector("#outer").scrollTo(0, 400));
  await seenAt(undefined);
});

test("a guest follows the document, its styles, its animations and a resize", async () => {
  const { app, page, seenAt, window } = await started(`<p style="margin: 0; height: 20px"></p>${guest("width: 50%; height: 100px; display: flex")}`);
  await seenAt(box(0, 20, window.width / 2, 100));
  await page(() => document.querySelector("p").before(Object.assign(document.createElement("div"), { style: "height: 33px" })));
  await seenAt(box(0, 53, window.width / 2, 100));
  await page(() => document.styleSheets[0].insertRule("webview { margin-left: 25px }"));
  await seenAt(box(25, 53, window.width / 2, 100));
  await page(() => document.querySelector("webview").animate([{ translate: "0 0" }, { translate: "0 60px" }], { duration: 400, fill: "forwards" }));
  await seenAt(box(25, 113, window.width / 2, 100));
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setSize(600, 500));
  await seenAt(box(25, 113, 300, 100));
});

test("what hides an element hides its guest", async () => {
  const { page, seenAt } = await started(`<div>${guest("width: 100px; height: 100px")}</div>`);
  const shown = box(0, 0, 100, 100);
  await seenAt(shown);
  for (const [hide, show] of [
    ["display: none", "display: block"],
    ["visibility: hidden", "visibility: visible"],
    ["opacity: 0", "opacity: 1"],
    ["height: 0; overflow: hidden", "height: auto"],
  ]) {
    await page((style) => void (document.querySelector("div").style.cssText = style), hide);
    await seenAt(undefined);
    await page((style) => void (document.querySelector("div").style.cssText = style), show);
    await seenAt(shown);
  }
  await page(() => void (document.querySelector("webview").hidden = true));
  await seenAt(undefined);
});

test("a guest is where its page is shown larger", async () => {
  const { page, seenAt } = await started(guest("position: absolute; left: 20px; top: 30px; width: 100px; height: 50px"));
  await seenAt(box(20, 30, 100, 50));
  await page(() => zoom(1.5));
  await seenAt(box(30, 45, 150, 75));
});

test("what is positioned is clipped by what it is positioned in, and by nothing between", async () => {
  const { seenAt } = await started(`
    <div style="position: relative; width: 400px; height: 300px; overflow: hidden">
      <div style="width: 50px; height: 50px; overflow: hidden">
        ${guest("position: absolute; left: 320px; top: 10px; width: 100px; height: 100px")}
      </div>
    </div>`);
  await seenAt(box(320, 10, 80, 100));
});

test("a guest that is moved by its own document's frames ends where its element is", async () => {
  const { page, seenAt } = await started(guest("position: absolute; left: 0; top: 0; width: 80px; height: 80px"));
  await page(async () => {
    const view = document.querySelector("webview");
    for (let i = 0; i <= 60; ++i) {
      view.style.left = `${i * 3}px`;
      view.style.top = `${i * 2}px`;
      await new Promise(requestAnimationFrame);
    }
  });
  await seenAt(box(180, 120, 80, 80));
});

test("a guest is where a page has zoomed or scaled its element by CSS", async () => {
  const { page, seenAt } = await started(`
    <div style="zoom: 1.5; width: 120px; height: 60px; overflow: hidden; border: 2px solid green">
      ${guest("width: 100px; height: 90px; margin: 10px; border: 2px solid blue; display: flex")}
    </div>`);
  await seenAt(box(21, 21, 150, 72));
  await page(() => void (document.querySelector("div").style.cssText = "transform: scale(2); transform-origin: 0 0; width: 80px; height: 60px; overflow: hidden"));
  await seenAt(box(24, 24, 136, 96));
});

test("content that CSS alone moves takes the guest along", async () => {
  const { page, seenAt } = await started(`
    <style>@keyframes late { 0%, 60% { translate: 0 0 } 61%, 100% { translate: 0 50px } }</style>
    ${guest("width: 80px; height: 80px; display: flex")}`);
  await seenAt(box(0, 0, 80, 80));
  await page(() => void (document.querySelector("webview").style.animation = "late 2s linear forwards"));
  await seenAt(box(0, 50, 80, 80));
});

test("the wheel scrolls the guest that it is over, and its page elsewhere", async () => {
  const { app, page, seenAt, window } = await startedLong();
  await seenAt(box(0, 0, 200, 200));
  await here.screen.xdotool("mousemove", window.x + 100, window.y + 100, "click", 5, "click", 5);
  const scrolled = () => page(() => document.querySelector("webview").executeJavaScript("scrollY"));
  await app.until("the guest to scroll", async () => (await scrolled()) > 0);
  assert.equal(await page(() => scrollY), 0);
  await here.screen.xdotool("mousemove", window.x + 400, window.y + 300, "click", 5);
  await app.until("the page to scroll", async () => (await page(() => scrollY)) > 0);
});
