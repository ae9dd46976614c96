import assert from "node:assert/strict";
import { cpSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { dist } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const plain = { probe: false };

async function failure(app) {
  const { code, signal } = await app.end();
  assert.deepEqual({ code, signal }, { code: 1, signal: null }, app.stdout + app.stderr);
  await app.leavesNothing();
  return app.stderr;
}

test("an app that does not exist is named", async () => {
  assert.equal(await failure(here.cation("no/such/app", plain)), "cation: cannot find app no/such/app: no such file or folder\n");
});

test("a folder without a main says what it misses", async () => {
  const empty = here.write({ "notes.txt": "" });
  assert.equal(
    await failure(here.cation(empty, plain)),
    `cation: cannot find app ${empty}: the folder has no index.js, and no package.json that names a main\n`,
  );
  const wrong = here.write({ "package.json": '{ "main": "gone.js" }' });
  assert.equal(
    await failure(here.cation(wrong, plain)),
    `cation: cannot find app ${wrong}: its package.json names "gone.js" as main, which does not exist\n`,
  );
});

test("a package.json that is no JSON is named", async () => {
  const path = here.write({ "package.json": "{ main", "index.js": "" });
  assert.match(await failure(here.cation(path, plain)), /^cation: cannot read \/.*\/package\.json: .+\n$/);
  assert.match(await failure(here.import(join(path, "index.js"), plain)), /^cation: cannot read \/.*\/package\.json: .+\n$/);
});

test("a path that cannot be looked at is an app that does not exist", async () => {
  const path = here.write({});
  symlinkSync("loop", join(path, "loop"));
  for (const app of [join(path, "loop"), join(path, "x".repeat(300))]) {
    assert.equal(await failure(here.cation(app, plain)), `cation: cannot find app ${app}: no such file or folder\n`);
  }
});

test("an app whose processes cannot be started is told in one line", async () => {
  const path = here.write({ "index.js": "require('electron')" });
  // The same program, without what it starts.
  for (const left of ["cation-shell", "cation.node"]) {
    const folder = here.write({});
    cpSync(dist, folder, { recursive: true });
    rmSync(join(folder, left));
    for (const args of [[join(folder, "cli.cjs"), path], ["--import", join(folder, "register.mjs"), join(path, "index.js")]]) {
      const message = await failure(here.program(args, plain));
      assert.match(message, new RegExp(`^cation: [^\\n]*${left}[^\\n]*\\n$`));
    }
  }
});

test("a runtime folder that has no room for a socket is not needed", async () => {
  const path = here.write({ "index.js": "const { app } = require('electron'); app.whenReady().then(() => { console.log('ready'); app.quit(); });" });
  const long = here.write({ [`${"long/".repeat(20)}file`]: "" });
  for (const folder of [join(long, "long/".repeat(20)), "/no/such/folder", "/proc", "relative"]) {
    const app = here.cation(path, { ...plain, env: { XDG_RUNTIME_DIR: folder } });
    await app.end();
    assert.equal(app.stdout, "ready\n", app.stderr);
    await app.leavesNothing();
  }
});

test("a current folder that is gone is told in one line", async () => {
  const path = here.write({});
  const code = `
    process.chdir(${JSON.stringify(path)});
    require("node:fs").rmdirSync(${JSON.stringify(path)});
    process.argv.splice(1, 0, "cli");
    require(${JSON.stringify(join(dist, "cli.cjs"))});`;
  assert.match(await failure(here.program(["-e", code, "x"], plain)), /^cation: [^\n]*uv_cwd[^\n]*\n$/);
});

test("a switch that is none, and no app behind it, is named", async () => {
  assert.equal(
    await failure(here.cation("--wrong", plain)),
    "cation: there is no app's path behind --wrong; see cation --help\n",
  );
});

test("a main with a syntax error gets Node's own message", async () => {
  const path = here.write({ "index.js": "const = 1;", "other.mjs": "const = 1;" });
  for (const app of [
    here.cation(path, plain),
    here.cation(join(path, "other.mjs"), plain),
    here.import(join(path, "index.js"), plain),
  ]) {
    const message = await failure(app);
    assert.match(message, /const = 1;/);
    assert.match(message, /SyntaxError: Unexpected token '='/);
  }
});

test("without a display the app says so and ends", async () => {
  const path = here.write({
    "index.js": "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow());",
  });
  const message = await failure(here.withoutDisplay(path, plain));
  assert.match(message, /display/i);
  assert.ok(message.trim().split("\n").length <= 2, message);
});

test("with a display that is not there the app says so and ends", async () => {
  const path = here.write({ "index.js": "require('electron').app.whenReady();" });
  const message = await failure(here.withoutDisplay(path, { ...plain, env: { DISPLAY: ":9999" } }));
  assert.match(message, /:9999/);
});

const windowWith = (preload, listener = "") => `
  const path = require("node:path");
  const { app, BrowserWindow } = require("electron");
  app.whenReady().then(() => {
    const window = new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "${preload}") } });
    ${listener}
    window.loadFile("index.html");
  });`;
const page = { "index.html": "<title>here</title>" };

for (const [what, files, complaint] of [
  ["is missing", {}, /preload\.js/],
  ["throws", { "preload.js": "throw new TypeError('no such luck');" }, /preload\.js\n.*no such luck/],
  ["has a syntax error", { "preload.js": "const = 1;" }, /preload\.js\nSyntaxError/],
]) {
  test(`a preload that ${what} is told, and the page is shown all the same`, async () => {
    const path = here.write({ "index.js": windowWith("preload.js"), ...files, ...page });
    const app = here.cation(path);
    await app.window("here");
    await app.printed("cation: Unable to load preload script: ", "stderr");
    await app.printed(complaint, "stderr");
  });

  test(`a preload that ${what} is an event for whom it concerns`, async () => {
    const listener = `window.webContents.on("preload-error", (_event, file, error) => {
      console.log("preload-error", path.basename(file), error instanceof Error);
    });`;
    const path = here.write({ "index.js": windowWith("preload.js", listener), ...files, ...page });
    const app = here.cation(path);
    await app.printed("preload-error preload.js true\n");
    assert.doesNotMatch(app.stderr, /preload/);
  });
}

test("a file that is not there rejects loadFile, and did-fail-load is emitted", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.whenReady().then(async () => {
        const window = new BrowserWindow();
        window.webContents.on("did-fail-load", (_event, code, description, url) => console.log(code, description, url));
        await window.loadFile("gone.html").catch((error) => console.log(error.code, error.errno, error.message));
        app.quit();
      });`,
  });
  const app = here.cation(path, plain);
  assert.deepEqual(await app.end(), { code: 0, signal: null }, app.stderr);
  const url = `file://${path}/gone.html`;
  assert.equal(app.stdout, `-6 ERR_FILE_NOT_FOUND ${url}\nERR_FILE_NOT_FOUND -6 ERR_FILE_NOT_FOUND (-6) loading '${url}'\n`);
  await app.leavesNothing();
});

