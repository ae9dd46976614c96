// Runs the tests of whole apps with everything of Cation under AddressSanitizer: the addon in Node, the
// shell, and the renderer library in WebKit's own web processes:
//   node tools/test-asan-engine.mjs [filter]
// None of the programs is instrumented but the shell, so that the sanitizer's library is loaded before all
// of theirs; WebKit's sandbox lets it in. A report is a failure, whichever process it is of.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = process.env.CATION_ASAN_ENGINE_BUILD ?? join(root, "build/asan-engine");
const filter = process.argv[2] ?? "";

/** They build programs of their own against the release build, or look at no process. */
const others = ["examples-cpp", "mains", "installed", "types", "documented"];

const options = {
  // Node and WebKit keep much until their end.
  detect_leaks: 0,
  // JavaScriptCore has handlers of its own, which it needs.
  allow_user_segv_handler: 1,
  handle_segv: 0,
  handle_sigbus: 0,
  handle_sigill: 0,
  handle_sigfpe: 0,
  // GTK's and WebKit's libraries hand memory from one allocator to another's function.
  alloc_dealloc_mismatch: 0,
  // What is freed is kept for so long; the tests look at the memory that main has.
  quarantine_size_mb: 16,
  abort_on_error: 1,
};

const files = ["tests/e2e", "tests/hostile"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".test.mjs") && !others.includes(name.replace(".test.mjs", "")))
    .map((name) => `${folder}/${name}`),
);
const wanted = files.filter((file) => file.includes(filter)).sort();
if (!wanted.length) {
  console.error(`dev: no test file is named ${filter}`);
  process.exit(1);
}

const reports = join(build, "reports");
mkdirSync(build, { recursive: true });
rmSync(reports, { force: true });
writeFileSync(reports, "");
const env = {
  ...process.env,
  CATION_DIST: join(build, "dist"),
  CATION_TEST_PRELOAD: execFileSync("g++", ["-print-file-name=libasan.so"], { encoding: "utf8" }).trim(),
  CATION_TEST_REPORTS: reports,
  CATION_HOSTILE_PATIENCE: "60000",
  ASAN_OPTIONS: Object.entries(options).map((option) => option.join("=")).join(":"),
};
if (!existsSync(env.CATION_TEST_PRELOAD)) throw new Error(`there is no ${env.CATION_TEST_PRELOAD}`);

const child = spawn(process.execPath, ["--test", "--test-concurrency=1", ...wanted], {
  cwd: root,
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
let said = "";
child.stdout.setEncoding("utf8").on("data", (text) => {
  process.stdout.write(text);
  said = (said + text).slice(-20_000);
});
await once(child, "close");

const count = (name) => Number(said.match(new RegExp(`^(?:#|ℹ) ${name} (\\d+)$`, "m"))?.[1] ?? 0);
const found = readFileSync(reports, "utf8").match(/ERROR: AddressSanitizer[^\n]*/g) ?? [];
for (const line of found) console.log(line);
if (found.length) console.log(`dev: the reports are in ${reports}`);
const failed = count("fail") + count("cancelled") + found.length;
console.log(`${count("pass")} passed, ${failed} failed${count("skipped") ? `, ${count("skipped")} skipped` : ""}`);
process.exit(failed ? 1 : 0);
