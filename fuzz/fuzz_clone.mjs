// Gives the JavaScript decoder of values mutated messages: any bytes are either refused with
// ERR_MALFORMED_CLONE or ERR_UNSUPPORTED_CLONE, or read as a value that can be written and read again as the same bytes.
//   node fuzz/fuzz_clone.mjs [--seconds N] [--runs N] [--seed N] [--artifacts FOLDER] [FILE…]
// With files it runs these alone, once each. A finding is written into FOLDER (build/fuzz/findings),
// and is the end: an exception, a thread that dies of its memory, or 10 s over one input.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { attachedVectorsFile, readVectors } from "../tests/clone/vectors/read.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const patience = 10_000;
const mostMegabytes = 2048;
const maxBytes = 80_000;

const { values, positionals } = parseArgs({
  options: { seconds: { type: "string" }, runs: { type: "string" }, seed: { type: "string" }, artifacts: { type: "string" } },
  allowPositionals: true,
});
const number = (name, otherwise) => {
  const text = values[name];
  if (text === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(text)) throw new Error(`--${name} needs a whole number, not ${text}`);
  return Number(text);
};
const runs = number("runs", Infinity);
const seconds = number("seconds", runs === Infinity ? 60 : Infinity);
const seed = number("seed", Date.now() % 2 ** 31);
const artifacts = values.artifacts ?? join(here, "../build/fuzz/findings");

const isReplay = positionals.length > 0;
const corpus = join(here, "corpus/fuzz_clone");
const inputs = isReplay
  ? positionals.map((file) => new Uint8Array(readFileSync(file)))
  : [
      ...readVectors().values(),
      ...readVectors(attachedVectorsFile).values(),
      ...readdirSync(corpus).sort().map((file) => new Uint8Array(readFileSync(join(corpus, file)))),
    ].filter((bytes) => bytes.length <= maxBytes);

// Runs, bytes of the present input, runs that were read.
const counters = new Int32Array(new SharedArrayBuffer(12));
const input = new Uint8Array(new SharedArrayBuffer(inputs.reduce((most, { length }) => Math.max(most, length), maxBytes)));
const worker = new Worker(new URL("support/clone_worker.mjs", import.meta.url), {
  workerData: { counters, input, inputs, isReplay, runs, seconds, seed },
  resourceLimits: { maxOldGenerationSizeMb: mostMegabytes / 2 },
});

function finish(kind, problem) {
  const [executions, length, read] = counters;
  if (kind) {
    const bytes = input.slice(0, length);
    const file = join(artifacts, `${kind}-${createHash("sha1").update(bytes).digest("hex")}`);
    mkdirSync(artifacts, { recursive: true });
    writeFileSync(file, bytes);
    console.error(`fuzz_clone.mjs: a finding, ${file}\n${problem}\nnode fuzz/fuzz_clone.mjs ${file} shows it again`);
  }
  const findings = kind ? "1 finding" : "no finding";
  console.error(`fuzz_clone.mjs: ${executions} executions, ${read} of them read, ${findings} (seed ${seed})`);
  process.exit(kind ? 1 : 0);
}

let last = -1;
let since = Date.now();
setInterval(() => {
  const executions = counters[0];
  if (executions !== last) {
    last = executions;
    since = Date.now();
  } else if (executions > 0 && Date.now() - since > patience) {
    finish("timeout", `one input takes more than ${patience / 1000} s`);
  }
  const megabytes = process.memoryUsage.rss() / 2 ** 20;
  if (megabytes > mostMegabytes) finish("oom", `the process takes ${Math.round(megabytes)} MB`);
}, 500);
process.on("SIGINT", () => finish());
worker.on("message", (problem) => finish("crash", problem));
worker.on("error", (error) => {
  if (counters[0] === 0) throw error;
  finish(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "oom" : "crash", error.stack);
});
worker.on("exit", () => finish());
