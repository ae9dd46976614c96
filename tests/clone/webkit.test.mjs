// The codec in a page of a real app, beside the structuredClone of WebKit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { session } from "../e2e/support/session.mjs";

const here = session();
const graphs = Number(process.env.CATION_CLONE_GRAPHS ?? 20_000);
const seed = Number(process.env.CATION_CLONE_SEED ?? Date.now() % 2 ** 31);
// A page is to stay answerable.
const graphsInARound = 250;

async function page() {
  const script = await build({
    entryPoints: [fileURLToPath(new URL("webkit/page.mjs", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    logLevel: "warning",
  });
  const app = here.cation(
    here.write({
      "main.js": `const { app, BrowserWindow } = require("electron");
        app.whenReady().then(() => new BrowserWindow({ show: false }).loadFile("index.html"));`,
      "package.json": '{ "name": "clone-in-webkit", "main": "main.js" }',
      "index.html": '<!doctype html><title>clone</title><script src="page.js"></script>',
      "page.js": script.outputFiles[0].text,
    }),
  );
  await app.loaded();
  return app;
}

async function run(app, count, beyond) {
  await app.page((seed, beyond) => startDifferential(seed, beyond), { args: [seed, beyond] });
  for (let first = 0; first < count; first += graphsInARound) {
    const problem = await app.page((first, graphs) => round(first, graphs), { args: [first, Math.min(graphsInARound, count - first)] });
    assert.equal(problem, null, `seed ${seed}`);
  }
}

test(`${graphs} random graphs become what the structuredClone of a page makes of them`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  await run(await page(), graphs, false);
});

test("random graphs keep in a page what goes beyond the standard", async (t) => {
  t.diagnostic(`seed ${seed}`);
  await run(await page(), graphs / 4, true);
});
