// The keyboard between a page and its guests.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";
import { isolations, startedWithWebviews } from "./support/webviews.mjs";

const here = session();

const fields = '<!doctype html><style>html { background: #ff0000 } input { display: block; margin: 40px 10px }</style><input id="one"><input id="two">';

for (const [how, isolated] of isolations) {
  test(`Tab goes through a guest as through a part of its page, ${how}`, async () => {
    const { app, page } = await startedWithWebviews(here, {
      isolated,
      files: { "fields.html": fields },
      html: '<input id="before"><webview src="fields.html" style="display: block; width: 300px; height: 300px"></webview><input id="after">',
    });
    const window = await app.window("Host");
    await page(() => areParsedReady());
    await here.screen.focus(window);
    await page(() => document.querySelector("#before").focus());
    const where = () =>
      page(async () => {
        const { localName, id } = document.activeElement;
        return localName === "webview" ? `guest ${await document.activeElement.executeJavaScript("document.activeElement.id")}` : id;
      });
    const presses = async (key, place) => {
      await here.screen.key(key);
      await app.until(`the focus to be at ${place}`, async () => (await where()) === place);
    };
    await presses("Tab", "guest one");
    await presses("Tab", "guest two");
    await presses("Tab", "after");
    await presses("shift+Tab", "guest two");
    await presses("shift+Tab", "guest one");
    await presses("shift+Tab", "before");
  });

  test(`a click into a guest focuses its element, and what is typed is the guest's, ${how}`, async () => {
    const { app, page } = await startedWithWebviews(here, {
      isolated,
      files: { "fields.html": fields },
      html: '<input id="before"><webview src="fields.html" style="display: block; width: 300px; height: 300px"></webview>',
    });
    const window = await app.window("Host");
    await page(() => areParsedReady());
    await here.screen.focus(window);
    const place = await page(async () => {
      const { x, y } = document.querySelector("webview").getBoundingClientRect();
      const inner = await document.querySelector("webview").executeJavaScript("(({ x, y }) => [x, y])(document.querySelector('#one').getBoundingClientRect())");
      return [x + inner[0] + 20, y + inner[1] + 10];
    });
    await app.until("the guest to be seen", async () => (await here.screen.look(window)).boxOf("#ff0000"));
    await here.screen.click(window.x + place[0], window.y + place[1]);
    await app.until("the element to be focused", () => page(() => document.activeElement.localName === "webview"));
    await here.screen.type("hello");
    await app.until("the text", () => page(() => document.querySelector("webview").executeJavaScript("document.querySelector('#one').value === 'hello'")));
    assert.equal(await page(() => document.querySelector("#before").value), "");
    // A script moves it.
    await page(() => document.querySelector("#before").focus());
    await here.screen.type("there");
    await app.until("the text", () => page(() => document.querySelector("#before").value === "there"));
    await page(() => document.querySelector("webview").focus());
    await here.screen.type("again");
    await app.until("the text", () => page(() => document.querySelector("webview").executeJavaScript("document.querySelector('#one').value === 'helloagain'")));
  });
}
