// Round trips over message ports, beside a raw socket pair before and after in the same run: absolute times
// drift with the machine, ratios hold.

import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepAwake } from "../awake.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const build = process.env.CATION_BUILD ?? join(here, "../../build/release");
const json = (command, ...args) =>
  JSON.parse(execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
const rawPair = () => json(join(build, "bench/bench_raw_socketpair")).median;

const sleep = keepAwake();
const before = rawPair();
const app = json(process.execPath, join(build, "dist/cli.cjs"), join(here, "app"));
const raw = (before + rawPair()) / 2;
sleep();

const rows = [
  "| round trip | small message, µs | × raw | 1 MiB cloned, ms | 1 MiB transferred, ms |",
  "| --- | --- | --- | --- | --- |",
  `| raw socket pair, blocking | ${raw.toFixed(1)} | 1.00 | | |`,
];
for (const [way, { small, cloned, transferred }] of Object.entries(app)) {
  const large = [cloned, transferred].map((time) => (time / 1000).toFixed(2));
  rows.push(`| ${way} | ${small.toFixed(1)} | ${(small / raw).toFixed(2)} | ${large.join(" | ")} |`);
}
console.log(`\n${rows.join("\n")}\n`);
