// A C++ main process beside Node as main and a raw socket pair, in the same run: absolute times drift with
// the machine, ratios hold. And how soon a window with a page has painted, beside the engine alone.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath, pathToFileURL } from "node:url";
import { keepAwake } from "../awake.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const build = process.env.CATION_BUILD ?? join(here, "../../build/release");
const dist = process.env.CATION_DIST ?? join(build, "dist");
// The engine looks for a bus of accessibility, and waits for it where there is none; Cation does not.
const env = { ...process.env, CATION_RUNTIME: dist, WEBKIT_A11Y_BUS_ADDRESS: "", NO_AT_BRIDGE: "1" };
const starts = 15;

const json = (command, ...args) =>
  JSON.parse(execFileSync(command, args, { encoding: "utf8", env, stdio: ["ignore", "pipe", "inherit"] }));
const rawPair = () => json(join(build, "bench/bench_raw_socketpair"));
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

/** Starts a program until its page has painted: milliseconds, and what `look` sees then. */
async function start(command, args, look = () => undefined) {
  const begun = performance.now();
  const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  child.stdout.setEncoding("utf8");
  let said = "";
  for await (const text of child.stdout) {
    said += text;
    if (said.includes("painted\n")) break;
  }
  const time = performance.now() - begun;
  const seen = look(child.pid);
  child.stdin.end();
  await ended;
  return { time, seen };
}

/** The memory of a process that is its own, in megabytes. */
function privateMemory(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const kilobytes = [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
  return kilobytes / 1000;
}

const sleep = keepAwake();
const raws = [rawPair()];
const node = json(process.execPath, join(dist, "cli.cjs"), join(here, "app"));
const cpp = json(join(build, "bench/cpp/bench_cpp_main"), join(here, "app"));
raws.push(rawPair());
sleep();
const raw = Object.fromEntries(["median", "p99", "rate"].map((name) => [name, (raws[0][name] + raws[1][name]) / 2]));

const page = pathToFileURL(join(here, "hello.html")).href;
const times = { bare: [], hello: [] };
let memory = 0;
for (let i = 0; i < starts; ++i) {
  times.bare.push((await start(join(build, "bench/cpp/bench_cpp_bare"), [page])).time);
  const hello = await start(join(build, "bench/cpp/bench_cpp_hello"), [page], privateMemory);
  times.hello.push(hello.time);
  memory = Math.max(memory, hello.seen);
}
const bare = median(times.bare);
const hello = median(times.hello);

const trip = (name, { median, p99 }) =>
  `| ${name} | ${median.toFixed(1)} | ${p99.toFixed(1)} | ${(median / raw.median).toFixed(2)} |`;
const flow = (name, { rate }) => `| ${name} | ${Math.round(rate / 1000)} k | ${(rate / raw.rate).toFixed(2)} |`;
const big = (name, of) =>
  `| ${name} | ${(node[of].median / 1000).toFixed(2)} | ${(cpp[of].median / 1000).toFixed(2)} | ${(cpp[of].median / node[of].median).toFixed(2)} |`;

console.log(`
| round trip, small message | median µs | p99 µs | × raw |
| --- | --- | --- | --- |
${trip("raw socket pair, blocking", raw)}
${trip("\`invoke\`, Node as main", node.invoke)}
${trip("\`invoke\`, C++ as main", cpp.invoke)}
${trip("\`sendSync\`, Node as main", node.sendSync)}
${trip("\`sendSync\`, C++ as main", cpp.sendSync)}

| one way, small messages | a second | × raw |
| --- | --- | --- |
${flow("raw socket pair, one write each", raw)}
${flow("\`send\`, Node as main", node.send)}
${flow("\`send\`, C++ as main", cpp.send)}

| round trip, large message | Node, ms | C++, ms | C++ / Node |
| --- | --- | --- | --- |
${big("1 MiB of bytes, there and back", "bulk")}
${big("10,000 records of 3 objects, there", "objects")}

| start to first paint, median of ${starts} | ms | × bare |
| --- | --- | --- |
| bare WebKitGTK program | ${bare.toFixed(0)} | 1.00 |
| hello world with its shell | ${hello.toFixed(0)} | ${(hello / bare).toFixed(2)} |

Private memory of the main process of hello world: ${memory.toFixed(1)} MB
`);