test("a server that is not there rejects loadURL", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.whenReady().then(async () => {
        await new BrowserWindow().loadURL("http://127.0.0.1:9/").catch((error) => console.log(error.code));
        app.quit();
      });`,
  });
  const app = here.cation(path, plain);
  await app.end();
  assert.match(app.stdout, /^ERR_\w+\n$/);
});

test("a channel without a handler rejects the invoke", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false } }).loadFile("index.html");
      });`,
    "index.html": `<script>
      const { ipcRenderer } = require("electron");
      ipcRenderer.invoke("nobody", 1).catch((error) => (document.title = error.message));
      </script>`,
  });
  const app = here.cation(path);
  await app.loaded();
  const title = await app.until("the rejection", () => app.page(() => document.title));
  assert.equal(title, "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
});

test("what cannot be cloned is refused with its path, on both sides", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow, ipcMain } = require("electron");
      ipcMain.handle("odd", () => ({ list: [() => {}] }));
      app.whenReady().then(() => {
        new BrowserWindow({ webPreferences: { nodeIntegration: true, contextIsolation: false } }).loadFile("index.html");
      });`,
    "index.html": `<script>
      const { ipcRenderer } = require("electron");
      window.seen = [];
      try { ipcRenderer.send("any", { user: { callback() {} } }); } catch (error) { seen.push(error.name + ": " + error.message); }
      ipcRenderer.invoke("odd").catch((error) => seen.push(error.message));
      </script>`,
  });
  const app = here.cation(path);
  await app.loaded();
  const seen = await app.until("both errors", () => app.page(() => window.seen.length === 2 && window.seen));
  assert.match(seen[0], /^DataCloneError: .*args\[0\]\.user\.callback/);
  assert.match(seen[1], /^Error invoking remote method 'odd': .*could not be cloned/);
});
