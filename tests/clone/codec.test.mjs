import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { types } from "node:util";
import { bundleText, loadCodec } from "./bundle.mjs";
import { randomFrom } from "./random.mjs";
import { readVectors } from "./vectors/read.mjs";
import { values } from "./vectors/values.mjs";

const { createCodec } = await loadCodec();
const codec = createCodec();

function encode(value, name = "args") {
  const end = codec.encode(value, name);
  return codec.buffer.slice(0, end);
}
const decode = (bytes) => codec.decode(bytes, 0, bytes.length);
const clone = (value) => decode(encode(value));
const hex = (bytes) => Buffer.from(bytes).toString("hex");

// Node 18 has no resizable buffers: it reads them as buffers of their present size.
const hasResizable = typeof ArrayBuffer.prototype.resize === "function";
const isKnownHere = (name) => hasResizable || !/resizable|follows/.test(name);
const knownVectors = () => [...readVectors()].filter(([name]) => isKnownHere(name));

function refusal(value, name = "args") {
  try {
    encode(value, name);
  } catch (error) {
    assert.equal(error.name, "DataCloneError");
    assert.ok(error instanceof DOMException);
    assert.match(error.message, /^An object could not be cloned\. /);
    return error.message.replace("An object could not be cloned. ", "");
  }
  return "cloned";
}

test("there are at least 150 vectors, each with its value", () => {
  const vectors = readVectors();
  assert.ok(vectors.size >= 150);
  assert.deepEqual([...vectors.keys()], values.map(({ name }) => name));
});

test("every value of the vectors is written as its bytes", () => {
  const vectors = readVectors();
  for (const { name, make } of values) {
    if (isKnownHere(name)) assert.equal(hex(encode(make())), hex(vectors.get(name)), name);
  }
});

test("every vector is read as a value that is written as the same bytes", () => {
  for (const [name, bytes] of knownVectors()) assert.equal(hex(encode(decode(bytes))), hex(bytes), name);
});

test("a key that comes twice is refused", () => {
  const text = [8, 0x61, 0x61];
  for (const body of [[0x9e, 2], [0xae, 0, 2], [0xa0, 0, 2], [0x9d, 5, 2, 4, 0x61, 4, 0x61]]) {
    const whole = body[0] === 0x9d ? [...body, 0, 1] : [...body, 0x41, 0, 0x41, 1];
    const bytes = Uint8Array.of(1, 0, 0, 0, whole.length, 0, 0, 0, ...whole, ...(body[0] === 0x9d ? [] : text));
    assert.throws(() => codec.decode(bytes, 0, bytes.length), /a key comes twice/, String(body));
  }
});

test("every vector is refused at every shorter length and with a byte more", () => {
  for (const [name, bytes] of readVectors()) {
    const step = bytes.length < 2000 ? 1 : Math.trunc(bytes.length / 200);
    for (let end = 0; end < bytes.length; end += step) {
      assert.throws(() => codec.decode(bytes, 0, end), { code: "ERR_MALFORMED_CLONE" }, `${name} cut to ${end}`);
    }
    assert.throws(() => decode(Uint8Array.of(...bytes.slice(0, 5000), 0)), { code: "ERR_MALFORMED_CLONE" }, name);
  }
});

test("values that structuredClone knows become what it makes of them", () => {
  for (const { name, make } of values) {
    if (name.includes("rror") || name.includes("date invalid") || name.includes("2^32")) continue;
    // Node refuses its own arguments.
    if (name === "everything" || name === "object of arguments" || name.includes("last index")) continue;
    assert.deepStrictEqual(clone(make()), structuredClone(make()), name);
  }
});

