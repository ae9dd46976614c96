// Main is killed, and nobody is there to end what it has started.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";
import { until } from "./support/until.mjs";

const here = session();

const named = (app, pattern) => app.processes().filter(({ command }) => pattern.test(command.split(" ")[0]));

async function started(html) {
  const app = here.cation(
    here.write({
      "index.js": `
        const { app, BrowserWindow } = require("electron");
        app.whenReady().then(() => new BrowserWindow().loadFile("index.html"));`,
      "index.html": html,
    }),
  );
  await app.loaded();
  await until("a network process", () => named(app, /NetworkProcess/).length === 1);
  assert.ok(named(app, /WebProcess/).length >= 1);
  return app;
}

test("a stopped shell goes on when main is killed, and ends with all that is its own", async () => {
  const app = await started("<title>page</title>");
  const [shell] = named(app, /cation-shell/);
  process.kill(shell.pid, "SIGSTOP");
  app.child.kill("SIGKILL");
  await app.leavesNothing();
});

test("a page that is busy for ever ends when main is killed, whatever the shell does", async () => {
  const app = await started("<script>onload = () => setTimeout(() => { for (;;); }, 300)</script>");
  const [shell] = named(app, /cation-shell/);
  process.kill(shell.pid, "SIGSTOP");
  app.child.kill("SIGKILL");
  await app.leavesNothing();
});
