// Apps as Electron's documentation has them, from the oldest form to today's.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { fixture } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();

async function ends(app) {
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close());
  assert.deepEqual(await app.end(), { code: 0, signal: null });
  await app.leavesNothing();
}

test("renderer to main, one way: the window gets the typed title", async () => {
  const app = here.cation(fixture("title"));
  const window = await app.window("Unnamed");
  await app.loaded();
  assert.deepEqual([window.width, window.height], [800, 600]);
  await here.screen.focus(window);
  await here.screen.type("Typed");
  await here.screen.key("Tab", "Return");
  await app.window("Typed");
  await ends(app);
});

test("renderer to main, two ways: the page gets the chosen path, and undefined for none", async () => {
  const folder = here.write({ "chosen.txt": "" });
  const app = here.cation(fixture("dialog"));
  const window = await app.window("Pick");
  await app.loaded();
  const pick = async () => {
    await here.screen.focus(window);
    await here.screen.key("Return");
    return app.until("the dialog", async () =>
      (await here.screen.windows()).find(({ title }) => title !== "Pick" && title !== ""),
    );
  };
  const path = () => app.page(() => document.getElementById("path").innerText);

  await here.screen.choose(await pick(), join(folder, "chosen.txt"));
  await app.until("the path", async () => (await path()) === join(folder, "chosen.txt"));
  await here.screen.focus(await pick());
  await here.screen.key("Escape");
  await app.until("undefined", async () => (await path()) === "undefined");
  await ends(app);
});

test("main to renderer: the menu counts, the page replies", async () => {
  const app = here.cation(fixture("menu"));
  const window = await app.window("Menu");
  await app.loaded();
  await app.until("the developer tools", () =>
    app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].webContents.isDevToolsOpened()),
  );
  for (const [downs, value] of [[1, 1], [1, 2], [2, 1]]) {
    await here.screen.focus(window);
    await here.screen.click(window.x + 20, window.y + 12);
    await here.screen.key(...Array(downs).fill("Down"), "Return");
    await app.until(`the value ${value}`, () => app.stdout.endsWith(`${value}\n`));
  }
  assert.equal(app.stdout, "1\n2\n1\n");
  assert.equal(await app.page(() => document.getElementById("value").innerText), "1");
  await ends(app);
});

test("main to renderer: a preload can change its page by itself", async () => {
  const app = here.cation(fixture("menu-in-preload"));
  const window = await app.window("Menu");
  await app.loaded();
  await here.screen.focus(window);
  await here.screen.click(window.x + 20, window.y + 12);
  await here.screen.key("Down", "Down", "Return");
  await app.until("the value", () => app.page(() => document.getElementById("value").innerText === "-1"));
  await ends(app);
});

test("the legacy ways: send with a reply, and sendSync, from a preload", async () => {
  const app = here.cation(fixture("legacy"));
  await app.loaded();
  const answers = await app.until("both answers", () => app.page(() => window.answers().length === 2 && window.answers()));
  assert.deepEqual(answers.sort(), ["at once: pong", "later: pong"]);
  assert.equal(app.stdout, "ping\nping, waiting\n");
  await ends(app);
});

test("the oldest form: a page requires electron itself", async () => {
  for (const start of [here.cation, (path) => here.import(join(path, "main.js"))]) {
    const app = start(fixture("oldest"));
    await app.loaded();
    const log = await app.until("both answers", () =>
      app.page(() => document.getElementById("log").textContent.includes("later") && document.getElementById("log").textContent),
    );
    assert.equal(log, "pong\npong, later\n");
    assert.equal(app.stdout, "ping, waiting\nping\n");
    await ends(app);
  }
});
