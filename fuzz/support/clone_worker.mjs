// Gives the JavaScript decoder of values one input after the other, in a thread that fuzz_clone.mjs
// watches: each input lies in shared memory while it is read, so that it is known whatever happens.

import { parentPort, workerData } from "node:worker_threads";
import { loadCodec } from "../../tests/clone/bundle.mjs";
import { makeGraph, randomFrom } from "../../tests/clone/random.mjs";
import { mutator } from "./mutate.mjs";

const { counters, input, inputs, isReplay, runs, seconds, seed } = workerData;
const { createCodec } = await loadCodec();
// Node reads no Blob at once: their bytes are given as zeros, of which two writings are the same too.
const readBlob = (blob) => new Uint8Array(blob.size);
const codec = createCodec({ readBlob });
const plain = createCodec({ readBlob, compile: false });
const ports = Array.from({ length: 3 }, () => new MessageChannel().port1);
for (const port of ports) port.unref();
const realmKeys = () => [Object.prototype, Array.prototype, Function.prototype, Error.prototype].map((it) => Reflect.ownKeys(it).length).join();
const keysBefore = realmKeys();
// A refusal is an Error, and its stack is most of what that costs.
if (!isReplay) Error.stackTraceLimit = 0;

function require(condition, what) {
  if (!condition) throw new Error(what);
}

/** The value of some bytes, or undefined where they are refused as they should be. */
function read(decoder, bytes) {
  try {
    return { value: decoder.decode(bytes, 0, bytes.length, { ports }) };
  } catch (error) {
    if (error?.code === "ERR_MALFORMED_CLONE" && error.message.startsWith("malformed message: ")) return undefined;
    if (error?.code === "ERR_UNSUPPORTED_CLONE" && error.message.startsWith("unsupported message: ")) return undefined;
    throw error;
  }
}

function write(encoder, value) {
  const end = encoder.encode(value, "value", 0, ports);
  return encoder.buffer.slice(0, end);
}

/** Whether the bytes were read; throws where something is wrong. */
function check(bytes) {
  const first = read(codec, bytes);
  const second = read(plain, bytes);
  require((first === undefined) === (second === undefined), "only the codec that compiles, or the other, reads it");
  if (first === undefined) return false;
  require(realmKeys() === keysBefore, "reading it changed the prototypes");
  const written = write(codec, first.value);
  require(Buffer.compare(written, write(plain, second.value)) === 0, "the codec that does not compile reads another value");
  const again = read(codec, written);
  require(again !== undefined, "what was written is not read");
  require(Buffer.compare(written, write(codec, again.value)) === 0, "the second writing differs");
  return true;
}

function run(bytes) {
  input.set(bytes);
  Atomics.store(counters, 1, bytes.length);
  Atomics.add(counters, 0, 1);
  try {
    if (!check(bytes)) return false;
    Atomics.add(counters, 2, 1);
    return true;
  } catch (error) {
    parentPort.postMessage(error?.stack ?? String(error));
    // The thread ends with the message; there is one finding a run.
    process.exit(1);
  }
}

if (isReplay) {
  for (const bytes of inputs) run(bytes);
} else {
  fuzz();
}

/** Messages with what the vectors and the graphs do not have: it needs a host. */
function besides() {
  const attached = new Uint8Array(32_768).fill(7);
  const blob = new Blob(["bytes"], { type: "text/plain" });
  const values = [[ports[1], { port: ports[0] }], [attached, attached.buffer, new Uint16Array(16_400)], [blob, new Blob([attached])], blob];
  if (typeof File === "function") values.push([new File(["bytes"], "name", { type: "text/html", lastModified: 5 })]);
  return values.map((value) => write(codec, value));
}

function fuzz() {
  const random = randomFrom(seed);
  const int = (n) => Math.floor(random() * n);
  const mutate = mutator(random);
  const given = [...inputs, ...besides()];
  const small = given.filter((bytes) => bytes.length < 4000);
  const large = given.filter((bytes) => bytes.length >= 4000);
  // Besides what is given: random graphs, and what was made of others and read.
  const bred = Array.from({ length: 512 }, () => write(codec, makeGraph(random)));
  const pick = () => {
    if (large.length > 0 && random() < 0.005) return large[int(large.length)];
    return random() < 0.5 ? small[int(small.length)] : bred[int(bred.length)];
  };
  const breed = (bytes) => {
    if (bytes.length < 1500) bred[int(bred.length)] = bytes;
  };
  const end = Date.now() + seconds * 1000;
  for (const bytes of given) run(bytes);
  for (let i = given.length; i < runs && (i % 256 !== 0 || Date.now() < end); i++) {
    if (i % 64 === 0) breed(write(codec, makeGraph(random)));
    const bytes = mutate(pick(), pick());
    if (run(bytes) && random() < 0.05) breed(bytes.slice());
  }
}
