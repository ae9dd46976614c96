// Lets an app work for long, and looks at what its processes take meanwhile:
//   node tools/soak.mjs [--short] [--seed N] [--only name,…]
// Each part is an app of its own (tools/soak/app): `order` (messages of all kinds, in order), `invokes`,
// `windows` (opened and closed) and `kills` (of web processes and pages, at random moments). Memory,
// descriptors and mappings of main, shell and pages are compared at rest: after a fifth of the work and at
// its end. What has grown past the tolerance fails. Table and charts lie in build/soak; the last line is
// `N passed, N failed`.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { processesWith } from "../tests/e2e/support/traces.mjs";
import { startDisplay } from "./display.mjs";
import { chartOf, tableOf } from "./soak/report.mjs";
import { look, roles } from "./soak/processes.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = process.env.CATION_DIST ?? join(root, "build/release/dist");
const markName = "CATION_SOAK_MARK";

const parts = {
  order: { long: 2_000_000, short: 50_000, what: "messages" },
  invokes: { long: 1_000_000, short: 20_000, what: "invokes" },
  windows: { long: 1_000, short: 15, what: "windows" },
  kills: { long: 500, short: 12, what: "kills" },
};

/** What may be more at the end than after the warm-up: a share, and so much beside it. */
const tolerance = {
  memory: { share: 1.25, more: 24 << 20 },
  descriptors: { share: 1.25, more: 16 },
  // A page's engine maps what it compiles as it goes.
  mappings: { share: 1.15, more: 60, morePages: 600 },
};
/** Between two looks while it works, in milliseconds. */
const interval = 250;

function options(args) {
  const wanted = { short: false, seed: 1, names: Object.keys(parts) };
  const fail = (message) => {
    console.error(`dev: ${message}`);
    process.exit(1);
  };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--short") wanted.short = true;
    else if (args[i] === "--seed" && /^\d+$/.test(args[i + 1] ?? "")) wanted.seed = Number(args[++i]);
    else if (args[i] === "--only" && args[i + 1]) wanted.names = args[++i].split(",");
    else fail(`unknown option ${args[i]}; there are --short, --seed N and --only name,…`);
  }
  const unknown = wanted.names.find((name) => !(name in parts));
  if (unknown !== undefined) fail(`there is no part ${unknown}; there are ${Object.keys(parts).join(", ")}`);
  return wanted;
}

/** Runs a part, and gives what was seen: samples over time, those at rest, and what the app found wrong. */
async function run(name, count, seed, display) {
  const mark = `${process.pid}-${name}`;
  const folder = mkdtempSync(join(tmpdir(), "soak-"));
  const child = spawn(process.execPath, [join(dist, "cli.cjs"), join(root, "tools/soak/app")], {
    env: {
      ...process.env,
      DISPLAY: display,
      TMPDIR: folder,
      XDG_RUNTIME_DIR: folder,
      [markName]: mark,
      SOAK: JSON.stringify({ name, count, seed }),
    },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const seen = { name, count, samples: [], rest: {}, failures: [], notes: [] };
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (said = (said + text).slice(-20_000)));
  const start = Date.now();
  let progress = 0;
  const sample = () => {
    const roles = look(child.pid);
    seen.samples.push({ time: (Date.now() - start) / 1000, progress, ...roles });
    return roles;
  };
  const timer = setInterval(sample, interval);
  // Not the end of its output, which a process that it leaves behind may hold.
  const end = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  let isDone = false;
  child.on("message", (message) => {
    if (message.progress !== undefined) progress = message.progress;
    if (message.note) seen.notes.push(message.note);
    if (message.mark) {
      seen.rest[message.mark] = sample();
      child.send({ go: true });
    }
    if (message.done) {
      isDone = true;
      seen.failures.push(...message.failures);
    }
  });
  const { code, signal } = await end;
  clearInterval(timer);
  seen.seconds = (Date.now() - start) / 1000;
  if (!isDone) seen.failures.push(`main ended with ${signal ?? code}: ${said}`);
  seen.left = await leftOver(mark, folder);
  rmSync(folder, { recursive: true, force: true });
  return seen;
}

/** What an app leaves behind, some time after its end. */
async function leftOver(mark, folder) {
  let left = [];
  for (let i = 0; i < 100; i++) {
    const folders = readdirSync(folder).filter((name) => name.startsWith("cation"));
    left = [...processesWith(markName, mark).map(({ command }) => command.slice(0, 80)), ...folders];
    if (!left.length) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return left;
}

/** What a part has to hold: `{text, isWell}` each. */
function judge(seen) {
  const checks = [];
  const add = (text, isWell) => checks.push({ text: `${seen.name}: ${text}`, isWell });
  add(seen.failures.length ? seen.failures.join("\n  ") : "all came as it should", !seen.failures.length);
  add(seen.left.length ? `left behind: ${seen.left.join(", ")}` : "nothing is left behind", !seen.left.length);
  const { warm, end } = seen.rest;
  for (const role of warm && end ? roles : []) {
    for (const [what, { share, more, morePages = more }] of Object.entries(tolerance)) {
      const most = warm[role][what] * share + (role === "pages" ? morePages : more);
      const is = `${what} of ${role}: ${short(what, warm[role][what])} after the warm-up, ${short(what, end[role][what])} at the end`;
      add(is, end[role][what] <= most);
    }
  }
  return checks;
}

const short = (what, number) => (what === "memory" ? `${(number / 2 ** 20).toFixed(0)} MiB` : `${number}`);

const wanted = options(process.argv.slice(2));
const out = process.env.CATION_SOAK_OUT ?? join(root, "build/soak");
mkdirSync(out, { recursive: true });
const display = await startDisplay();
const all = [];
const checks = [];
try {
  for (const name of wanted.names) {
    const count = wanted.short ? parts[name].short : parts[name].long;
    console.error(`dev: soak ${name}, ${count.toLocaleString("en")} ${parts[name].what}, seed ${wanted.seed}`);
    const seen = await run(name, count, wanted.seed, display.name);
    all.push(seen);
    checks.push(...judge(seen));
    writeFileSync(join(out, `${name}.svg`), chartOf(seen));
    console.error(`dev: soak ${name}: ${seen.seconds.toFixed(0)} s${seen.notes.map((note) => `, ${note}`).join("")}`);
  }
} finally {
  await display.stop();
}
const table = tableOf(all);
writeFileSync(join(out, "table.md"), table);
console.log(table);
for (const { text, isWell } of checks) console.log(`${isWell ? "ok    " : "not ok"} ${text}`);
console.log(`dev: charts are in ${relative(root, out)}`);
const failed = checks.filter(({ isWell }) => !isWell).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
