// The values of the shared vectors: a name, and what makes the value. The bytes of each are in
// vectors.txt; every codec must write them for the value, and read the value from them.
// `tests/clone/vectors/update.mjs` writes that file anew.

const buffer = (...bytes) => new Uint8Array(bytes).buffer;
const error = (made, fields = {}) => {
  Object.defineProperty(made, "stack", { value: "stack", writable: true, configurable: true });
  return Object.assign(made, fields);
};
const resizable = (bytes, max) => {
  const made = new ArrayBuffer(bytes.length, { maxByteLength: max });
  new Uint8Array(made).set(bytes);
  return made;
};
const repeat = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const sparse = (length, entries) => Object.assign(Object.assign([], { length }), entries);

const list = [];
const add = (name, make) => list.push({ name, make });

// Primitives
add("undefined", () => undefined);
add("null", () => null);
add("true", () => true);
add("false", () => false);
for (const n of [0, 1, 63, 64, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2147483647, 2147483648, 4294967295,
  9007199254740991, -1, -128, -129, -32768, -32769, -2147483648, -2147483649, 0.5, -0.1, 1e21, 5e-324,
  1.7976931348623157e308]) {
  add(`number ${n}`, () => n);
}
add("number -0", () => -0);
add("number NaN", () => NaN);
add("number Infinity", () => Infinity);
add("number -Infinity", () => -Infinity);
for (const text of ["0", "1", "-1", "255", "256", "-256", "9223372036854775807", "-9223372036854775808",
  "18446744073709551616", "-340282366920938463463374607431768211456", "123456789012345678901234567890"]) {
  add(`bigint ${text}`, () => BigInt(text));
}
add("bigint of 1000 bits", () => 2n ** 1000n - 1n);

// Strings
add("string empty", () => "");
add("string a", () => "a");
add("string of 31 units", () => "x".repeat(31));
add("string of 32 units", () => "x".repeat(32));
add("string of 100 units", () => "0123456789".repeat(10));
add("string of 1000 units", () => "0123456789".repeat(100));
add("string with NUL", () => "a\0b");
add("string with controls", () => "\u0001\t\n\r\u001f\u007f");
add("string of Latin 1", () => "na\u00efve caf\u00e9 \u00ff");
add("string with U+0080", () => "\u0080");
add("string of Chinese", () => "\u4f60\u597d\uff0c\u4e16\u754c");
add("string of long Chinese", () => "\u4f60\u597d".repeat(50));
add("string of emoji", () => "\u{1f600}\u{1f469}\u200d\u{1f680}");
add("string with BOM", () => "\ufefftext");
add("string of U+FFFF", () => "\uffff\ufffe");
add("string of U+10FFFF", () => "\u{10ffff}");
add("string with a lone high surrogate", () => "a\ud800b");
add("string with a lone low surrogate", () => "a\udc00b");
add("string with surrogates in the wrong order", () => "\udc00\ud800");
add("string with a high surrogate at the end", () => "\u4f60".repeat(60) + "\ud83d");
add("strings that halve a pair", () => ["\ud83d", "\ude00", "x"]);
add("strings with a lone surrogate among others", () => ["abc", "\ud800", "d\u00e9f"]);
add("string of line separators", () => "\u2028\u2029");
add("strings in two segments", () => ["a".repeat(16384), "b", "c"]);
add("strings where the second segment is not ASCII", () => ["a".repeat(16390), "\u00e9", "c"]);
add("strings of 20000 units in one segment", () => ["ab", "c".repeat(20000), "d"]);

// Boxed primitives
add("boxed true", () => Object(true));
add("boxed false", () => Object(false));
add("boxed number", () => Object(1.5));
add("boxed -0", () => Object(-0));
add("boxed NaN", () => Object(NaN));
add("boxed string", () => Object("text"));
add("boxed empty string", () => Object(""));
add("boxed bigint", () => Object(-5n));
add("boxed twice the same", () => { const box = Object("x"); return [box, box]; });

// Dates and RegExps
add("date 0", () => new Date(0));
add("date of 2026", () => new Date(Date.UTC(2026, 10, 21, 12, 5)));
add("date before 1970", () => new Date(-1));
add("date at the end of time", () => new Date(8.64e15));
add("date at the start of time", () => new Date(-8.64e15));
add("date invalid", () => new Date(NaN));
add("regexp plain", () => /abc/);
add("regexp empty", () => new RegExp(""));
add("regexp with a slash", () => /a\/b[/]/);
add("regexp with flags dgimsuy", () => /x/dgimsuy);
add("regexp with a new line", () => new RegExp("\n"));
add("regexp beyond ASCII", () => /\u4f60+/u);
add("regexp whose lastIndex is not kept", () => Object.assign(/a/g, { lastIndex: 5 }));

