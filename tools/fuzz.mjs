// Runs fuzzers one after the other, and says what each has done:
//   node tools/fuzz.mjs [name | all] [--seconds N] [--runs N]
// With --check it looks at its arguments alone, before anything is built for them.
// A room's fuzzers are the program that libFuzzer makes of fuzz/fuzz_<name>.cpp, in build/fuzz, and the
// script fuzz/fuzz_<name>.mjs. Ends with 1 where one of them found something. What they find new for
// the corpus stays in build/fuzz/corpus; what is worth keeping is put into fuzz/corpus by hand.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = process.env.CATION_FUZZ_BUILD ?? join(root, "build/fuzz");
const seconds = 60;

/**
 * Bytes of an input: of a clone, enough for attached buffers; of a value that a message is full of; of those that
 * are choices, for a thousand steps.
 */
const longest = { clone: 80_000, clone_weight: 200, others: 3_000 };

/** What the file of an input that is a finding is called; one that is merely slow is none. */
const findings = /^(?:crash|leak|timeout|oom)-[0-9a-f]+$/;

const findingsOf = (count) => (count === 0 ? "no finding" : count === 1 ? "1 finding" : `${count} findings`);

function fail(message) {
  console.error(`dev: ${message}`);
  process.exit(1);
}

function options(args) {
  const wanted = { name: undefined, seconds: undefined, runs: undefined, check: false };
  for (let i = 0; i < args.length; i++) {
    const [option, joined] = args[i].split("=", 2);
    if (option === "--seconds" || option === "--runs") {
      const text = joined ?? args[++i];
      if (!/^[1-9]\d{0,11}$/.test(text ?? "")) fail(`${option} needs a whole number above 0, not ${text ?? "nothing"}`);
      wanted[option.slice(2)] = Number(text);
    } else if (args[i] === "--check") {
      wanted.check = true;
    } else if (option.startsWith("-")) {
      fail(`unknown option ${option}; there are --seconds N and --runs N`);
    } else if (wanted.name !== undefined) {
      fail(`${args[i]} is one name too many`);
    } else {
      wanted.name = args[i];
    }
  }
  if (wanted.seconds === undefined && wanted.runs === undefined) wanted.seconds = seconds;
  return wanted;
}

/** The fuzzers there are: `{ name, title, run }`. */
function fuzzers() {
  const sources = readdirSync(join(root, "fuzz")).filter((file) => /^fuzz_\w+\.(cpp|mjs)$/.test(file));
  return sources.sort().map((file) => {
    const name = file.replace(/^fuzz_|\.\w+$/g, "");
    return { name, title: `fuzz/${file}`, run: file.endsWith(".cpp") ? runProgram : runScript };
  });
}

/** Runs a command whose last words tell what it has done; shows them, and gives its status and them. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      process.stderr.write(text);
      said = (said + text).slice(-1 << 18);
    });
    child.once("error", (error) => fail(`cannot run ${command}: ${error.message}`));
    child.once("close", (code, signal) => resolve({ isWell: code === 0, end: signal ?? `exit status ${code}`, said }));
  });
}

/** The inputs that were written since a time, which may be ones that were found before. */
function inputsSince(folder, start) {
  const files = readdirSync(folder).filter((file) => findings.test(file));
  return files.map((file) => join(folder, file)).filter((path) => statSync(path).mtimeMs >= start);
}

async function runProgram(fuzzer, { seconds, runs }, artifacts) {
  const name = `fuzz_${fuzzer.name}`;
  const program = join(build, "fuzz", name);
  if (!existsSync(program)) fail(`${relative(root, program)} is not built`);
  const work = join(build, "corpus", name);
  mkdirSync(work, { recursive: true });
  const seeds = [join(root, "fuzz/corpus", name)];
  // What a script makes of other files of the repository is no part of the corpus.
  const seeder = join(root, `fuzz/seed_${fuzzer.name}.mjs`);
  if (existsSync(seeder)) {
    seeds.push(join(build, "seeds", name));
    const made = await run(process.execPath, [seeder, seeds[1]]);
    if (!made.isWell) fail(`${relative(root, seeder)} made no seeds (${made.end})`);
  }
  // The limits that make an input a finding: 10 s, 512 MB for one allocation, 2 GB in all.
  const args = ["-print_final_stats=1", "-timeout=10", "-malloc_limit_mb=512", "-rss_limit_mb=2048"];
  args.push(`-max_len=${longest[fuzzer.name] ?? longest.others}`, `-artifact_prefix=${artifacts}/`);
  // To weigh inputs by how rare they are costs as much as a short one does.
  if (fuzzer.name !== "clone") args.push("-entropic=0");
  if (seconds) args.push(`-max_total_time=${seconds}`);
  if (runs) args.push(`-runs=${runs}`);
  const { isWell, end, said } = await run(program, [...args, work, ...seeds.filter((folder) => existsSync(folder))]);
  const executions = Number(said.match(/^stat::number_of_executed_units:\s*(\d+)/m)?.[1] ?? 0);
  return { isWell, end, executions };
}

async function runScript(fuzzer, { seconds, runs }, artifacts) {
  const args = [join(root, fuzzer.title), "--artifacts", artifacts];
  if (seconds) args.push("--seconds", `${seconds}`);
  if (runs) args.push("--runs", `${runs}`);
  const { isWell, end, said } = await run(process.execPath, args);
  return { isWell, end, executions: Number(said.match(/: (\d+) executions/)?.[1] ?? 0) };
}

const limits = options(process.argv.slice(2));
if (limits.name === "all") limits.name = undefined;
const all = fuzzers();
const wanted = all.filter(({ name }) => limits.name === undefined || name === limits.name);
if (!wanted.length) fail(`there is no fuzzer ${limits.name}; see fuzz/ for ${[...new Set(all.map(({ name }) => name))].join(", ")}`);

if (limits.check) process.exit(0);

// An interrupt ends the fuzzer that runs, and none is started after it; the summary is still said.
let isInterrupted = false;
process.on("SIGINT", () => (isInterrupted = true));

const artifacts = join(build, "findings");
mkdirSync(artifacts, { recursive: true });
const summary = [];
let executions = 0;
let found = 0;
for (const fuzzer of wanted) {
  if (isInterrupted) break;
  const bounds = [limits.seconds && `${limits.seconds} s`, limits.runs && `${limits.runs} runs`].filter(Boolean);
  console.error(`dev: ${fuzzer.title}, ${bounds.join(" or ")}`);
  const start = Date.now();
  const result = await fuzzer.run(fuzzer, limits, artifacts);
  const inputs = inputsSince(artifacts, start);
  const count = result.isWell || isInterrupted ? inputs.length : Math.max(inputs.length, 1);
  executions += result.executions;
  found += count;
  const took = Math.round((Date.now() - start) / 1000);
  summary.push(`dev: ${fuzzer.title}: ${result.executions} executions in ${took} s, ${findingsOf(count)}`);
  for (const path of inputs) summary.push(`dev:   ${relative(root, path)}`);
  if (count > inputs.length) summary.push(`dev:   no input was kept (${result.end}); see what it said above`);
}
console.log(summary.join("\n"));
console.log(`dev: ${executions} executions, ${findingsOf(found)}`);
process.exit(found ? 1 : isInterrupted ? 130 : 0);
