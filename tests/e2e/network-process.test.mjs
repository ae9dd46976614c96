// The engine's network process dies, and the pages load all the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

test("a reload right after the network process has died loads the page", async () => {
  const origin = await here.serve((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<title>served</title>");
  });
  const app = here.cation(
    here.write({
      "index.js": `
        const { app, BrowserWindow } = require("electron");
        app.whenReady().then(() => new BrowserWindow().loadURL(${JSON.stringify(origin)}));`,
    }),
  );
  await app.loaded();
  const network = () => app.processes().find(({ command }) => /NetworkProcess/.test(command.split(" ")[0]));
  for (let round = 0; round < 8; ++round) {
    // The engine itself falls over one that dies before it has said its number.
    await app.until("a network process that has begun", () =>
      app.page(async (url) => (await fetch(url + "/ping")).ok, { args: [origin] }),
    );
    process.kill(network().pid, "SIGKILL");
    const outcome = await app.main(
      ({ BrowserWindow }) =>
        new Promise((resolve) => {
          const { webContents } = BrowserWindow.getAllWindows()[0];
          webContents.removeAllListeners();
          webContents.once("did-finish-load", () => resolve("loaded"));
          webContents.once("did-fail-load", (_event, code, description) => resolve(description));
          webContents.reload();
        }),
    );
    assert.equal(outcome, "loaded");
  }
  assert.doesNotMatch(app.stderr, /ended unexpectedly/);
});
