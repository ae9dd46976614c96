// Reads one hostile message, and prints what came of it and how far the process grew: node read.mjs NAME

import { loadCodec } from "../bundle.mjs";

const wanted = 1_000_000;

function varint(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return [...bytes, value];
}

/** A message whose value is an array of the same bytes again and again. */
function repeated(unit, { length = wanted, first = [], flags = 0, of = "" } = {}) {
  const count = Math.floor(length / (unit.length + of.length));
  return times(count, unit, { first, flags, of });
}

/** So many of one unit, each with the same text. */
function times(count, unit, { first = [], flags = 0, of = "" } = {}) {
  const text = of === "" ? [] : Buffer.concat([Buffer.from(varint(4 * count * of.length)), Buffer.from(of.repeat(count))]);
  return message([0x9f, ...varint(count + (first.length ? 1 : 0)), ...first], unit, count, { flags, text });
}

function message(head, unit, count, { flags = 0, text = [] } = {}) {
  const body = head.length + unit.length * count;
  const bytes = new Uint8Array(8 + body + text.length);
  bytes.set([1, flags, 0, 0]);
  new DataView(bytes.buffer).setUint32(4, body, true);
  bytes.set(head, 8);
  for (let i = 0; i < count; i++) bytes.set(unit, 8 + head.length + i * unit.length);
  bytes.set(text, 8 + body);
  return bytes;
}

const record = [0x9d, 3, 1, 4, 0x61];

/** Different numbers of four bytes and a tag. */
function numbers(tag, places) {
  const count = Math.floor(wanted / 5 / places);
  const bytes = message([tag, ...varint(count)], [0x96, 0, 0, 0, 0], count * places);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count * places; i++) view.setInt32(bytes.length - 5 * count * places + 5 * i + 1, i + 1e6, true);
  return bytes;
}

function keys() {
  const count = Math.floor(wanted / 7);
  const units = Array.from({ length: count }, (_, i) => i.toString(36).padStart(5, "0")).join("");
  const text = [...varint(units.length * 4), ...new TextEncoder().encode(units)];
  return message([0x9e, ...varint(count)], [0x45, 0], count, { text });
}

const messages = {
  "empty arrays": () => repeated([0x80]),
  "empty objects": () => repeated([0x9e, 0]),
  "small integers": () => repeated([1]),
  "nested arrays": () => repeated([0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x80]),
  records: () => repeated([0x60, 0], { first: [...record, 0] }),
  "empty Maps": () => repeated([0xa1, 0]),
  "empty Sets": () => repeated([0xa2, 0]),
  "Map entries": () => numbers(0xa1, 2),
  "Set entries": () => numbers(0xa2, 1),
  "empty buffers": () => repeated([0xaa, 0]),
  "empty views": () => repeated([0xac, 1, 0, 0, 0xaa, 0]),
  Dates: () => repeated([0xa3, 0, 0, 0, 0, 0, 0, 0, 0]),
  RegExps: () => repeated([0xa4, 0x40, 0x40]),
  "boxed booleans": () => repeated([0xa5]),
  errors: () => repeated([0xae, 0, 0]),
  BigInts: () => repeated([0x99, 2, 1]),
  references: () => repeated([0x9a, 0], { flags: 1 }),
  holes: () => repeated([0x9b]),
  keys,
  fractions: () => repeated([0x97, 1, 2, 3, 4, 5, 6, 0xf0, 0x3f]),
  "short texts": () => repeated([0x43], { of: "abc" }),
  "boxed texts": () => repeated([0xa8, 0x40]),
  "boxed BigInts": () => repeated([0xa9, 0]),
  "far keys": () => repeated([0x9e, 1, 0x44, 0], { of: "1023" }),
  "arrays that may be named": () => repeated([0x81, 0], { first: [0x80], flags: 1 }).fill(0x9a, -2, -1),
  "arrays with a hole around them": () => repeated([0x81, 0], { first: [0x9b] }),
  "views of one buffer": () => repeated([0xac, 1, 0, 0, 0x9a, 1], { first: [0xaa, 0], flags: 1 }),
  "errors of one field": () => repeated([0xae, 0, 1, 0x41, 0], { of: "x" }),
  AggregateErrors: () => repeated([0xae, 7, 0]),
  DOMExceptions: () => repeated([0xae, 8, 0x40, 0x40, 0]),
  Blobs: () => repeated([0xb2, 0x40, 0xaa, 0]),
  Files: () => repeated([0xb3, 0x40, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0xaa, 0]),
  "arrays by entries": () => repeated([0xa0, 0, 0]),
  "buffers that grow a little": () => repeated([0xab, 0, 1]),
  "12 million integers": () => times(12_000_001, [1]),
  "4 million fractions": () => times(4_000_001, [0x97, 1, 2, 3, 4, 5, 6, 0xf0, 0x3f]),
  "3 million texts": () => times(3_000_001, [0x4d], { of: "thirteen unit" }),
  "2²⁰ arrays": () => times(2 ** 20, [0x80]),
  "2¹⁹ Sets": () => times(2 ** 19, [0xa2, 0]),
  "2¹⁸ objects with a far index": () => times(2 ** 18, [0x9e, 1, 0x44, 0], { of: "1023" }),
  "2¹⁹ Maps": () => times(2 ** 19, [0xa1, 0]),
  "a million RegExps": () => times(1_000_000, [0xa4, 0x41, 0x40], { of: "a" }),
  "a million errors": () => times(1_000_000, [0xae, 0, 0]),
  "2¹⁹ buffers": () => times(2 ** 19, [0xaa, 0]),
  "long arrays": () => repeated([0xa0, ...varint(30_000_000), 0], { length: 1200 }),
  "buffers that may grow": () => repeated([0xab, 0, ...varint(2 ** 30)]),
};

const bytes = messages[process.argv[2]]();
const codec = (await loadCodec()).createCodec();
codec.decode(message([0x80], [], 0), 0, 9);
globalThis.gc();
const before = process.memoryUsage.rss();
let outcome = "read";
let value;
try {
  value = codec.decode(bytes, 0, bytes.length);
} catch (error) {
  outcome = error.code ?? String(error);
}
// The most that it was, not what is left.
const grown = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ outcome, bytes: bytes.length, grown, isKept: value !== undefined }));
