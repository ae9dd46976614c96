// Small messages that ask for much: they are refused, or read within a bound of memory. Each is read in
// a process of its own, whose whole memory is measured.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const reader = fileURLToPath(new URL("hostile/read.mjs", import.meta.url));

/** What reading a message came to: `{ outcome, bytes, grown }`, the latter in bytes. */
const read = (name) => JSON.parse(execFileSync(process.execPath, ["--expose-gc", reader, name], { encoding: "utf8" }));

/** A million bytes of one kind of value, of the fewest bytes that it can have. */
const many = ["empty arrays", "empty objects", "small integers", "nested arrays", "records", "empty Maps", "empty Sets",
  "Map entries", "Set entries", "empty buffers", "empty views", "Dates", "RegExps", "boxed booleans", "errors", "BigInts",
  "references", "holes", "keys"];

for (const name of many) {
  test(`a message of ${name} needs a bounded multiple of its length`, () => {
    const { outcome, bytes, grown } = read(name);
    assert.equal(outcome, "read");
    assert.ok(grown < 512 * bytes, `${Math.round(grown / bytes)} times its ${bytes} bytes`);
  });
}

test("long arrays of nothing take no memory", () => {
  const { outcome, bytes, grown } = read("long arrays");
  assert.equal(outcome, "read");
  assert.ok(grown < 512 * bytes + 2e7, `${grown} bytes for ${bytes}`);
});

// Node 18 has none that grow.
const skip = typeof ArrayBuffer.prototype.resize !== "function";

test("buffers that may grow to more than there can be are refused", { skip }, () => {
  assert.equal(read("buffers that may grow").outcome, "ERR_MALFORMED_CLONE");
});
