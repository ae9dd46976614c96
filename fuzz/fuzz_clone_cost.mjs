// Looks for messages that cost the JavaScript decoder of values the most for each of their bytes: first every
// kind of value alone, then mixtures, of which it climbs from the costlier to costlier ones.
//   node fuzz/fuzz_clone_cost.mjs [--seconds N] [--runs N] [--seed N] [--artifacts FOLDER] [FILE…]
// With files it measures these alone: recipes, as JSON. A finding is a message that takes more time or memory
// than docs/reliability.md says, or what throws anything but a refusal. It is written into FOLDER
// (build/fuzz/findings) as its recipe, and is the end.
// Time is that of the processor, the least of a few runs; what others do on the machine lengthens it all the
// same, so that twice as much is no finding yet. Memory is all that is allocated, garbage too.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { getHeapStatistics } from "node:v8";
import { loadCodec } from "../tests/clone/bundle.mjs";
import { randomFrom } from "../tests/clone/random.mjs";
import { build, cook } from "./support/costly.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
/** What a byte may cost, and how much more time is a finding. */
const mostNanoseconds = 300;
const mostBytes = 160;
const slack = 2;
const length = 40_000;
const patience = 10_000;

const { values, positionals } = parseArgs({
  options: { seconds: { type: "string" }, runs: { type: "string" }, seed: { type: "string" }, artifacts: { type: "string" } },
  allowPositionals: true,
});
const runs = Number(values.runs ?? Infinity);
const seconds = Number(values.seconds ?? (values.runs ? Infinity : 60));
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const artifacts = values.artifacts ?? join(here, "../build/fuzz/findings");

function keep(recipe) {
  const text = `${JSON.stringify(recipe)}\n`;
  const file = join(artifacts, `crash-${createHash("sha1").update(text).digest("hex")}`);
  mkdirSync(artifacts, { recursive: true });
  writeFileSync(file, text);
  return file;
}

if (globalThis.gc === undefined) watch();
else await search();

/** Runs this script again, with a heap in which a message needs no collection, and watches over it. */
function watch() {
  const flags = ["--expose-gc", "--single-threaded-gc", "--min-semi-space-size=64", "--max-semi-space-size=64"];
  const child = spawn(process.execPath, [...flags, fileURLToPath(import.meta.url), "--seed", `${seed}`, ...process.argv.slice(2)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let present;
  let since = Date.now();
  child.on("message", (recipe) => {
    present = recipe;
    since = Date.now();
  });
  const clock = setInterval(() => {
    if (Date.now() - since > patience) child.kill("SIGKILL");
  }, 500);
  child.once("exit", (code, signal) => {
    clearInterval(clock);
    if (signal && present) {
      console.error(`fuzz_clone_cost.mjs: a finding, ${keep(present)}\nit ended the process (${signal})`);
      console.error(`fuzz_clone_cost.mjs: 1 executions, 1 finding (seed ${seed})`);
    }
    process.exit(code ?? 1);
  });
}

async function search() {
  const codec = (await loadCodec()).createCodec();
  let executions = 0;
  const allocated = () => getHeapStatistics().used_heap_size + process.memoryUsage().external;
  const processor = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };

  /** What a byte of the message costs: `{ ns, bytes }`; throws what should not be thrown. */
  function measure(recipe, times) {
    const message = build(recipe, length);
    process.send?.(recipe);
    executions++;
    const cost = { ns: Infinity, bytes: Infinity };
    for (let i = 0; i < times; i++) {
      globalThis.gc();
      const before = allocated();
      const start = processor();
      let value;
      try {
        value = codec.decode(message, 0, message.length);
      } catch (error) {
        if (error.code !== "ERR_MALFORMED_CLONE" && error.code !== "ERR_UNSUPPORTED_CLONE") throw error;
      }
      cost.ns = Math.min(cost.ns, ((processor() - start) * 1000) / message.length);
      cost.bytes = Math.min(cost.bytes, (allocated() - before) / message.length);
      if (value === codec) return cost;
    }
    return cost;
  }

  const scoreOf = ({ ns, bytes }) => Math.max(ns / mostNanoseconds, bytes / mostBytes);
  const isPast = ({ ns, bytes }) => ns > slack * mostNanoseconds || bytes > mostBytes;
  const say = ({ ns, bytes }, recipe) => {
    const { parts, references, group } = recipe;
    const what = parts.map(({ atom, n, times }) => `${times} ${atom}(${n})`).join(", ");
    return `${Math.round(ns)} ns and ${Math.round(bytes)} bytes a byte: ${what}${references ? ", references" : ""}${group > 1 ? `, in arrays of ${group}` : ""}`;
  };
  const worst = { ns: { ns: 0, bytes: 0 }, bytes: { ns: 0, bytes: 0 } };

  function finish(finding) {
    for (const [key, title] of [["ns", "time"], ["bytes", "memory"]]) {
      if (worst[key].recipe) console.error(`fuzz_clone_cost.mjs: the most ${title}: ${say(worst[key], worst[key].recipe)}`);
    }
    console.error(`fuzz_clone_cost.mjs: ${executions} executions, ${finding ? "1 finding" : "no finding"} (seed ${seed})`);
    process.exit(finding ? 1 : 0);
  }

  /** Measures a recipe, and again where it seems to be past the bounds. */
  function look(recipe) {
    let cost;
    try {
      cost = measure(recipe, 2);
      for (let i = 0; i < 5 && scoreOf(cost) > 1; i++) {
        const again = measure(recipe, 6);
        cost = { ns: Math.min(cost.ns, again.ns), bytes: Math.min(cost.bytes, again.bytes) };
      }
    } catch (error) {
      console.error(`fuzz_clone_cost.mjs: a finding, ${keep(recipe)}\n${error.stack}`);
      finish(true);
    }
    if (isPast(cost)) {
      console.error(`fuzz_clone_cost.mjs: a finding, ${keep(recipe)}\n${say(cost, recipe)}`);
      finish(true);
    }
    for (const key of ["ns", "bytes"]) {
      if (cost[key] > worst[key][key]) worst[key] = { ...cost, recipe };
    }
    return scoreOf(cost);
  }

  const kept = (file) => JSON.parse(readFileSync(file, "utf8"));
  if (positionals.length > 0) {
    for (const file of positionals) console.error(say(measure(kept(file), 20), kept(file)));
    finish(false);
  }
  const random = randomFrom(seed);
  const { first, change, names } = cook(random);
  const corpus = join(here, "corpus/recipes_clone_cost");
  const end = Date.now() + seconds * 1000;
  const goesOn = () => executions < runs && Date.now() < end;
  // What is compiled late is slow at first.
  for (let i = 0; i < 20; i++) measure({ parts: names.map((atom) => ({ atom, n: 3, times: 3 })), references: i % 2 === 0, group: 1, form: 0 }, 1);
  const known = readdirSync(corpus).sort().map((file) => kept(join(corpus, file)));
  const singles = names.flatMap((atom) => [1, 5].map((n) => ({ parts: [{ atom, n, times: 1 }], references: n === 5, group: 1, form: 0 })));
  const found = [];
  for (const recipe of [...known, ...singles]) {
    if (!goesOn()) break;
    found.push({ recipe, score: look(recipe) });
  }
  while (goesOn()) {
    // From one of the costliest, or anew.
    found.sort((a, b) => b.score - a.score);
    found.length = Math.min(found.length, 24);
    const from = random() < 0.25 ? first() : change(found[Math.floor(random() ** 2 * found.length)].recipe);
    found.push({ recipe: from, score: look(from) });
  }
  finish(false);
}