test("what cannot be cloned is named with the way to it", () => {
  assert.equal(refusal([{ user: { callback() {} } }]), "args[0].user.callback: a function cannot be cloned");
  assert.equal(refusal([1, [Symbol("s")]]), "args[1][0]: a symbol cannot be cloned");
  assert.equal(refusal({ "a b": [() => 1] }, "result"), 'result["a b"][0]: a function cannot be cloned');
  assert.equal(refusal([Promise.resolve()]), "args[0]: a Promise cannot be cloned");
  assert.equal(refusal([new WeakMap()]), "args[0]: a WeakMap cannot be cloned");
  assert.equal(refusal([new WeakSet()]), "args[0]: a WeakSet cannot be cloned");
  assert.equal(refusal([new WeakRef({})]), "args[0]: a WeakRef cannot be cloned");
  assert.equal(refusal([(function* () {})()]), "args[0]: a generator cannot be cloned");
  assert.equal(refusal([new Map()[Symbol.iterator]()]), "args[0]: an iterator cannot be cloned");
  assert.equal(refusal([new FinalizationRegistry(() => {})]), "args[0]: a FinalizationRegistry cannot be cloned");
  assert.equal(refusal([new SharedArrayBuffer(1)]), "args[0]: a SharedArrayBuffer cannot be cloned");
  assert.equal(refusal([new Uint8Array(new SharedArrayBuffer(1))]), "args[0].buffer: a SharedArrayBuffer cannot be cloned");
  assert.equal(refusal([Object(Symbol())]), "args[0]: a symbol object cannot be cloned");
  assert.equal(refusal([new MessageChannel().port1]), "args[0]: an object of type MessagePort cannot be cloned");
  const detached = new ArrayBuffer(8);
  const view = new Uint8Array(detached);
  structuredClone(detached, { transfer: [detached] });
  assert.equal(refusal([detached]), "args[0]: a detached ArrayBuffer cannot be cloned");
  assert.equal(refusal([view]), "args[0]: a view outside of its buffer cannot be cloned");
});

test("a view that its buffer has shrunk away from is refused", { skip: !hasResizable }, () => {
  const shrunk = new ArrayBuffer(8, { maxByteLength: 8 });
  const outside = [new Uint8Array(shrunk, 4, 4), new DataView(shrunk, 4, 4)];
  shrunk.resize(2);
  assert.equal(refusal(outside), "args[0]: a view outside of its buffer cannot be cloned");
  assert.equal(refusal([outside[1]]), "args[0]: a view outside of its buffer cannot be cloned");
});

test("a Proxy is refused where the host tells it", () => {
  const strict = createCodec({ isProxy: types.isProxy });
  assert.throws(() => strict.encode([new Proxy({}, {})], "args"), /args\[0\]: a Proxy cannot be cloned/);
  assert.throws(() => strict.encode([new Proxy([], {})], "args"), /args\[0\]: a Proxy cannot be cloned/);
});

test("an exception from a getter passes as itself, and the codec goes on", () => {
  const mine = new Error("mine");
  assert.throws(() => encode({ a: 1, get b() { throw mine; } }), (error) => error === mine);
  assert.deepEqual(clone({ a: 1 }), { a: 1 });
});

test("getters are called once, in order", () => {
  const calls = [];
  const value = { get a() { calls.push("a"); return { get b() { calls.push("b"); return 1; } }; }, get c() { calls.push("c"); return 2; } };
  assert.deepEqual(clone(value), { a: { b: 1 }, c: 2 });
  assert.deepEqual(calls, ["a", "b", "c"]);
});

test("a getter may encode with the same codec", () => {
  let inner;
  const value = { get a() {
    const end = codec.encode({ inner: [1, 2] }, "args");
    inner = codec.buffer.slice(0, end);
    return 1;
  }, b: { a: 2 } };
  assert.deepEqual(clone(value), { a: 1, b: { a: 2 } });
  assert.deepEqual(decode(inner), { inner: [1, 2] });
});

test("what lies before the start is kept", () => {
  const fresh = createCodec();
  const first = fresh.encode(["a".repeat(900)], "args");
  const second = fresh.encode(["b".repeat(9000)], "args", first);
  assert.equal(fresh.decode(fresh.buffer, 0, first)[0], "a".repeat(900));
  assert.equal(fresh.decode(fresh.buffer, first, second)[0], "b".repeat(9000));
});

