import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { dist } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const plain = { probe: false };
const end = "require('electron').app.whenReady().then(() => require('electron').app.quit());";

async function output(app) {
  const { code } = await app.end();
  assert.equal(code, 0, app.stderr);
  await app.leavesNothing();
  return app.stdout;
}

test("a folder is run by the main of its package.json", async () => {
  const path = here.write({
    "package.json": '{ "name": "thing", "version": "1.2.3", "main": "lib/start" }',
    "lib/start.js": `
      const { app } = require("electron");
      console.log(JSON.stringify([app.name, app.getName(), app.getVersion(), app.getAppPath(), require.main === module]));
      ${end}`,
  });
  const said = JSON.parse(await output(here.cation(path, plain)));
  assert.deepEqual(said, ["thing", "thing", "1.2.3", path, true]);
});

test("a folder without a package.json is run by its index.js, and is called Cation", async () => {
  const path = here.write({ "index.js": `console.log(require("electron").app.name); ${end}` });
  assert.equal(await output(here.cation(path, plain)), "Cation\n");
});

test("productName is the app's name", async () => {
  const path = here.write({
    "package.json": '{ "name": "thing", "productName": "The Thing" }',
    "index.js": `console.log(require("electron").app.name); ${end}`,
  });
  assert.equal(await output(here.cation(path, plain)), "The Thing\n");
});

test("a file is run as it is", async () => {
  const path = here.write({ "one.js": `console.log(require("electron").app.getAppPath()); ${end}` });
  assert.equal(await output(here.cation(join(path, "one.js"), plain)), `${path}\n`);
  assert.equal(await output(here.import(join(path, "one.js"), plain)), `${path}\n`);
});

test("a relative path is relative to the working folder", async () => {
  const path = here.write({ "app/index.js": `console.log(process.argv[1]); ${end}` });
  assert.equal(await output(here.cation("app", { ...plain, cwd: path })), `${path}/app\n`);
});

test("arguments are the app's, behind its path", async () => {
  const path = here.write({ "index.js": `console.log(JSON.stringify(process.argv)); ${end}` });
  const args = ["--flag", "a b", "--"];
  assert.deepEqual(JSON.parse(await output(here.cation(path, { ...plain, args }))), [process.execPath, path, ...args]);
});

test("with --import the nearest package.json that names the file is the app's", async () => {
  const path = here.write({
    "package.json": '{ "name": "thing", "version": "1.2.3", "main": "./src/main.js" }',
    "src/main.js": `const { app } = require("electron"); console.log(app.name, app.getAppPath()); ${end}`,
  });
  assert.equal(await output(here.import(join(path, "src/main.js"), plain)), `thing ${path}\n`);
});

test("every name and both kinds of module give the one electron", async () => {
  const path = here.write({
    "package.json": '{ "type": "module" }',
    "index.js": `
      import electron, { app } from "electron";
      import * as main from "electron/main";
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const all = [app === electron.app, main.default === electron, (await import("electron/common")).default === electron];
      for (const name of ["electron", "electron/main", "electron/renderer", "electron/common"]) all.push(require(name) === electron);
      console.log(JSON.stringify(all));
      const named = Object.keys(main).filter((name) => name !== "default" && main[name] !== undefined).sort();
      console.log(JSON.stringify(named) === JSON.stringify(Object.keys(electron).sort()) || [named, Object.keys(electron)]);
      await app.whenReady();
      app.quit();`,
  });
  for (const app of [here.cation(path, plain), here.import(join(path, "index.js"), plain)]) {
    assert.equal(await output(app), `${JSON.stringify(Array(7).fill(true))}\ntrue\n`);
  }
});

test("an electron package in node_modules does not matter", async () => {
  const path = here.write({
    "node_modules/electron/package.json": '{ "name": "electron", "version": "1.0.0", "exports": "./index.js" }',
    "node_modules/electron/index.js": 'throw new Error("this is the wrong electron");',
    "index.mjs": "import './index.cjs'; import { app } from 'electron'; await app.whenReady(); app.quit();",
    "index.cjs": "console.log(typeof require('electron').app.quit, typeof require('electron/main').app.quit);",
  });
  assert.equal(await output(here.cation(join(path, "index.mjs"), plain)), "function function\n");
  assert.equal(await output(here.import(join(path, "index.mjs"), plain)), "function function\n");
});

