// What a guest costs: messages to its host and back beside `invoke` in the same page, frames of a page that scrolls
// with guests and without, and what 20 guests do at rest. Ratios of one run: absolute times drift with the machine.

import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { keepAwake } from "../awake.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const build = process.env.CATION_BUILD ?? join(here, "../../build/release");

const sleep = keepAwake();
const { invoke, echo, scrolls, ticks } = JSON.parse(
  execFileSync(process.execPath, [join(build, "dist/cli.cjs"), join(here, "app")], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }),
);
sleep();

const row = (name, time) => `| ${name} | ${time.toFixed(1)} | ${(time / invoke).toFixed(2)} |`;
const rows = [
  "| round trip, small message | median µs | × invoke |",
  "| --- | --- | --- |",
  row("`invoke` of the embedder", invoke),
  row("`webview.send` and `sendToHost` back", echo),
  row("one way of these", echo / 2),
  "",
  "| a page that scrolls | frames a second |",
  "| --- | --- |",
  `| without guests | ${scrolls[0].toFixed(1)} |`,
  `| with 5 guests | ${scrolls[1].toFixed(1)} |`,
  "",
  "| 20 guests at rest, for 5 s | ticks of 10 ms |",
  "| --- | --- |",
  ...Object.entries(ticks).map(([name, count]) => `| ${name} | ${count} |`),
];
console.log(`\n${rows.join("\n")}\n`);
