// Bundles the codec for a test, as the build does it for an app.

import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const source = fileURLToPath(new URL("../../js/clone/index.ts", import.meta.url));

/** The codec's code: an ES module, or a script that sets `globalName`. */
export async function bundleText(globalName) {
  const result = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    target: "es2022",
    ...(globalName ? { format: "iife", globalName } : { format: "esm" }),
    logLevel: "warning",
  });
  return result.outputFiles[0].text;
}

/** The codec, loaded. */
export async function loadCodec() {
  const folder = mkdtempSync(join(tmpdir(), "cation-clone-"));
  try {
    await build({ entryPoints: [source], bundle: true, format: "esm", target: "es2022", outfile: join(folder, "clone.mjs"), logLevel: "warning" });
    return await import(pathToFileURL(join(folder, "clone.mjs")).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