test("a failed message leaves nothing behind for the next", () => {
  const shared = { x: 1 };
  for (let i = 0; i < 3; i++) {
    assert.equal(refusal([shared, { deep: [shared, () => 1] }, ...Array.from({ length: 40 }, () => ({}))]), "args[1].deep[1]: a function cannot be cloned");
    assert.equal(hex(encode([shared])), hex(createFresh([shared])));
  }
  function createFresh(value) {
    const fresh = createCodec();
    return fresh.buffer.slice(0, fresh.encode(value, "args")) && fresh.buffer.slice(0, fresh.encode(value, "args"));
  }
});

test("a depth of 100,000 is refused by the limit, on both sides", () => {
  let deep = 1;
  for (let i = 0; i < 100_000; i++) deep = i % 2 ? [deep] : { deep };
  assert.match(refusal(deep), /it lies deeper than 10000 levels$/);
  const bytes = new Uint8Array(8 + 100_001).fill(0x81);
  bytes.set([1, 0, 0, 0]);
  new DataView(bytes.buffer).setUint32(4, 100_001, true);
  assert.throws(() => decode(bytes), /deeper than the limit/);
  let fits = 1;
  for (let i = 0; i < 10_000; i++) fits = [fits];
  let seen = clone(fits);
  let depth = 0;
  for (; Array.isArray(seen); seen = seen[0]) depth++;
  assert.equal(depth, 10_000);
});

test("errors keep name, message, stack, cause, errors, code and their own fields", () => {
  class HttpError extends Error {
    constructor(status) {
      super(`status ${status}`, { cause: new RangeError("inner") });
      this.name = "HttpError";
      this.code = "E_HTTP";
      this.status = status;
      this.retry = () => {};
    }
  }
  const error = new HttpError(404);
  const copy = clone([error])[0];
  assert.ok(types.isNativeError(copy));
  assert.equal(Object.getPrototypeOf(copy), Error.prototype);
  assert.equal(copy.name, "HttpError");
  assert.equal(copy.message, "status 404");
  assert.equal(copy.stack, error.stack);
  assert.equal(copy.code, "E_HTTP");
  assert.equal(copy.status, 404);
  assert.ok(copy.cause instanceof RangeError);
  assert.deepEqual(Object.keys(copy), ["code", "status"]);
  const both = clone(new AggregateError([new Error("a"), 5], "both"));
  assert.ok(both instanceof AggregateError);
  assert.equal(both.errors[0].message, "a");
  assert.equal(both.errors[1], 5);
  const dom = clone(new DOMException("stopped", "AbortError"));
  assert.ok(dom instanceof DOMException);
  assert.equal(dom.name, "AbortError");
  assert.equal(dom.message, "stopped");
  assert.equal(dom.code, 20);
});

