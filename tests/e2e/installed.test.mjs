// The installed library: a program outside of the tree finds it, is built with it, and runs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { dist, root } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const execute = promisify(execFile);
const source = join(root, "tests/cpp/outside");
let folder;
let prefix;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "installed-"));
  prefix = join(folder, "prefix");
  await execute("cmake", ["--install", dirname(dist), "--prefix", prefix]);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program without a word about where the windows' program is. */
async function runs(program, env = {}) {
  const app = here.cpp(program, { args: [source], env: { CATION_RUNTIME: "", ...env } });
  assert.deepEqual(await app.end(), { code: 0, signal: null }, app.stderr);
  assert.equal(app.stdout, "the sum is 42\n");
  await app.leavesNothing();
}

test("find_package(Cation) gives the shared and the static library", async () => {
  const build = join(folder, "build");
  const options = [`-DCMAKE_PREFIX_PATH=${prefix}`, "-G", "Ninja"];
  await execute("cmake", ["-S", source, "-B", build, ...options]);
  await execute("ninja", ["-C", build]);
  await runs(join(build, "outside"));
  // The static one does not know where it came from.
  await runs(join(build, "outside-static"), { CATION_RUNTIME: await runtime() });
});

test("pkg-config cation gives the same, and the library has a version", async () => {
  const program = join(folder, "with-pkg-config");
  const library = dirname(await runtime());
  const env = { ...process.env, PKG_CONFIG_PATH: join(library, "pkgconfig") };
  const { stdout } = await execute("pkg-config", ["--cflags", "--libs", "cation"], { env });
  const flags = stdout.trim().split(/\s+/);
  await execute("g++", [join(source, "main.cpp"), "-o", program, ...flags, `-Wl,-rpath,${library}`]);
  await runs(program);
  const needed = (await execute("readelf", ["-dV", program])).stdout;
  assert.match(needed, /NEEDED.*libcation\.so\.0\.1/);
  assert.match(needed, /CATION_0\.1/);
});

async function runtime() {
  const { stdout } = await execute("find", [prefix, "-name", "cation-shell"]);
  return dirname(stdout.trim());
}