test("a process says what it is", async () => {
  const path = here.write({
    "index.js": `
      const { type, versions, defaultApp } = process;
      console.log(JSON.stringify([type, versions.electron.split(".").length, versions.cation, versions.node === process.version.slice(1), defaultApp]));
      ${end}`,
  });
  const version = execFileSync(process.execPath, [join(dist, "cli.cjs"), "--version"], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(await output(here.cation(path, plain))), ["browser", 3, version.trim(), true, true]);
});

test("a main process tells of its system and of itself, as Electron's does", async () => {
  const path = here.write({
    "index.js": `
      const system = process.getSystemMemoryInfo();
      const heap = process.getHeapStatistics();
      process.getProcessMemoryInfo().then((own) => {
        const used = process.getCPUUsage();
        console.log(JSON.stringify({
          version: process.getSystemVersion() === require("os").release(),
          folder: require("fs").existsSync(process.resourcesPath),
          created: Math.abs(Date.now() - process.getCreationTime()) < 60_000,
          system: system.total > system.free && system.free > 0 && system.swapTotal >= system.swapFree,
          own: own.residentSet > own.private && own.private > 0 && own.shared > 0 && own.residentSet < system.total,
          used: used.cumulativeCPUUsage > 0 && used.percentCPUUsage >= 0,
          heap: heap.totalHeapSize >= heap.usedHeapSize && heap.usedHeapSize > 0,
          snapshot: process.takeHeapSnapshot("/no/such/folder/x"),
        }));
        ${end}
      });`,
  });
  assert.deepEqual(JSON.parse(await output(here.cation(path, plain))), {
    version: true,
    folder: true,
    created: true,
    system: true,
    own: true,
    used: true,
    heap: true,
    snapshot: false,
  });
});

test("app.exit ends with its status", async () => {
  const path = here.write({ "index.js": "const { app } = require('electron'); app.whenReady().then(() => app.exit(7));" });
  for (const app of [here.cation(path, plain), here.import(join(path, "index.js"), plain)]) {
    assert.deepEqual(await app.end(), { code: 7, signal: null });
    await app.leavesNothing();
  }
});

test("a process that the app forks is an ordinary one", async () => {
  const path = here.write({
    "child.js": "console.log(process.type, process.execArgv.length);",
    "index.js": `require("node:child_process").fork(__dirname + "/child.js").on("exit", () => require("electron").app.exit());`,
  });
  assert.equal(await output(here.cation(path, plain)), "undefined 0\n");
  assert.equal(await output(here.import(join(path, "index.js"), plain)), "undefined 0\n");
});

test("a thread of the app is an ordinary one", async () => {
  const path = here.write({
    "index.js": `
      const { Worker } = require("node:worker_threads");
      const code = "try { require('electron'); } catch (error) { console.log(process.type, error.code); }";
      new Worker(code, { eval: true }).on("exit", () => require("electron").app.exit());`,
  });
  // Nor is there a package of that name where the thread's code looks for it.
  const ownFolder = { ...plain, cwd: path };
  assert.equal(await output(here.import(join(path, "index.js"), ownFolder)), "undefined MODULE_NOT_FOUND\n");
});

test("the package's own name leads to the module, without either way in", async () => {
  const path = here.write({
    "index.mjs": `
      import electron, { app } from ${JSON.stringify(pathToFileURL(join(dist, "electron.mjs")).href)};
      console.log(app === electron.app);
      await app.whenReady();
      app.quit();`,
  });
  const { App } = await import("./support/app.mjs");
  const app = new App(here.screen, [join(path, "index.mjs")], plain);
  assert.equal(await output(app), "true\n");
});

test("an app that takes longer to load than its windows misses no ready event", async () => {
  const path = here.write({
    "index.mjs": `
      import { setTimeout } from "node:timers/promises";
      await setTimeout(1500);
      const { app } = await import("electron");
      console.log(app.isReady());
      app.on("ready", () => { console.log("ready", app.isReady()); app.quit(); });`,
  });
  for (const app of [here.cation(join(path, "index.mjs"), plain), here.import(join(path, "index.mjs"), plain)]) {
    assert.equal(await output(app), "false\nready true\n");
  }
});