test("a field of an error that cannot be cloned is left out, and nothing of it stays behind", () => {
  const shared = { shared: true };
  const bad = {
    function: () => ({ url: "/x", validate() {} }),
    symbol: () => [1, [Symbol("s")]],
    promise: () => ({ later: Promise.resolve() }),
    getter: () => ({ a: {}, get b() { throw new Error("not to be had"); } }),
    text: () => ({ wide: "é".repeat(20), text: "x".repeat(40_000), no() {} }),
    many: () => [Array.from({ length: 300 }, (_, i) => ({ [`k${i}`]: i })), () => {}],
    reference: () => [shared, shared, { only: shared }, () => {}],
    buffers: () => [new Uint8Array(100_000), new Uint8Array(3), () => {}],
    error: () => ({ inner: Object.assign(new Error("inner"), { to: {}, f() {} }), g() {} }),
    deep: () => { let value = {}; for (let i = 0; i < 20_000; i++) value = { value }; return value; },
    map: () => new Map([[shared, new WeakMap()]]),
  };
  const good = {
    first: () => shared,
    text: () => "wide ü text",
    records: () => Array.from({ length: 20 }, (_, i) => ({ a: i, shared })),
    shape: () => ({ [`k3`]: 1 }),
    cause: () => Object.assign(new RangeError("why", { cause: { shared } }), { stack: "s" }),
    buffer: () => new Uint8Array(70_000),
    code: () => "E404",
  };
  const random = randomFrom(4);
  const pick = (list) => list[Math.floor(random() * list.length)];
  for (let round = 0; round < 400; round++) {
    const make = (withBad, plan) => {
      const error = new Error("outer");
      error.stack = "here";
      const objects = [];
      let filled = error;
      for (const { kind, key, isBad, nest } of plan) {
        if (nest) {
          const inner = new TypeError("nested");
          inner.stack = "there";
          filled.cause = inner;
          filled = inner;
        }
        if (!isBad) filled[key] = kind();
        else if (withBad) filled[key] = kind();
        if (!isBad && typeof filled[key] === "object") objects.push(filled[key]);
      }
      return [error, objects, shared, { k3: 2 }, { url: 1, validate: 2 }, "end"];
    };
    const plan = Array.from({ length: 1 + Math.floor(random() * 8) }, (_, i) => {
      const isBad = random() < 0.5;
      return { key: `field${i}`, kind: pick(Object.values(isBad ? bad : good)), isBad, nest: random() < 0.2 };
    });
    assert.equal(hex(encode(make(true, plan))), hex(encode(make(false, plan))), `round ${round}`);
  }
  const many = (keep) => Object.assign(Object.assign(new Error("m"), { stack: "s" }), Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [`f${i}`, i % 2 === 0 ? i : { i, f() {} }]).filter(([, value]) => keep || typeof value === "number")));
  assert.equal(hex(encode(many(true))), hex(encode(many(false))));
});

test("what an error cannot say does not keep it from being cloned", () => {
  const boom = () => { throw new Error("boom"); };
  const said = (key, how) => clone(Object.defineProperty(Object.assign(new TypeError("kept"), { code: "E1" }), key, { enumerable: true, ...how }));
  for (const key of ["name", "stack", "cause", "errors", "other"]) {
    const copy = said(key, { get: boom });
    assert.equal(copy.message, "kept", key);
    assert.equal(copy.code, "E1", key);
    if (key !== "name" && key !== "stack") assert.ok(!Object.hasOwn(copy, key), key);
  }
  assert.equal(said("message", { value: Symbol("s") }).code, "E1");
  assert.equal(said("message", { value: { toString: boom } }).code, "E1");
  // What is past a bound is none of it: the sender hears of that.
  assert.throws(() => encode(Object.assign(new Error("e"), { many: [2n ** 600_000n] })), /a BigInt of more than/);
});

test("a key that a getter takes away before it is read is not there", () => {
  const taking = (...keys) => ({ get a() { for (const key of keys) delete this[key]; return 1; }, b: 2, c: { d: 3 } });
  assert.deepEqual(clone(taking("b")), { a: 1, c: { d: 3 } });
  assert.deepEqual(clone([taking("b", "c"), taking("c")]), [{ a: 1 }, { a: 1, b: 2 }]);
  const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, i]));
  assert.equal(Object.keys(clone(Object.defineProperty(wide, "k0", { get() { delete wide.k50; return 0; } }))).length, 99);
  const list = Object.assign(Object.defineProperty([1, 2], "x", { get() { delete this.y; return 1; }, enumerable: true }), { y: 2 });
  assert.deepEqual(Object.keys(clone(list)), ["0", "1", "x"]);
  // Whatever it does, it comes to an end.
  const restless = { get a() { delete this.b; this.b = undefined; delete this.b; setTimeout(() => {}); return 1; }, b: 2 };
  assert.deepEqual(clone({ restless, undefined: undefined }), { restless: { a: 1 }, undefined: undefined });
  const endless = { get a() { delete this.b; Object.defineProperty(this, "c", { get: () => { this.b = 1; }, enumerable: true, configurable: true }); }, b: 2 };
  assert.ok("a" in clone(endless));
});

