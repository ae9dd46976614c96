// WebKit's sandbox is on, or the app says that it is not.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const files = (windows = 1) => ({
  "index.js": `
    const { app, BrowserWindow } = require("electron");
    app.on("web-contents-created", (_event, contents) => {
      contents.on("render-process-gone", (_event, { reason }) => console.log("gone", reason));
    });
    app.whenReady().then(() => {
      for (let i = 0; i < ${windows}; ++i) {
        const window = new BrowserWindow();
        if (i === 0) globalThis.first = window.webContents.isSandboxed();
        window.loadFile("index.html").catch((error) => console.log("not loaded", error.code));
      }
    });`,
  "index.html": "<title>page</title>",
});

const answers = (app) =>
  app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.isSandboxed()));

test("each web process of an app is in the sandbox, and the app can ask", async () => {
  const app = here.cation(here.write(files(3)));
  await app.loaded();
  assert.deepEqual(await answers(app), [true, true, true]);
  assert.equal(await app.main(() => globalThis.first), null);
  const pids = await app.main(({ webContents }) => webContents.getAllWebContents().map((each) => each.getOSProcessId()));
  for (const pid of pids) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    assert.match(status, /^Seccomp:\s*2$/m);
    for (const space of ["mnt", "pid", "net"]) {
      assert.notEqual(readlinkSync(`/proc/${pid}/ns/${space}`), readlinkSync(`/proc/self/ns/${space}`), space);
    }
  }
  assert.doesNotMatch(app.stderr, /outside of WebKit's sandbox/);
});

test("without the sandbox the app says so, once", async () => {
  const app = here.cation(here.write(files(2)), { env: { CATION_NO_SANDBOX: "1" } });
  await app.loaded();
  assert.deepEqual(await answers(app), [false, false]);
  assert.equal(app.stderr.match(/pages run outside of WebKit's sandbox: CATION_NO_SANDBOX is set\n/g)?.length, 1, app.stderr);
});

test("an app that requires the sandbox has no page without it", async () => {
  const env = { CATION_NO_SANDBOX: "1" };
  const required = { ...files(), "package.json": JSON.stringify({ main: "index.js", cation: { requireSandbox: true } }) };
  const ways = {
    "package.json": () => here.cation(here.write(required), { env }),
    "--require-sandbox": () => here.cation("--require-sandbox", { env, args: [here.write(files())] }),
  };
  for (const [name, start] of Object.entries(ways)) {
    const app = start();
    await app.printed("gone killed");
    await app.printed("not loaded");
    assert.match(app.stderr, /outside of WebKit's sandbox: CATION_NO_SANDBOX is set; the app requires it/, name);
    assert.deepEqual(await answers(app), [null], name);
    await app.stop();
  }
});

test("an app that requires the sandbox runs where it is", async () => {
  const app = here.cation("--require-sandbox", { args: [here.write(files())] });
  await app.loaded();
  assert.deepEqual(await answers(app), [true]);
});

test("an app that is started in the terminal of a snap has the sandbox", async () => {
  const app = here.cation(here.write(files()), { env: { SNAP: "/snap/x/1", SNAP_NAME: "x", SNAP_REVISION: "1" } });
  await app.loaded();
  assert.deepEqual(await answers(app), [true]);
});

test("a session bus in the root folder takes the sandbox from nobody", async () => {
  const info = "/.flatpak-info";
  assert.ok(!existsSync(info), `${info} is there: no web process of this machine is in the sandbox`);
  try {
    for (let i = 0; i < 2; ++i) {
      const app = here.cation(here.write(files()), { env: { DBUS_SESSION_BUS_ADDRESS: "unix:path=/no-such-bus" } });
      await app.loaded();
      assert.ok(!existsSync(info));
      assert.deepEqual(await answers(app), [true]);
      assert.match(app.stderr, /DBUS_SESSION_BUS_ADDRESS is left out/);
      await app.stop();
    }
  } finally {
    rmSync(info, { force: true });
  }
});
