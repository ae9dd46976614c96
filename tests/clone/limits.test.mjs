// What a message may make: senders hear of it, receivers refuse it, and what an engine cannot make is told
// apart from bytes that break the format.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { varint } from "../../fuzz/support/costly.mjs";
import { bundleText, loadCodec } from "./bundle.mjs";

const { createCodec } = await loadCodec();
const codec = createCodec();
const malformed = (problem) => ({ code: "ERR_MALFORMED_CLONE", message: `malformed message: ${problem}` });
const unsupported = { code: "ERR_UNSUPPORTED_CLONE", name: "Error" };
const decode = (bytes, from = codec) => from.decode(bytes, 0, bytes.length);
const bytesOf = (value, from = codec) => from.encode(value, "args") && from.buffer.slice(0, from.encode(value, "args"));

/** A message of a body and ASCII text. */
function message(body, text = "", flags = 0) {
  const tail = text === "" ? [] : [...varint(text.length * 4), ...Buffer.from(text)];
  const bytes = new Uint8Array(8 + body.length + tail.length);
  bytes.set([1, flags]);
  new DataView(bytes.buffer).setUint32(4, body.length, true);
  bytes.set(body, 8);
  bytes.set(tail, 8 + body.length);
  return bytes;
}
const array = (count, unit) => [0x9f, ...varint(count), ...Array.from({ length: count }, () => unit).flat()];
const string = (text) => (text.length < 32 ? [0x40 + text.length] : [0x98, ...varint(text.length)]);
const regexp = (source, flags = "") => message([0xa4, ...string(source), ...string(flags)], source + flags);

test("a message of more objects than it may make is refused on both sides", () => {
  const some = createCodec({ limits: { objects: 100 } });
  assert.deepEqual(decode(bytesOf(Array.from({ length: 99 }, () => []))).length, 99);
  assert.throws(() => decode(message(array(100, [0x80])), some), malformed("too many objects"));
  assert.throws(() => some.encode(Array.from({ length: 100 }, () => []), "args"), {
    name: "DataCloneError",
    code: "ERR_MESSAGE_TOO_LARGE",
    message: /^An object could not be cloned\. args: a message of \d+ bytes that makes more than 100 objects$/,
  });
  assert.equal(decode(bytesOf(Array.from({ length: 99 }, () => []), some), some).length, 99);
});

test("a message of more values than it may have is refused on both sides", () => {
  const some = createCodec({ limits: { values: 100 } });
  for (const value of [Array(101).fill(1), Array(34).fill(0.5), Array(26).fill("text"), new Map(Array.from({ length: 51 }, (_, i) => [i, i]))]) {
    assert.throws(() => decode(bytesOf(value), some), malformed("too many values"));
    assert.throws(() => some.encode(value, "args"), { code: "ERR_MESSAGE_TOO_LARGE", message: /more than 100 values$/ });
  }
  for (const value of [Array(100).fill(1), Array(33).fill(0.5), Array(25).fill("text")]) assert.deepEqual(decode(bytesOf(value, some), some), value);
});

test("the bounds are a million objects and twelve million values, where an app does not raise them", () => {
  assert.throws(() => decode(message(new Uint8Array([0x9f, ...varint(2 ** 20), ...new Uint8Array(2 ** 20).fill(0x80)]))), malformed("too many objects"));
  assert.throws(() => codec.encode(Array(12_000_001).fill(1), "args"), { code: "ERR_MESSAGE_TOO_LARGE" });
  const raised = createCodec({ limits: { objects: 3e6, values: 2 ** 25 } });
  assert.equal(decode(message(new Uint8Array([0x9f, ...varint(2 ** 20), ...new Uint8Array(2 ** 20).fill(0x80)])), raised).length, 2 ** 20);
});

test("what costs much counts for many objects, for encoders as for decoders", () => {
  const some = createCodec({ limits: { objects: 30 } });
  const costly = [
    Array.from({ length: 5 }, () => new Error("e")),
    Array.from({ length: 15 }, () => new Map()),
    Array.from({ length: 15 }, () => new ArrayBuffer(0)),
    new Map(Array.from({ length: 30 }, (_, i) => [i, i])),
    new Set(Array.from({ length: 30 }, (_, i) => i)),
    Array.from({ length: 15 }, () => new Set()),
    Array.from({ length: 6 }, (_, i) => ({ [1000 + i]: 0 })),
    [/a/, /b/, /c/, /d/],
    new DOMException("m", "AbortError"),
    [new DOMException("m", "AbortError"), new Error("e"), new Error("f")],
  ];
  for (const value of costly) {
    const bytes = bytesOf(value);
    const refused = [() => decode(bytes, some), () => some.encode(value, "args")].map((run) => {
      try {
        run();
        return "taken";
      } catch (error) {
        return error.code;
      }
    });
    assert.ok(refused.join() === "ERR_MALFORMED_CLONE,ERR_MESSAGE_TOO_LARGE" || refused.join() === "taken,taken", `${refused}`);
  }
  assert.throws(() => decode(bytesOf(costly[0]), some), malformed("too many objects"));
});