test("a Float16Array is written as one, and read where the engine knows it", () => {
  const bytes = Uint8Array.of(1, 0, 0, 0, 8, 0, 0, 0, 0xac, 12, 0, 2, 0xaa, 4, 0, 0x3c, 0, 0x40);
  bytes[4] = bytes.length - 8;
  if (typeof Float16Array === "undefined") {
    assert.throws(() => decode(bytes), { code: "ERR_UNSUPPORTED_CLONE", message: /Float16Array/ });
  } else {
    assert.deepEqual(decode(bytes), new Float16Array([1, 2]));
    assert.equal(hex(encode(new Float16Array([1, 2]))), hex(bytes));
  }
  bytes[9] = 13;
  assert.throws(() => decode(bytes), /unknown view/);
});

test("an object without keys is told fast, and still by what it is", () => {
  for (const Kind of [Map, Set, Date, ArrayBuffer]) {
    for (const prototype of [Object.prototype, null]) {
      const disguised = Object.setPrototypeOf(new Kind(Kind === ArrayBuffer ? 2 : []), prototype);
      assert.equal(Object.prototype.toString.call(clone(disguised)), `[object ${Kind.name}]`);
    }
  }
  assert.match(refusal(Object.setPrototypeOf(new WeakMap(), Object.prototype)), /a WeakMap cannot be cloned/);
  assert.match(refusal(Object.setPrototypeOf(Object(Symbol()), null)), /a symbol object cannot be cloned/);
  assert.deepEqual(clone([{}, Object.create(null), new (class {})()]), [{}, {}, {}]);
});

test("a Buffer becomes a Uint8Array of its own bytes only", () => {
  const copy = clone([Buffer.from("secret"), Buffer.from("text").subarray(1, 3)]);
  assert.equal(Object.getPrototypeOf(copy[0]), Uint8Array.prototype);
  assert.equal(copy[0].buffer.byteLength, 6);
  assert.deepEqual(copy[1], new Uint8Array([101, 120]));
});

test("kinds are told by what objects are and not by what they look like", () => {
  const fake = Object.create(Date.prototype, { a: { value: 1, enumerable: true } });
  assert.deepEqual(clone(fake), { a: 1 });
  const hidden = Object.setPrototypeOf(new Map([[1, 2]]), Object.prototype);
  assert.deepEqual(clone(hidden), new Map([[1, 2]]));
  const bare = Object.setPrototypeOf(new Set([1]), null);
  assert.deepEqual(clone(bare), new Set([1]));
  const dated = Object.setPrototypeOf(new Date(7), class Odd {}.prototype);
  assert.deepEqual(clone(dated), new Date(7));
  assert.deepEqual(clone({ [Symbol.toStringTag]: "Map", a: 1 }), { a: 1 });
  assert.deepEqual(clone(Object.create(RegExp.prototype)), {});
  class MyMap extends Map {}
  assert.deepEqual(clone(new MyMap([[1, 2]])), new Map([[1, 2]]));
  class MyArray extends Array {}
  assert.equal(Object.getPrototypeOf(clone(MyArray.of(1, 2))), Array.prototype);
});

test("objects of another realm are cloned, and get the prototypes of this one", () => {
  const foreign = runInContext("[{ a: new Date(3) }, new Map([[1, [2]]]), /x/g, new TypeError('t')]", createContext());
  const copy = clone(foreign);
  assert.equal(Object.getPrototypeOf(copy), Array.prototype);
  assert.deepEqual(copy.slice(0, 3), [{ a: new Date(3) }, new Map([[1, [2]]]), /x/g]);
  assert.ok(copy[3] instanceof TypeError);
});

