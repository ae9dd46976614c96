// Round trips and rates of a real app, beside a raw socket pair before and after it in the same run:
// absolute times drift with the machine, ratios hold.

import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepAwake } from "../awake.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const build = process.env.CATION_BUILD ?? join(here, "../../build/release");
const json = (command, ...args) =>
  JSON.parse(execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));

const sleep = keepAwake();
const raws = [json(join(build, "bench/bench_raw_socketpair"))];
const app = json(process.execPath, join(build, "dist/cli.cjs"), join(here, "app"));
raws.push(json(join(build, "bench/bench_raw_socketpair")));
sleep();
const mean = (name) => (raws[0][name] + raws[1][name]) / 2;
const raw = { median: mean("median"), p99: mean("p99"), rate: mean("rate") };

const trip = (name, { median, p99 }) =>
  `| ${name} | ${median.toFixed(1)} | ${p99.toFixed(1)} | ${(median / raw.median).toFixed(2)} |`;
const flow = (name, { rate }) =>
  `| ${name} | ${Math.round(rate / 1000)} k | ${(rate / raw.rate).toFixed(2)} |`;

const bulk = (name, result) =>
  `| ${name} | ${result.push.toFixed(2)} | ${result.echo.toFixed(2)} | ${result.memcpy ? (result.push / result.memcpy).toFixed(1) : ""} |`;

const rows = [
  "| round trip, small message | median µs | p99 µs | × raw |",
  "| --- | --- | --- | --- |",
  trip("raw socket pair, blocking", raw),
  trip("`sendSync`", app.sendSync),
  trip("`invoke`, awaited in the preload", app.invoke),
  trip("`invoke` through `contextBridge`, awaited in the page", app.invokeOverBridge),
  "",
  "| one way, small messages | a second | × raw |",
  "| --- | --- | --- |",
  flow("raw socket pair, one write each", raw),
  flow("`ipcRenderer.send` to a listener in main", app.send),
  flow("`webContents.send` to a listener in the preload", app.webContentsSend),
  "",
  "| large, from the preload with `invoke` | push ms | echo ms | push × memcpy |",
  "| --- | --- | --- | --- |",
  bulk("Uint8Array of 1 MiB", app["1 MiB"]),
  bulk("Uint8Array of 16 MiB", app["16 MiB"]),
  bulk("10,000 records", app.records),
];
console.log(`\n${rows.join("\n")}\n`);
