// How the main file runs, and when `ready` comes.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { dist } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const plain = { probe: false };

/** What an app prints, run by both ways in. */
async function says(files, expected, main = "index.mjs") {
  const path = here.write(files);
  for (const app of [here.cation(join(path, main), plain), here.import(join(path, main), plain)]) {
    const { code } = await app.end();
    assert.deepEqual([app.stdout, code], [expected, 0], app.stderr);
  }
}

test("ready waits for what main awaits at its top, and for what the modules that it imports await", async () => {
  await says(
    {
      "slow.mjs": "await new Promise((done) => setTimeout(done, 700));",
      "index.mjs": `
        import { app } from "electron";
        import "./slow.mjs";
        await new Promise((done) => setTimeout(done, 700));
        console.log(app.isReady());
        app.once("ready", () => { console.log("ready", app.isReady()); app.quit(); });`,
    },
    "false\nready true\n",
  );
});

test("what was to be done when ready is done after main has run, though main asked before", async () => {
  await says(
    {
      "index.mjs": `
        import { app } from "electron";
        app.whenReady().then(() => console.log("ready")).then(() => app.quit());
        await new Promise((done) => setTimeout(done, 700));
        console.log("main has run");`,
    },
    "main has run\nready\n",
  );
});

for (const [how, code] of Object.entries({
  "awaits it": "await app.whenReady();",
  "awaits it and something else": "await Promise.all([app.whenReady(), 1]);",
  "awaits what follows from it": "await app.whenReady().then(() => 1).then(() => 2);",
  "keeps it, and awaits it later": "const ready = app.whenReady(); await 1; await ready;",
  "awaits a function that awaits it": "const start = async () => { await app.whenReady(); }; await start();",
  "awaits a function that gives it": "const start = async () => app.whenReady(); await start();",
  "awaits it amid timers": "setInterval(() => {}, 1000); await app.whenReady();",
  "waits for the event": "await new Promise((done) => app.on('ready', () => done()));",
  "waits for the event by Node's once": "const { once } = await import('node:events'); await once(app, 'ready');",
}))
  test(`an ES module that waits for ready at its top goes on: it ${how}`, async () => {
    await says(
      {
        "index.mjs": `
          import { app } from "electron";
          ${code}
          console.log(app.isReady());
          app.quit();`,
      },
      "true\n",
    );
  });

test("the promise of whenReady is an ordinary one once main has run", async () => {
  await says(
    {
      "index.mjs": `
        import { app } from "electron";
        const ready = app.whenReady();
        const then = ready.then(() => {});
        ready.then(() => { console.log(Object.hasOwn(ready, "then"), Object.hasOwn(then, "then")); app.quit(); });`,
    },
    "false false\n",
  );
});

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"])
  test(`${signal} quits the app in order, with status 0`, async () => {
    const path = here.write({
      "index.js": `
        const { app, BrowserWindow } = require("electron");
        for (const name of ["before-quit", "will-quit", "quit"]) app.on(name, () => console.log(name));
        app.on("window-all-closed", () => {});
        app.whenReady().then(async () => {
          await new BrowserWindow({ show: false }).loadURL("data:text/html,x");
          process.kill(process.pid, ${JSON.stringify(signal)});
        });`,
    });
    const app = here.cation(path, plain);
    const { code } = await app.end();
    assert.deepEqual([app.stdout, code], ["before-quit\nwill-quit\nquit\n", 0]);
    await app.leavesNothing();
  });

test("an app that listens for a signal decides itself", async () => {
  await says(
    {
      "index.js": `
        const { app } = require("electron");
        app.on("before-quit", () => console.log("before-quit"));
        process.on("SIGTERM", () => { console.log("heard"); app.exit(); });
        app.whenReady().then(() => process.kill(process.pid, "SIGTERM"));`,
    },
    "heard\n",
    "index.js",
  );
});

test("a second signal ends an app that does not want to quit", async () => {
  const path = here.write({
    "index.js": `
      const { app } = require("electron");
      app.on("before-quit", (event) => { event.preventDefault(); process.kill(process.pid, "SIGTERM"); });
      app.whenReady().then(() => process.kill(process.pid, "SIGTERM"));`,
  });
  const app = here.cation(path, plain);
  assert.deepEqual(await app.end(), { code: null, signal: "SIGTERM" });
  await app.leavesNothing();
});

test("switches stand before the app's path or behind it, and are the app's", async () => {
  const path = here.write({
    "first.cjs": "console.log('first');",
    "index.js": `
      const { app } = require("electron");
      console.log(process.argv.slice(1).join(" "), process.defaultApp, require.main === module);
      app.quit();`,
  });
  const app = here.program([join(dist, "cli.cjs"), "--enable-x=1", "--require", "./first.cjs", ".", "--later", "word"], {
    ...plain,
    cwd: path,
  });
  await app.end();
  assert.equal(app.stdout, `first\n--enable-x=1 --require ./first.cjs ${path} --later word true true\n`);
});

test("a page's language is one that Intl takes, whatever the locale", async () => {
  const path = here.write({
    "index.js": `
      const { app, BrowserWindow } = require("electron");
      app.whenReady().then(async () => {
        const window = new BrowserWindow({ show: false });
        await window.loadURL("data:text/html,x");
        const code = "[navigator.language, new Intl.NumberFormat(navigator.language).format(1234.5)].join(' ')";
        console.log(await window.webContents.executeJavaScript(code));
        app.exit();
      });`,
  });
  const languages = { "C.UTF-8": "en-US 1,234.5", POSIX: "en-US 1,234.5", "de_CH.UTF-8": "de-CH 1’234.5" };
  for (const [LANG, expected] of Object.entries(languages)) {
    const app = here.cation(path, { ...plain, env: { LANG, LC_ALL: "", LANGUAGE: "" } });
    await app.end();
    assert.equal(app.stdout, `${expected}\n`);
  }
});

test("a debugger can connect where the command line lets it", async () => {
  const path = here.write({
    "index.js": `
      const { app } = require("electron");
      console.log(require("node:inspector").url());
      app.quit();`,
  });
  const app = here.program([join(dist, "cli.cjs"), "--inspect=127.0.0.1:0", path], plain);
  await app.end();
  assert.match(app.stdout, /^ws:\/\/127\.0\.0\.1:\d+\//);
  const wrong = here.program([join(dist, "cli.cjs"), "--inspect=never", path], plain);
  assert.deepEqual(await wrong.end(), { code: 1, signal: null });
  assert.equal(wrong.stderr, "cation: --inspect=never wants a port, or host:port\n");
});
