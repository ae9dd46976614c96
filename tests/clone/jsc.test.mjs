import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { loadCodec } from "./bundle.mjs";
import { eachMutated } from "./mutated.mjs";
import { makeGraph, randomFrom } from "./random.mjs";
import { readVectors } from "./vectors/read.mjs";

const program = process.env.CATION_RUN_IN_JSC;
const skip = program ? false : "CATION_RUN_IN_JSC names no program";
const graphs = 3000;
const mutated = 20_000;

async function run(settings, driver = "driver") {
  const folder = mkdtempSync(join(tmpdir(), "cation-jsc-"));
  try {
    const result = await build({
      entryPoints: [fileURLToPath(new URL(`jsc/${driver}.mjs`, import.meta.url))],
      bundle: true,
      write: false,
      format: "iife",
      target: "es2022",
      logLevel: "warning",
    });
    const script = join(folder, "driver.js");
    writeFileSync(script, `const settings = ${JSON.stringify(settings)};\n${result.outputFiles[0].text}`);
    const text = execFileSync(program, [script], { maxBuffer: 1 << 30 }).toString();
    return text.trimEnd().split("\n").map((line) => line.split("\t"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const compile of [true, false]) {
  test(`JavaScriptCore writes and reads the vectors alike${compile ? "" : ", without compiling"}`, { skip }, async () => {
    const lines = new Map(await run({ seed: 1, graphs: 0, options: { compile } }));
    for (const [name, bytes] of readVectors()) assert.equal(lines.get(name), Buffer.from(bytes).toString("hex"), name);
  });
}

test("JavaScriptCore refuses what cannot be cloned", { skip }, async () => {
  const lines = new Map(await run({ seed: 1, graphs: 0, options: {} }));
  const of = (name) => lines.get(`refused ${name}`).replace("DataCloneError: An object could not be cloned. ", "");
  assert.equal(of("function"), "args[0].user.callback: a function cannot be cloned");
  assert.equal(of("symbol"), "args[0]: a symbol cannot be cloned");
  assert.equal(of("promise"), "args[0]: a Promise cannot be cloned");
  assert.equal(of("weakmap"), "args[0]: a WeakMap cannot be cloned");
  assert.equal(of("generator"), "args[0]: a generator cannot be cloned");
  for (const count of [9, 300, 10_000]) assert.equal(lines.get(`named ${count}`), `{"a":2} ${count}`);
  assert.match(of("deep"), /it lies deeper than 10000 levels$/);
});

test(`JavaScriptCore writes ${graphs} random graphs as V8 does`, { skip }, async (t) => {
  const seed = Date.now() % 2 ** 31;
  t.diagnostic(`seed ${seed}`);
  const lines = new Map(await run({ seed, graphs, options: {} }));
  const { createCodec } = await loadCodec();
  const codec = createCodec();
  const random = randomFrom(seed);
  for (let i = 0; i < graphs; i++) {
    const end = codec.encode(makeGraph(random), "value");
    assert.equal(lines.get(`graph ${i}`), Buffer.from(codec.buffer.subarray(0, end)).toString("hex"), `graph ${i} of seed ${seed}`);
  }
});

test(`JavaScriptCore makes of ${mutated} hostile messages what V8 does`, { skip }, async (t) => {
  const seed = Date.now() % 2 ** 31;
  t.diagnostic(`seed ${seed}`);
  const vectors = [...readVectors().values()].filter((bytes) => bytes.length < 2000);
  const lines = await run({ seed, count: mutated, vectors: vectors.map((bytes) => Buffer.from(bytes).toString("hex")) }, "mutated");
  assert.equal(lines.length, mutated);
  const { createCodec } = await loadCodec();
  let i = 0;
  const say = (input, outcome) => {
    const [theirs, their] = lines[i++];
    assert.equal(theirs, input, `message ${i} of seed ${seed}`);
    assert.doesNotMatch(outcome + their, /throws/, input);
    if (outcome === "refused here" || their === "refused here") return;
    if (outcome !== their) assert.fail(`${input} of seed ${seed}: V8 ${outcome}, JavaScriptCore ${their}`);
  };
  eachMutated({ codec: createCodec(), seed, count: mutated, vectors, say });
});