// Arrays
add("array empty", () => []);
add("array of one", () => [1]);
add("array of 15", () => repeat(15, (i) => i));
add("array of 16", () => repeat(16, (i) => i));
add("array of 200", () => repeat(200, (i) => i * 3));
add("array of mixed", () => [undefined, null, true, 1, "a", 1n, 0.5]);
add("array in arrays", () => [[], [[]], [[[1]]]]);
add("array with a hole", () => [1, , 3]);
add("array with a hole at the start", () => [, 1]);
add("array with a hole at the end", () => sparse(3, { 0: 1 }));
add("array of holes", () => new Array(5));
add("array of 17 holes", () => new Array(17));
add("array with undefined beside a hole", () => [undefined, , undefined]);
add("array sparse", () => sparse(100, { 3: "three", 50: "fifty" }));
add("array of 2^32-1", () => sparse(4294967295, {}));
add("array with the last index", () => sparse(4294967295, { 4294967294: "last" }));
add("array half full", () => sparse(18, Object.fromEntries(repeat(9, (i) => [2 * i, i]))));
add("array with a property", () => Object.assign([1, 2], { name: "x" }));
add("array with a property and no items", () => Object.assign([], { a: 1, b: [2] }));
add("array with a property like an index", () => Object.assign([1], { 4294967295: "no index", "-1": 1, "01": 2 }));
add("array with holes and properties", () => Object.assign([1, , 3], { a: 1 }));
add("array from a match", () => "xay".match(/a/));

// Objects
add("object empty", () => ({}));
add("object of one", () => ({ a: 1 }));
add("object in order", () => ({ z: 1, a: 2, m: 3 }));
add("object with indices first", () => ({ b: 1, 2: "two", 1: "one" }));
add("object in objects", () => ({ a: { b: { c: { d: 1 } } } }));
add("object with undefined", () => ({ a: undefined, b: null }));
add("object with an empty key", () => ({ "": 1, " ": 2 }));
add("object with keys beyond ASCII", () => ({ "\u00e9": 1, "\u4f60": 2, "\ud800": 3, "\u{1f600}": 4 }));
add("object with __proto__", () => JSON.parse('{"__proto__": {"polluted": true}, "a": 1}'));
add("object with names of methods", () => ({ constructor: 1, toString: 2, hasOwnProperty: 3, valueOf: 4 }));
add("object with length", () => ({ length: 3, 0: "a" }));
add("object without prototype", () => Object.assign(Object.create(null), { a: 1 }));
add("object with a getter", () => ({ get a() { return 5; }, b: 6 }));
add("object of a class", () => new (class Point { constructor() { this.x = 1; this.y = 2; } get sum() { return 3; } })());
add("object with a hidden property", () => Object.defineProperty({ a: 1 }, "b", { value: 2, enumerable: false }));
add("object with a symbol key", () => ({ a: 1, [Symbol("s")]: 2 }));
add("object of arguments", () => (function () { return arguments; })(1, "a"));
add("object of 64 keys", () => Object.fromEntries(repeat(64, (i) => [`k${i}`, i])));
add("object of 65 keys", () => Object.fromEntries(repeat(65, (i) => [`k${i}`, i])));
add("object with a key of 64 units", () => ({ ["k".repeat(64)]: 1 }));
add("object with a key of 65 units", () => ({ ["k".repeat(65)]: 1, b: 2 }));
add("object that pretends to be a Map", () => Object.assign(Object.create(Map.prototype), { a: 1 }));

// Records of the same shape
add("records alike", () => repeat(5, (i) => ({ id: i, name: `n${i}` })));
add("records of two shapes", () => repeat(6, (i) => (i % 2 ? { a: i } : { b: i, c: i })));
add("records of 40 shapes", () => repeat(80, (i) => ({ [`k${i % 40}`]: i })));
add("records of 300 shapes", () => repeat(600, (i) => ({ [`k${i % 300}`]: i })));
add("records with keys in another order", () => [{ a: 1, b: 2 }, { b: 1, a: 2 }, { a: 3, b: 4 }]);
add("records in records", () => repeat(3, (i) => ({ id: i, nested: { a: i, b: { c: i } } })));
add("records like a table", () => repeat(30, (i) => ({ id: i, name: `name ${i}`, tags: ["a", `b${i}`, "c"],
  nested: { a: i, b: i / 2, date: new Date(1.7e12 + i) } })));

// Maps and Sets
add("map empty", () => new Map());
add("map of strings", () => new Map([["a", 1], ["b", 2]]));
add("map of every kind of key", () => new Map([[undefined, 0], [null, 1], [true, 2], [1.5, 3], ["s", 4], [1n, 5], [{}, 6], [[], 7], [NaN, 8]]));
add("map in order", () => { const m = new Map([["a", 1], ["b", 2]]); m.delete("a"); m.set("a", 3); return m; });
add("map in a map", () => new Map([[new Map(), new Map([[1, 2]])]]));
add("map with itself", () => { const m = new Map(); m.set(m, m); return m; });
add("map of 100", () => new Map(repeat(100, (i) => [i, `v${i}`])));
add("set empty", () => new Set());
add("set of mixed", () => new Set([1, "a", null, undefined, 1n, NaN]));
add("set of objects", () => new Set([{ a: 1 }, { a: 1 }, []]));
add("set with itself", () => { const s = new Set([1]); s.add(s); return s; });
add("set of 100", () => new Set(repeat(100, (i) => i * i)));

