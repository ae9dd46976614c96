// The structured clone codec in Node, JavaScriptCore and C++, beside what else there is, in one run.
//   node bench/clone/run.mjs [build folder]

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { build } from "esbuild";
import { loadCodec } from "../../tests/clone/bundle.mjs";
import { measure, payloads } from "./payloads.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, "../../build/release");
// Processor time, of all threads: what others do on the machine distorts it less than the clock.
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const { createCodec } = await loadCodec();
const codec = createCodec();
const msgpackr = await import("msgpackr").catch(() => undefined);
const packr = msgpackr && new msgpackr.Packr({ useRecords: true, moreTypes: true });

const work = mkdtempSync(join(tmpdir(), "cation-bench-"));
const rows = [];
const add = (payload, where, how, [encode, decode], size = "") => rows.push({ payload, where, how, encode, decode, size });
try {
  const files = [];
  for (const [name, make] of Object.entries(payloads)) {
    const value = make();
    const end = codec.encode(value, "value");
    const bytes = codec.buffer.slice(0, end);
    files.push(join(work, `${files.length}`));
    writeFileSync(files.at(-1), bytes);
    add(name, "Node", "**Cation**", [measure(now, () => codec.encode(value, "value")), measure(now, () => codec.decode(bytes, 0, end))], end);
    if (value instanceof Uint8Array) {
      const copy = new Uint8Array(value.length);
      const time = measure(now, () => copy.set(value));
      add(name, "Node", "memcpy", [time, time], value.length);
    } else if (!(value instanceof Map)) {
      const text = JSON.stringify(value);
      add(name, "Node", "JSON", [measure(now, () => JSON.stringify(value)), measure(now, () => JSON.parse(text))], text.length);
    }
    const serialized = serialize(value);
    add(name, "Node", "`v8.serialize`", [measure(now, () => serialize(value)), measure(now, () => deserialize(serialized))], serialized.length);
    add(name, "Node", "`structuredClone`, both at once", [measure(now, () => structuredClone(value)), NaN]);
    if (packr) {
      const packed = Buffer.from(packr.pack(value));
      add(name, "Node", "msgpackr (records)", [measure(now, () => packr.pack(value)), measure(now, () => packr.unpack(packed))], packed.length);
    }
  }
  const jsc = join(folder, "tests/clone/run_in_jsc");
  if (existsSync(jsc)) {
    const bundle = await build({ entryPoints: [join(here, "in-jsc.mjs")], bundle: true, write: false, format: "iife", target: "es2022" });
    const script = join(work, "jsc.js");
    writeFileSync(script, bundle.outputFiles[0].text);
    const result = JSON.parse(execFileSync(jsc, [script]).toString());
    for (const [name, ways] of Object.entries(result)) {
      for (const [how, times] of Object.entries(ways)) add(name, "JavaScriptCore", how === "cation" ? "**Cation**" : how, times);
    }
  }
  const cpp = join(folder, "bench/bench_clone");
  if (existsSync(cpp)) {
    const lines = execFileSync(cpp, files).toString().trim().split("\n").map((line) => JSON.parse(line));
    Object.keys(payloads).forEach((name, i) => add(name, "C++", "**Cation**", lines[i]));
  }
} finally {
  rmSync(work, { recursive: true });
}

const time = (ms) => (Number.isNaN(ms) ? "" : ms < 0.01 ? `${(ms * 1000).toFixed(2)} µs` : `${ms.toFixed(ms < 1 ? 3 : 2)} ms`);
for (const name of Object.keys(payloads)) {
  console.log(`\n**${name}**\n\n| where | how | encode | decode | bytes |\n| --- | --- | --- | --- | --- |`);
  for (const row of rows) {
    if (row.payload === name) console.log(`| ${row.where} | ${row.how} | ${time(row.encode)} | ${time(row.decode)} | ${row.size} |`);
  }
}
