// The short form of `./dev soak`: all its parts, some seconds each.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../e2e/support/app.mjs";

test("messages keep their order, windows and killed processes leave nothing, and nothing grows", { timeout: 600_000 }, async () => {
  const out = mkdtempSync(join(tmpdir(), "soak-test-"));
  const child = spawn(process.execPath, [join(root, "tools/soak.mjs"), "--short"], {
    env: { ...process.env, CATION_SOAK_OUT: out },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const [code] = await once(child, "close");
  const charts = readdirSync(out).filter((name) => name.endsWith(".svg"));
  rmSync(out, { recursive: true });
  assert.equal(code, 0, said);
  assert.match(said, /^\d+ passed, 0 failed$/m);
  assert.deepEqual(charts.sort(), ["invokes.svg", "kills.svg", "order.svg", "windows.svg"]);
});
