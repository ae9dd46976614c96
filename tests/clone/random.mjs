// Random graphs of values from a seed. Runs in Node and in JavaScriptCore.

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

/** Makes a graph: what structuredClone of every engine can clone. */
export function makeGraph(random) {
  const int = (n) => Math.floor(random() * n);
  const pick = (list) => list[int(list.length)];
  const made = [];
  const keep = (object) => {
    made.push(object);
    return object;
  };
  const texts = [
    () => "",
    () => "a".repeat(int(70)),
    () => `text ${int(1e6)}`,
    () => "\u4f60\u597d".repeat(int(5)),
    () => "\u00e9" + int(100),
    () => String.fromCharCode(int(65536), int(65536)),
    () => String.fromCodePoint(0x1f600 + int(50)),
    () => "\ud800".repeat(int(3)),
  ];
  const text = () => pick(texts)();
  const number = () => pick([() => int(64), () => int(300) - 150, () => int(1e5) - 5e4, () => int(2 ** 32) - 2 ** 31, () => random() * 1e9,
    () => -0, () => Infinity, () => 2 ** (int(2000) - 1000)])();
  const leaf = () => pick([() => undefined, () => null, () => true, () => false, number, number, text, text, () => BigInt(int(1e9)) ** BigInt(int(6)),
    () => -BigInt(int(1000))])();
  const keys = ["a", "b", "id", "name", "x y", "", "\u4f60", "__proto__", "constructor", "0", "7", "k1", "k2"];
  const record = (depth) => {
    const object = keep({});
    const shape = pick([["id", "name"], ["a", "b", "id"], ["x"], null]);
    const list = shape ?? Array.from({ length: int(6) }, () => pick(keys));
    for (const key of list) {
      Object.defineProperty(object, key, { value: value(depth), enumerable: true, configurable: true, writable: true });
    }
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
  const bytes = () => {
    const buffer = keep(new ArrayBuffer(8 * int(20)));
    const all = new Uint8Array(buffer);
    for (let i = 0; i < all.length; i++) all[i] = int(256);
    if (random() < 0.3) return buffer;
    const View = pick([Uint8Array, Int16Array, Float64Array, DataView, Int32Array, BigInt64Array]);
    const elements = buffer.byteLength / 8;
    const from = int(elements + 1);
    return keep(new View(buffer, from * 8, View === DataView ? int(8 * (elements - from) + 1) : int(elements - from + 1)));
  };
  const others = [
    () => keep(new Date(int(2 ** 40))),
    () => keep(new RegExp(pick(["a", "b+", "[/]", "\\d"]), pick(["", "g", "imu"]))),
    () => keep(Object(number())),
    () => keep(Object(text())),
    () => keep(Object(true)),
  ];
  const value = (depth) => {
    if (depth <= 0 || random() < 0.3) return leaf();
    if (made.length > 0 && random() < 0.15) return pick(made);
    const r = random();
    if (r < 0.35) return record(depth - 1);
    if (r < 0.65) return array(depth - 1);
    if (r < 0.75) return map(depth - 1);
    if (r < 0.83) return set(depth - 1);
    if (r < 0.9) return bytes();
    return pick(others)();
  };
  return value(1 + int(5));
}
