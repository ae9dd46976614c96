// Runs in JavaScriptCore: writes a line of hex for every value of the vectors, after it has read that
// again, and for random graphs from a seed. `settings` is set in front of it.

/* global settings, print */
import { createCodec } from "../../../js/clone/index.js";
import { difference } from "../compare.mjs";
import { makeGraph, randomFrom } from "../random.mjs";
import { values } from "../vectors/values.mjs";

const codec = createCodec(settings.options);
const digits = "0123456789abcdef";

function hexOf(value) {
  const end = codec.encode(value, "value");
  let text = "";
  for (let i = 0; i < end; i++) text += digits[codec.buffer[i] >> 4] + digits[codec.buffer[i] & 15];
  return text;
}

function bytesOf(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function lineOf(value) {
  const first = hexOf(value);
  const bytes = bytesOf(first);
  const again = hexOf(codec.decode(bytes, 0, bytes.length));
  return first === again ? first : `differs when read: ${first} ${again}`;
}

for (const { name, make } of values) {
  try {
    print(`${name}\t${lineOf(make())}`);
  } catch (error) {
    print(`${name}\tthrows ${error} ${error.stack}`);
  }
}

const random = randomFrom(settings.seed);
for (let i = 0; i < settings.graphs; i++) {
  const graph = makeGraph(random);
  const line = lineOf(graph);
  const bytes = bytesOf(line);
  const problem = difference(graph, codec.decode(bytes, 0, bytes.length));
  print(`graph ${i}\t${problem === undefined ? line : `the copy differs: ${problem}`}`);
}

function refusal(value) {
  try {
    codec.encode(value, "args");
    return "cloned";
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}
const refused = {
  function: [{ user: { callback() {} } }],
  symbol: [Symbol("s")],
  promise: [Promise.resolve()],
  weakmap: [new WeakMap()],
  generator: [(function* () {})()],
};
for (const key in refused) print(`refused ${key}\t${refusal(refused[key])}`);

const copy = (value) => {
  const end = codec.encode(value, "value");
  return codec.decode(codec.buffer.slice(0, end), 0, end);
};
for (const count of [9, 300, 10_000]) {
  const named = Object.assign(Array.from({ length: count }, (_, i) => i), { index: 1, groups: { a: 2 } });
  print(`named ${count}\t${JSON.stringify({ ...copy(named) }.groups)} ${copy(named).length}`);
}

let deep = 1;
for (let i = 0; i < 100_000; i++) deep = [deep];
print(`refused deep\t${refusal(deep)}`);