test("a small message makes no more of costly objects than its bytes are worth", () => {
  assert.throws(() => decode(message(array(100_000, [0xae, 0, 0]))), malformed("too many objects"));
  assert.throws(() => decode(message(array(20_000, [0xb2, 0x40, 0xaa, 0]))), malformed("too many objects"));
});

test("BigInts and RegExps are bounded by their size", () => {
  const big = 1n << 524_287n;
  assert.equal(decode(bytesOf(big)), big);
  assert.equal(decode(bytesOf(-(big - 1n))), -(big - 1n));
  assert.throws(() => codec.encode([1n << 524_288n], "args"), { code: "ERR_MESSAGE_TOO_LARGE", message: /args\[0\]: a BigInt of more than 65536 bytes$/ });
  assert.throws(() => decode(message(new Uint8Array([0x99, ...varint(2 * 65_537), ...new Uint8Array(65_537).fill(1)]))), malformed("a bigint is too long"));
  assert.throws(() => codec.encode([new RegExp("a".repeat(16_385))], "args"), { code: "ERR_MESSAGE_TOO_LARGE", message: /args\[0\]: a RegExp of more than 16384/ });
  for (const source of ["a".repeat(4e6), "(".repeat(20_000)]) assert.throws(() => decode(regexp(source)), malformed("a RegExp is too long"));
  assert.throws(() => decode(regexp("a", "gggggggggggggggggg")), malformed("a RegExp is too long"));
  assert.throws(() => decode(regexp("\\p{RGI_Emoji}".repeat(100), "iv")), malformed("too many objects"));
});

test("a BigInt of any number of bytes is read as what it was", () => {
  for (let bytes = 1; bytes < 70; bytes++) {
    for (const value of [1n << BigInt(8 * bytes - 1), (1n << BigInt(8 * bytes)) - 1n, 0x123456789abcdefn << BigInt(8 * bytes)]) {
      assert.equal(decode(bytesOf(value)), value);
      assert.equal(decode(bytesOf(-value)), -value);
    }
  }
});

test("RegExps that nest deep are made or refused, and end nothing", () => {
  for (const part of ["(", "(?:", "(?=", "(?<=", "[", "[a", "a{0,1000}", "(a{0,1000}){0,1000}", "|", "\\1", "(?<a>"]) {
    for (const flags of ["", "u", "v", "iv"]) {
      const source = part.repeat(Math.floor(16_384 / part.length));
      for (const whole of [source, source.slice(0, 8000) + ")".repeat(2000)]) {
        try {
          assert.equal(decode(regexp(whole, flags)).source, whole);
        } catch (error) {
          assert.match(error.code, /^ERR_(UNSUPPORTED|MALFORMED)_CLONE$/);
        }
      }
    }
  }
});

test("what this engine cannot make is unsupported, and none of its errors gets out", () => {
  for (const [source, flags] of [["(", ""], ["a", "q"], ["a", "gg"], ["\\p{Nothing}", "u"], ["a", "uv"]]) {
    assert.throws(() => decode(regexp(source, flags)), { ...unsupported, message: "unsupported message: a RegExp that is none here" });
  }
  assert.throws(() => decode(message([0xff])), malformed("unknown tag"));
});

const hasResizable = typeof ArrayBuffer.prototype.resize === "function";

test("buffers that may grow are bounded together", { skip: !hasResizable }, () => {
  const gibibyte = varint(2 ** 30);
  assert.equal(decode(message(array(2, [0xab, 0, ...gibibyte]))).length, 2);
  assert.throws(() => decode(message(array(3, [0xab, 0, ...gibibyte]))), malformed("buffers may grow to too much"));
  assert.throws(() => decode(message(array(257, [0xab, 0, 0]))), malformed("too many buffers that may grow"));
  const grows = (count, most) => Array.from({ length: count }, () => new ArrayBuffer(0, { maxByteLength: most }));
  assert.throws(() => codec.encode(grows(257, 0), "args"), { code: "ERR_MESSAGE_TOO_LARGE", message: /more than 256 resizable buffers/ });
  assert.throws(() => codec.encode(grows(3, 2 ** 30), "args"), { code: "ERR_MESSAGE_TOO_LARGE" });
});

/** How V8 finds a whole number in a Map. */
function hashOf(key) {
  let hash = (~key + (key << 15)) | 0;
  hash ^= hash >>> 12;
  hash = (hash + (hash << 2)) | 0;
  hash ^= hash >>> 4;
  hash = Math.imul(hash, 2057);
  return (hash ^ (hash >>> 16)) & 0x3fffffff;
}

