// Messages that ask for much: they are refused, or read within a bound of memory. Each is read in a process of
// its own, whose whole memory is measured.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const reader = fileURLToPath(new URL("hostile/read.mjs", import.meta.url));

/** What reading a message came to: `{ outcome, bytes, grown }`, the latter in bytes. */
const read = (name) => JSON.parse(execFileSync(process.execPath, ["--expose-gc", reader, name], { encoding: "utf8" }));

/** What a byte may cost, and what the process needs for any message: its heap grows in steps. */
const bytesForAByte = 160;
const anyway = 32 * 2 ** 20;

/** A million bytes of one kind of value, of the fewest bytes that it can have. */
const many = ["empty arrays", "empty objects", "small integers", "nested arrays", "records", "empty Maps", "empty Sets", "empty buffers", "Map entries",
  "Set entries", "empty views", "Dates", "boxed booleans", "boxed texts", "boxed BigInts", "BigInts", "fractions", "short texts",
  "references", "holes", "keys", "far keys", "arrays that may be named", "arrays with a hole around them", "views of one buffer"];
/** The same of those that count for so many objects that a million bytes of them are refused. */
const refused = ["RegExps", "errors", "errors of one field", "AggregateErrors", "DOMExceptions", "Blobs", "Files",
  "arrays by entries", "buffers that grow a little"];

for (const name of [...many, ...refused]) {
  test(`a message of ${name} needs a bounded multiple of its length`, () => {
    const { outcome, bytes, grown } = read(name);
    assert.equal(outcome, many.includes(name) ? "read" : "ERR_MALFORMED_CLONE");
    assert.ok(grown < bytesForAByte * bytes + anyway, `${Math.round(grown / bytes)} times its ${bytes} bytes`);
  });
}

/** As much of one kind as a message may have: all of them are past the bound by a few. */
const most = ["12 million integers", "4 million fractions", "3 million texts", "2²⁰ arrays", "2¹⁹ Sets", "2¹⁸ objects with a far index", "2¹⁹ Maps", "a million RegExps",
  "a million errors", "2¹⁹ buffers"];

for (const name of most) {
  test(`${name} are refused, and take at most 512 MiB until then`, () => {
    const { outcome, grown } = read(name);
    assert.equal(outcome, "ERR_MALFORMED_CLONE");
    assert.ok(grown < 512 * 2 ** 20, `${Math.round(grown / 2 ** 20)} MiB`);
  });
}

test("long arrays of nothing take no memory", () => {
  const { outcome, bytes, grown } = read("long arrays");
  assert.equal(outcome, "read");
  assert.ok(grown < bytesForAByte * bytes + anyway, `${grown} bytes for ${bytes}`);
});

// Node 18 has none that grow.
const skip = typeof ArrayBuffer.prototype.resize !== "function";

test("buffers that may grow to more than there can be are refused", { skip }, () => {
  assert.equal(read("buffers that may grow").outcome, "ERR_MALFORMED_CLONE");
});
