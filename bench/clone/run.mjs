// The structured clone codec in Node, in a page of WebKit and in C++, beside what else there is, in one
// run, and how it stands against what is aimed at.
//   node bench/clone/run.mjs [build folder]

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { build } from "esbuild";
import { Packr } from "msgpackr";
import { loadCodec } from "../../tests/clone/bundle.mjs";
import { measure, payloads } from "./payloads.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(here, "../../build/release"));
// Processor time, of all threads: what others do on the machine distorts it less than the clock.
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const time = (call) => measure(now, call);

const work = mkdtempSync(join(tmpdir(), "cation-bench-"));
const rows = [];
const add = (payload, where, how, [encode, decode, bytes = ""]) => rows.push({ payload, where, how, encode, decode: decode ?? NaN, bytes });

async function inNode() {
  const codec = (await loadCodec()).createCodec();
  const files = [];
  // The first is what msgpackr is fast with; the second keeps cycles and identity, as a clone must.
  const packrs = {
    "msgpackr (records)": new Packr({ useRecords: true, moreTypes: true }),
    "msgpackr (records, structuredClone)": new Packr({ useRecords: true, moreTypes: true, structuredClone: true }),
  };
  for (const [name, make] of Object.entries(payloads)) {
    const value = make();
    const end = codec.encode(value, "value");
    const bytes = codec.buffer.slice(0, end);
    files.push(join(work, `${files.length}`));
    writeFileSync(files.at(-1), bytes);
    add(name, "Node", "**Cation**", [time(() => codec.encode(value, "value")), time(() => codec.decode(bytes, 0, end)), end]);
    if (value instanceof Uint8Array) {
      const copy = new Uint8Array(value.length);
      const once = time(() => copy.set(value));
      add(name, "Node", "memcpy", [once, once, value.length]);
    } else if (!(value instanceof Map)) {
      const text = JSON.stringify(value);
      add(name, "Node", "JSON", [time(() => JSON.stringify(value)), time(() => JSON.parse(text)), text.length]);
    }
    const serialized = serialize(value);
    add(name, "Node", "`v8.serialize`", [time(() => serialize(value)), time(() => deserialize(serialized)), serialized.length]);
    add(name, "Node", "`structuredClone`, both at once", [time(() => structuredClone(value))]);
    for (const [how, packr] of Object.entries(packrs)) {
      const packed = Buffer.from(packr.pack(value));
      add(name, "Node", how, [time(() => packr.pack(value)), time(() => packr.unpack(packed)), packed.length]);
    }
  }
  return files;
}

async function inPage() {
  const script = join(work, "page.js");
  await build({ entryPoints: [join(here, "in-page.mjs")], outfile: script, bundle: true, format: "iife", target: "es2022", charset: "ascii" });
  const answer = execFileSync(process.execPath, [join(folder, "dist/cli.cjs"), join(here, "page"), script], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const titles = { cation: "**Cation**", structuredClone: "`structuredClone`, both at once" };
  for (const [name, ways] of Object.entries(JSON.parse(answer))) {
    for (const [how, times] of Object.entries(ways)) add(name, "WebKit", titles[how] ?? how, times);
  }
}

function inCpp(files) {
  const lines = execFileSync(join(folder, "bench/bench_clone"), files, { encoding: "utf8" }).trim().split("\n").map((line) => JSON.parse(line));
  Object.keys(payloads).forEach((name, i) => {
    const [encode, decode, memcpy] = lines[i];
    add(name, "C++", "**Cation**", [encode, decode]);
    add(name, "C++", "memcpy", [memcpy, memcpy]);
  });
}

const show = (ms) => (Number.isNaN(ms) ? "" : ms < 0.01 ? `${(ms * 1000).toFixed(2)} µs` : `${ms.toFixed(ms < 1 ? 3 : 2)} ms`);

function tables() {
  for (const name of Object.keys(payloads)) {
    console.log(`\n**${name}**\n\n| where | how | encode | decode | bytes |\n| --- | --- | --- | --- | --- |`);
    for (const row of rows) {
      if (row.payload === name) console.log(`| ${row.where} | ${row.how} | ${show(row.encode)} | ${show(row.decode)} | ${row.bytes} |`);
    }
  }
}

function targets() {
  const of = (payload, where, how = "**Cation**") => rows.find((row) => row.payload.startsWith(payload) && row.where === where && row.how === how);
  const both = ({ encode, decode }) => encode + decode;
  const ratio = (payload, where, how) => (both(of(payload, where)) / both(of(payload, where, how))).toFixed(2);
  const small = ["Node", "WebKit", "C++"].map((where) => {
    const { encode, decode } = of("small", where);
    return `${where} ${(encode * 1000).toFixed(2)} / ${(decode * 1000).toFixed(2)} µs`;
  });
  const buffers = ["Uint8Array of 1 MiB", "Uint8Array of 16 MiB"].flatMap((payload) =>
    ["Node", "WebKit", "C++"].map((where) => {
      const [ours, copy] = [of(payload, where), of(payload, where, "memcpy")];
      return `${where} ${(ours.encode / copy.encode).toFixed(2)} / ${(ours.decode / copy.decode).toFixed(2)}`;
    }),
  );
  const heavy = of("object-heavy", "C++");
  const megabytes = of("object-heavy", "Node").bytes / 1e6;
  const rate = (ms) => Math.round(megabytes / (ms / 1000));
  console.log(`
| target | stands at |
| --- | --- |
| small message ≤ 1 µs each way | ${small.join(", ")} |
| object-heavy, both ways ≤ ½ of JSON | Node ${ratio("object-heavy", "Node", "JSON")}, WebKit ${ratio("object-heavy", "WebKit", "JSON")} |
| object-heavy, both ways ≤ ¼ of \`v8.serialize\` + \`v8.deserialize\` | ${ratio("object-heavy", "Node", "`v8.serialize`")} |
| buffers within 1.3 × of a memcpy, encode / decode | 1 MiB: ${buffers.slice(0, 3).join(", ")}; 16 MiB: ${buffers.slice(3).join(", ")} |
| C++ ≥ 300 MB/s on the object-heavy payload | encode ${rate(heavy.encode)}, decode ${rate(heavy.decode)} MB/s of the bytes on the wire |
`);
}

try {
  const files = await inNode();
  await inPage();
  inCpp(files);
} finally {
  rmSync(work, { recursive: true });
}
targets();
tables();