test("keys that would all lie in one place of a Map or Set are refused", () => {
  const numbers = [];
  for (let i = 0; numbers.length < 3000; i++) {
    if ((hashOf(i) & 0x7ff) === 5) numbers.push(i);
  }
  const lists = { numbers, bigints: numbers.map((i) => BigInt(i) << 64n), indices: Array.from({ length: 3000 }, (_, i) => `${4096 * i}`) };
  for (const [name, list] of Object.entries(lists)) {
    for (const value of [new Set(list), new Map(list.map((key) => [key, 0]))]) {
      assert.throws(() => decode(bytesOf(value)), { ...unsupported, message: /keys that collide here$/ }, name);
    }
  }
});

test("keys that nobody chose lie apart", () => {
  const makes = [(i) => i, (i) => -i, (i) => i * 4096, (i) => i + 0.5, (i) => i * 1e9, (i) => i * 1e-9, (i) => BigInt(i), (i) => BigInt(i) * 1_000_003n, (i) => 1n << BigInt(i % 64) | BigInt(i) << 8n,
    (i) => `${i}`, (i) => `key ${i}`, (i) => Math.sqrt(i), (i) => 1.7e12 + i * 1000, (i) => i * 65_536];
  for (const make of makes) {
    const set = new Set(Array.from({ length: 30_000 }, (_, i) => make(i)));
    assert.deepEqual(decode(bytesOf(set)), set, String(make));
  }
});

test("a key far out among the indices takes no memory for those in front of it", () => {
  for (const key of ["1023", "2573", "4000000000", "17", "18"]) {
    const value = [{ [key]: 1 }, { a: 1, [key]: 2, 3: 4 }, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [+key - i, i]))];
    const copy = decode(bytesOf(value));
    assert.deepEqual(copy, value);
    assert.deepEqual(copy.map((object) => Object.keys(object)), value.map((object) => Object.keys(object)));
    const { enumerable, writable, configurable } = Object.getOwnPropertyDescriptor(copy[0], key);
    assert.ok(enumerable && writable && configurable);
  }
  // As a record it would cost as much again for two bytes.
  assert.throws(() => decode(message([0x9d, 6, 1, 16, 0x31, 0x30, 0x32, 0x33, 0])), malformed("a key of a shape"));
});

test("errors capture no stack, and the setting is put back", () => {
  const before = Error.stackTraceLimit;
  let formatted = 0;
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => `${formatted++}`;
  try {
    const bytes = bytesOf([new Error("a"), new TypeError("b"), new AggregateError([1], "c"), new DOMException("d", "AbortError")].map((error) => Object.defineProperty(error, "stack", { value: "mine" })));
    formatted = 0;
    const copies = decode(bytes);
    assert.deepEqual(copies.map((error) => error.stack), ["mine", "mine", "mine", "mine"]);
    assert.equal(formatted, 0);
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
  assert.equal(Error.stackTraceLimit, before);
  assert.throws(() => decode(message([0x82, 0xae, 0, 0, 0xff])), malformed("unknown tag"));
  assert.equal(Error.stackTraceLimit, before);
  assert.match(new Error("later").stack, /limits\.test/);
});

test("errors without a stack get none, whatever was done to the setting", async () => {
  for (const change of ["", "Object.freeze(Error)", "delete Error.stackTraceLimit", "Object.defineProperty(Error, 'stackTraceLimit', { get() { throw 1; } })",
    "Error.stackTraceLimit = Infinity", "Object.preventExtensions(Error)", "Object.defineProperty(Error, 'stackTraceLimit', { writable: false })", "Error.stackTraceLimit = { valueOf() { throw 1; } }"]) {
    const context = createContext({ TextEncoder, TextDecoder });
    runInContext(await bundleText("clone"), context);
    const answer = runInContext(`
      const codec = clone.createCodec();
      ${change};
      const settingOf = () => JSON.stringify(Object.getOwnPropertyDescriptor(Error, "stackTraceLimit") ?? null);
      const before = settingOf();
      const bytes = Uint8Array.of(1, 0, 0, 0, 7, 0, 0, 0, 0x82, 0xae, 0, 0, 0xae, 5, 0);
      const copies = codec.decode(bytes, 0, bytes.length);
      copies.map((error) => Reflect.ownKeys(error).join() + error).join() + (settingOf() === before ? "" : " changed");
    `, context);
    assert.equal(answer, "Error,TypeError", change);
  }
});

test("a bounded number of functions is compiled, whatever shapes come", async () => {
  const context = createContext({ TextEncoder, TextDecoder });
  runInContext("let compiled = 0; const Real = Function; Function = function (...args) { compiled++; return new Real(...args); }; Function.prototype = Real.prototype;", context);
  runInContext(await bundleText("clone"), context);
  const count = runInContext(`
    const codec = clone.createCodec();
    for (let i = 0; i < 40; i++) {
      const list = [];
      for (let shape = 0; shape < 200; shape++) for (let n = 0; n < 150; n++) list.push({ ["k" + i + "x" + shape]: n });
      const end = codec.encode(list, "v");
      codec.decode(codec.buffer, 0, end);
    }
    compiled;
  `, context);
  // Three for each shape that is read, one for each that is written.
  assert.ok(count >= 4 * 500 && count <= 4 * 512, `${count}`);
});