test("keys that mean something do no harm", () => {
  const copy = clone(JSON.parse('[{"__proto__": {"polluted": 1}, "constructor": 2}]'))[0];
  assert.equal(Object.getPrototypeOf(copy), Object.prototype);
  assert.deepEqual(Object.keys(copy), ["__proto__", "constructor"]);
  assert.equal({}.polluted, undefined);
  // Often enough for a compiled constructor.
  const many = Array.from({ length: 300 }, () => JSON.parse('{"__proto__": 1, "b": 2}'));
  assert.deepEqual(Object.keys(clone(many)[299]), ["__proto__", "b"]);
});

test("the codec holds where a script has changed the prototypes", async () => {
  const context = createContext({ TextEncoder, TextDecoder });
  runInContext(await bundleText("clone"), context);
  const answer = runInContext(`
    const codec = clone.createCodec();
    const make = () => ({ list: [1, "two", 4, null], map: new Map([[1, { a: 1 }]]), set: new Set(["x"]), date: new Date(5), re: /a/gi,
      bytes: new Uint8Array([1, 2, 3]), big: 12345678901234567890n, error: new TypeError("t"), box: Object("s"), text: "\\u4f60".repeat(100),
      records: Array.from({ length: 100 }, (_, i) => ({ id: i, name: "n" + i })) });
    const value = make();
    const json = JSON.stringify;
    let end = codec.encode(value, "v");
    const before = Array.from(codec.buffer.slice(0, end)).join();
    const evil = () => { throw new Error("a changed method was called"); };
    const changed = [Array, Map, Set, Date, RegExp, String, Number, BigInt, WeakMap, Function, Object.getPrototypeOf(Uint8Array), ArrayBuffer];
    const { ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
    for (let i = 0; i < changed.length; i++) {
      const prototype = changed[i].prototype;
      const keys = ownKeys(prototype);
      for (let j = 0; j < keys.length; j++) {
        const descriptor = getOwnPropertyDescriptor(prototype, keys[j]);
        if (keys[j] === "constructor" || !descriptor.configurable) continue;
        if (typeof keys[j] === "symbol" && keys[j] !== Symbol.iterator) continue;
        if (typeof descriptor.value !== "function" && !descriptor.get) continue;
        defineProperty(prototype, keys[j], descriptor.get ? { get: evil, configurable: true } : { value: evil, configurable: true });
      }
    }
    Object.keys = Object.getPrototypeOf = Object.defineProperty = Reflect.apply = Array.isArray = evil;
    const keys = ["id", "name", "list", "map"];
    for (let i = 0; i < keys.length; i++) {
      defineProperty(Object.prototype, keys[i], { set: evil, get: evil, configurable: true });
    }
    let result = "";
    try {
      const again = codec.encode(value, "v");
      const bytes = codec.buffer;
      for (let i = 0; i < again; i++) result += (i ? "," : "") + bytes[i];
      const copy = codec.decode(bytes, 0, again);
      const end2 = codec.encode(copy, "v");
      let second = "";
      for (let i = 0; i < end2; i++) second += (i ? "," : "") + codec.buffer[i];
      if (second !== result) result = "the copy differs";
      else if (result === before) result = "same";
    } catch (error) {
      result = "" + error + error.stack;
    }
    result;
  `, context);
  assert.equal(answer, "same");
});

test("a codec that may not compile does the same", () => {
  const plain = createCodec({ compile: false });
  for (const [name, bytes] of knownVectors()) {
    const end = plain.encode(plain.decode(bytes, 0, bytes.length), "v");
    assert.equal(hex(plain.buffer.subarray(0, end)), hex(bytes), name);
  }
});

test("a string of 100 MB passes", () => {
  const text = "0123456789".repeat(10_000_000);
  assert.ok(clone([text])[0] === text);
});

test("dictionaries, Maps and Sets of many entries keep their order", () => {
  const object = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key ${i}`, i]));
  assert.deepEqual(Object.keys(clone(object)), Object.keys(object));
  const map = new Map(Array.from({ length: 5000 }, (_, i) => [`key ${i}`, { i }]));
  assert.deepEqual(clone(map), map);
});
