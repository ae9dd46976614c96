// Random graphs of values from a seed. Runs in Node, in JavaScriptCore and in pages, and makes the same
// graph of the same numbers everywhere.

/** A generator of numbers below 1 (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const hasResizable = typeof ArrayBuffer.prototype.resize === "function";
const views = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
  Float64Array, BigInt64Array, BigUint64Array, DataView];
const keys = ["a", "b", "id", "name", "x y", "", "\u4f60", "__proto__", "constructor", "toString", "length", "0", "7",
  "4294967294", "4294967295", "k1", "k2"];
const errors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];

class Point {
  constructor() {
    this.x = 1;
  }
  get length() {
    return this.x;
  }
}

/**
 * Makes a graph. `beyond`: also of what not every structuredClone knows: AggregateErrors, DOMExceptions,
 * and causes that are objects, which V8 cannot read where they are part of a cycle. An error's stack is
 * the same text in all engines.
 */
export function makeGraph(random, { beyond = false } = {}) {
  const int = (n) => Math.floor(random() * n);
  const pick = (list) => list[int(list.length)];
  const made = [];
  const buffers = [];
  const keep = (object) => {
    made.push(object);
    return object;
  };
  const define = (object, key, value, enumerable = true) =>
    Object.defineProperty(object, key, { value, enumerable, configurable: true, writable: true });

  const texts = [
    () => "",
    () => "a".repeat(int(70)),
    () => `text ${int(1e6)}`,
    () => "\u4f60\u597d".repeat(int(5)),
    () => "\u00e9" + int(100),
    () => String.fromCharCode(int(65536), int(65536)),
    () => String.fromCodePoint(0x1f600 + int(50)),
    () => "\ud800".repeat(int(3)),
    () => `\udc00${int(9)}\0\ud800`,
  ];
  const text = () => pick(texts)();
  const numbers = [() => int(64), () => int(300) - 150, () => int(1e5) - 5e4, () => int(2 ** 32) - 2 ** 31, () => random() * 1e9,
    () => -0, () => NaN, () => Infinity, () => -Infinity, () => 5e-324, () => 2 ** (int(2000) - 1000)];
  const number = () => pick(numbers)();
  const bigint = () => pick([() => BigInt(int(1e9)) ** BigInt(int(6)), () => -BigInt(int(1000)), () => -(2n ** BigInt(int(300)))])();
  const leaves = [() => undefined, () => null, () => true, () => false, number, number, number, text, text, text, bigint];
  const leaf = () => pick(leaves)();

  const record = (depth) => {
    const object = keep(pick([() => ({}), () => ({}), () => ({}), () => Object.create(null), () => new Point()])());
    const shape = pick([["id", "name"], ["a", "b", "id"], ["x"], null]);
    const list = shape ?? Array.from({ length: int(6) }, () => pick(keys));
    for (const key of list) define(object, key, value(depth));
    // What is not cloned.
    if (random() < 0.03) define(object, Symbol("s"), 1);
    if (random() < 0.03) define(object, "hidden", () => {}, false);
    return object;
  };
  const array = (depth) => {
    const list = keep([]);
    const length = pick([0, 1, 3, 5, 17, 20]);
    for (let i = 0; i < length; i++) {
      if (random() < 0.05) list.length = i + 1;
      else list[i] = value(depth);
    }
    if (random() < 0.05) list.name = value(depth);
    if (random() < 0.02) list[length + int(100)] = 1;
    if (random() < 0.02) define(list, pick(["x y", "__proto__", "-1", "4294967295"]), value(depth));
    if (random() < 0.01) list.length += int(5000);
    return list;
  };
  const map = (depth) => {
    const object = keep(new Map());
    for (let i = int(5); i > 0; i--) object.set(value(depth), value(depth));
    return object;
  };
  const set = (depth) => {
    const object = keep(new Set());
    for (let i = int(5); i > 0; i--) object.add(value(depth));
    return object;
  };

  const buffer = () => {
    // One in some hundreds is of the size that is attached to a message.
    const size = random() < 0.004 ? 32_760 + 8 * int(4) : 8 * int(20);
    const room = pick([undefined, undefined, 0, 8, 800]);
    const fresh = room === undefined || !hasResizable ? new ArrayBuffer(size) : new ArrayBuffer(size, { maxByteLength: size + room });
    const all = new Uint8Array(fresh);
    const step = 1 + int(255);
    for (let i = 0; i < size; i++) all[i] = i * step;
    buffers.push(fresh);
    return keep(fresh);
  };
  const bytes = () => {
    const under = buffers.length > 0 && random() < 0.5 ? pick(buffers) : buffer();
    const [View, kind] = [pick(views), random()];
    const elements = under.byteLength / 8;
    const from = int(elements + 1);
    const count = int(8 * (elements - from) + 1);
    if (kind < 0.2) return under;
    // Follows the end of its buffer, where that can move.
    if (kind < 0.5) return keep(new View(under, from * 8));
    return keep(new View(under, from * 8, Math.floor(count / (View.BYTES_PER_ELEMENT ?? 1))));
  };

  const error = (depth) => {
    const kind = int(beyond ? errors.length + 2 : errors.length);
    if (kind > errors.length && typeof DOMException === "function") return keep(new DOMException(text(), pick(["AbortError", "DataCloneError", "x"])));
    const object = keep(kind < errors.length ? new errors[kind](text()) : new AggregateError([], text()));
    if (kind >= errors.length) define(object, "errors", array(depth), false);
    define(object, "stack", `stack ${int(100)}`, false);
    if (random() < 0.3) define(object, "cause", beyond ? value(depth) : leaf(), false);
    if (random() < 0.3) define(object, "code", pick(["E_CODE", 7]));
    if (random() < 0.2) define(object, pick(["status", "x y", "__proto__"]), value(depth));
    return object;
  };
  const flags = () => ["d", "g", "i", "m", "s", pick(["", "u"]), "y"].filter(() => random() < 0.4).join("");
  const others = [
    () => keep(new Date(pick([int(2 ** 40), -int(2 ** 40), 8.64e15, NaN]))),
    () => keep(new RegExp(pick(["a", "b+", "[/]", "\\d", "", "\u4f60", "\n"]), flags())),
    () => keep(Object(number())),
    () => keep(Object(text())),
    () => keep(Object(random() < 0.5)),
    () => keep(Object(bigint())),
  ];

  const value = (depth) => {
    if (depth <= 0 || random() < 0.3) return leaf();
    if (made.length > 0 && random() < 0.15) return pick(made);
    const r = random();
    if (r < 0.35) return record(depth - 1);
    if (r < 0.63) return array(depth - 1);
    if (r < 0.73) return map(depth - 1);
    if (r < 0.81) return set(depth - 1);
    if (r < 0.88) return bytes();
    if (r < 0.92) return error(depth - 1);
    return pick(others)();
  };
  return value(1 + int(5));
}