// Identity
add("the same object twice", () => { const o = { a: 1 }; return [o, o]; });
add("equal objects that are not the same", () => [{ a: 1 }, { a: 1 }]);
add("an object with itself", () => { const o = { a: 1 }; o.self = o; return o; });
add("an array with itself", () => { const a = [1]; a.push(a); return a; });
add("a cycle of three", () => { const a = {}; const b = { a }; const c = { b }; a.c = c; return a; });
add("parents and children", () => { const root = { name: "root", children: [] };
  for (let i = 0; i < 3; i++) root.children.push({ name: `c${i}`, parent: root, children: [] }); return root; });
add("the same date twice", () => { const d = new Date(5); return { from: d, to: d }; });
add("the same object in 100 places", () => { const o = { x: 1 }; return repeat(100, () => o); });
add("the same among 50 objects", () => { const all = repeat(50, (i) => ({ i })); return [...all, all[0], all[17], all[49]]; });
add("the same records with cycles", () => repeat(4, (i) => { const o = { id: i, self: null }; o.self = o; return o; }));

// Bytes
add("buffer empty", () => new ArrayBuffer(0));
add("buffer", () => buffer(1, 2, 3, 255));
add("buffer of 200", () => new Uint8Array(repeat(200, (i) => i)).buffer);
add("buffer resizable", () => resizable([1, 2, 3], 16));
add("Uint8Array", () => new Uint8Array([1, 2, 3]));
add("Uint8Array empty", () => new Uint8Array(0));
add("Uint8Array of 1000", () => new Uint8Array(repeat(1000, (i) => i & 255)));
for (const [name, View] of Object.entries({ Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array,
  Int32Array, Uint32Array, Float32Array, Float64Array })) {
  add(`${name} of a part`, () => new View(new Uint8Array(repeat(32, (i) => i)).buffer, 8, 2));
}
add("BigInt64Array", () => new BigInt64Array([-1n, 2n ** 62n]));
add("BigUint64Array", () => new BigUint64Array([2n ** 64n - 1n]));
add("Float32Array with NaN", () => new Float32Array([1.5, Infinity, -0]));
add("DataView", () => new DataView(buffer(1, 2, 3, 4), 1, 2));
add("DataView empty", () => new DataView(buffer(1, 2), 2));
add("views of one buffer", () => { const b = buffer(1, 2, 3, 4, 5, 6, 7, 8); return [new Uint8Array(b), new Uint16Array(b, 2, 2), b, new DataView(b)]; });
add("a view before its buffer", () => { const b = buffer(9, 8); return { view: new Uint8Array(b, 1), b }; });
add("view that follows its buffer", () => new Uint8Array(resizable([1, 2, 3, 4], 8)));
add("view that follows a full buffer", () => new Uint16Array(resizable([1, 2, 3, 4], 4), 2));
add("view of a fixed length on a resizable buffer", () => new Uint8Array(resizable([1, 2, 3, 4], 8), 0, 4));
add("DataView that follows its buffer", () => new DataView(resizable([1, 2, 3], 6), 1));

// Errors
for (const Kind of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
  add(`${Kind.name}`, () => error(new Kind("message")));
}
add("AggregateError", () => error(new AggregateError([error(new Error("a")), 2], "both")));
add("error without a message", () => error(new Error()));
add("error with an empty message", () => error(new Error("")));
add("error with a cause", () => error(new Error("outer", { cause: error(new TypeError("inner")) })));
add("error with a cause of undefined", () => error(new Error("outer", { cause: undefined })));
add("error with a code and fields", () => error(new Error("no file"), { code: "ENOENT", errno: -2, path: "/x", more: { a: [1] } }));
add("error with a name of its own", () => error(new Error("m"), { name: "MyError" }));
add("error of a class", () => error(new (class extends TypeError { get [Symbol.for("x")]() { return 1; } })("m")));
add("error that is its own cause", () => { const e = error(new Error("m")); e.cause = e; return e; });
add("error named TypeError", () => error(Object.assign(new Error("m"), { name: "TypeError" })));

// As messages are
add("arguments of the small message", () => [{ id: 1, text: "hello world", n: [1, 2, 3] }]);
add("arguments empty", () => []);
add("arguments shared", () => { const o = { x: 1 }; return [o, { o }, [o]]; });
add("deep", () => { let v = 0; for (let i = 0; i < 200; i++) v = i % 2 ? [v] : { v }; return v; });
add("everything", () => ({ n: null, u: undefined, b: [true, false], i: 42, f: 1.5, s: "text", big: 10n, d: new Date(1e12), r: /x/g,
  m: new Map([["k", new Set([1])]]), a: [1, , 3], bytes: new Uint8Array([1, 2]), e: error(new Error("m")) }));

export const values = list;
