// What crosses the bridge in a real page, beside what tests/renderer/bridge_test.cpp looks at without one.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

test("buffers that may grow, frames of a video and other things of the host keep their kind over the bridge, both ways", async () => {
  const app = here.cation(
    `${here.write({
      "main.js": `
        const { app, BrowserWindow } = require("electron");
        app.whenReady().then(() => new BrowserWindow({ webPreferences: { preload: __dirname + "/preload.js" } }).loadFile("index.html"));`,
      "preload.js": `
        const { contextBridge } = require("electron");
        const kind = (value) => Object.prototype.toString.call(value) + (value instanceof globalThis[value.constructor.name]);
        contextBridge.exposeInMainWorld("api", {
          kind, echo: (value) => value,
          give: () => [new DOMRect(1, 2, 3, 4), new ImageData(1, 1), new Blob(["x"]), typeof VideoFrame === "function" && new VideoFrame(new Uint8Array(16), { format: "RGBA", codedWidth: 2, codedHeight: 2, timestamp: 5 })],
          fields: (error) => [error instanceof RangeError, error.message, error.status, error.list[0].a, "run" in error, error.cause.message, /page/.test(error.stack)],
        });`,
      "index.html": "<title>bridge</title><body></body>",
    })}/main.js`,
  );
  await app.loaded();
  const seen = await app.page(() => {
    const results = {};
    const list = (buffer) => [new Uint8Array(buffer), new Uint8Array(buffer, 0, 2), new DataView(buffer, 1), new Uint16Array(buffer, 2), buffer];
    for (const [from, most, to] of [[2, 6, 6], [4, 4, 2]]) {
      const [all, two, view, wide, buffer] = api.echo(list(new ArrayBuffer(from, { maxByteLength: most })));
      buffer.resize(to);
      results[from] = [all.length, two.length, view.byteLength, wide.length, all.buffer === buffer, buffer.maxByteLength];
    }
    results.sixteen = typeof Float16Array === "function" ? [...api.echo(new Float16Array([1.5, 2]))] : [1.5, 2];
    const given = api.give();
    results.given = given.slice(0, 3).map((value) => Object.prototype.toString.call(value) + (value.constructor === globalThis[value.constructor.name]));
    results.video = given[3] === false || (given[3] instanceof VideoFrame && given[3].timestamp === 5 && api.kind(given[3]) === "[object VideoFrame]true");
    results.taken = [new DOMRect(), new ImageData(1, 1), new File(["x"], "f")].map(api.kind);
    function page() { return Object.assign(new RangeError("far", { cause: new Error("why") }), { status: 7, list: [{ a: 1 }], run: new WeakMap() }); }
    results.fields = api.fields(page());
    return results;
  });
  assert.deepEqual(seen, {
    2: [6, 2, 5, 2, true, 6],
    4: [2, 2, 1, 0, true, 4],
    sixteen: [1.5, 2],
    given: ["[object DOMRect]true", "[object ImageData]true", "[object Blob]true"],
    video: true,
    taken: ["[object DOMRect]true", "[object ImageData]true", "[object File]true"],
    fields: [true, "far", 7, 1, false, "why", true],
  });
});
