// Runs every test and adds up what the runners themselves counted:
//   node tools/test.mjs [filter]
// ctest over the release build and over the one with sanitizers, then node's test runner over
// tests/**/*.test.{mjs,ts}. A filter picks the C++ tests whose name contains it, and of node's the
// files whose path contains it, else the tests whose name does.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const filter = process.argv[2] ?? "";
const results = join(root, "build/test-results");
await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
for (const preset of ["release", "asan"]) await ctest(preset);
await nodeTests();

if (total.passed + total.failed === 0) {
  console.error(`dev: no test is named ${filter}`);
  process.exit(1);
}
const skipped = total.skipped ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed ? 1 : 0);

async function ctest(preset) {
  const report = join(results, `${preset}.xml`);
  console.log(`dev: C++ tests, ${preset}`);
  const options = ["--test-dir", join(root, "build", preset), "--output-on-failure", "--progress"];
  options.push("-j", `${availableParallelism()}`, "--output-junit", report);
  if (filter) options.push("-R", filter.replace(/[^\w\s]/g, "\\$&"));
  const status = await run("ctest", options);
  const suite = (await readFile(report, "utf8").catch(() => "")).match(/<testsuite\b[^>]*>/)?.[0];
  if (!suite) return add({ failed: status === 0 ? 0 : 1 });
  const count = (name) => Number(suite.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  const [tests, failed, skipped] = ["tests", "failures", "skipped"].map(count);
  add({ passed: tests - failed - skipped, failed, skipped });
  if (status !== 0 && failed === 0) add({ failed: 1 });
}

async function nodeTests() {
  let files = (await testFiles(join(root, "tests"))).sort();
  const options = [];
  if (filter) {
    const named = files.filter((file) => relative(root, file).includes(filter));
    if (named.length) files = named;
    else options.push(`--test-name-pattern=${filter}`);
  }
  const typescript = files.filter((file) => file.endsWith(".ts"));
  files = files.filter((file) => !file.endsWith(".ts")).concat(await compile(typescript));
  if (!files.length) return;

  console.log("dev: node tests");
  const report = join(results, "node.tap");
  options.push(`--test-concurrency=${availableParallelism()}`, "--test-reporter=spec", "--test-reporter-destination=stdout");
  options.push("--test-reporter=tap", `--test-reporter-destination=${report}`);
  const status = await run(process.execPath, ["--test", ...options, ...files]);
  const tap = await readFile(report, "utf8");
  const count = (name) => Number(tap.match(new RegExp(`^# ${name} (\\d+)$`, "m"))?.[1] ?? 0);
  const failed = count("fail") + count("cancelled");
  // With a name pattern, what does not match counts as skipped.
  add({ passed: count("pass"), failed, skipped: filter ? 0 : count("skipped") + count("todo") });
  if (status !== 0 && failed === 0) add({ failed: 1 });
}

async function compile(files) {
  const outdir = join(root, "build/js-tests");
  await rm(outdir, { recursive: true, force: true });
  if (!files.length) return [];
  await build({
    entryPoints: files,
    outdir,
    outbase: root,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18.19",
    sourcemap: "inline",
    logLevel: "warning",
    define: { CATION_ROOT: JSON.stringify(root) },
  });
  return files.map((file) => join(outdir, relative(root, file).replace(/\.ts$/, ".mjs")));
}

async function testFiles(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "fixtures") found.push(...(await testFiles(path)));
    else if (/\.test\.(mjs|ts)$/.test(entry.name)) found.push(path);
  }
  return found;
}

function add(counts) {
  for (const name in counts) total[name] += counts[name];
}

async function run(command, args) {
  const env = { ...process.env, CATION_RUN_IN_JSC: join(root, "build/release/tests/clone/run_in_jsc") };
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "exit");
  return code ?? 1;
}
