// Bundles the TypeScript of the main process into a folder: node tools/bundle.mjs <folder>

import { chmod, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { build } from "esbuild";

import { compatibilityTables } from "./compatibility.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2];
if (!folder) throw new Error("usage: node tools/bundle.mjs <folder>");
const tables = compatibilityTables();
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

// The state of the process lives in main.cjs, and the other files are small ways to it: what they
// import of these two stays an import, so that there is one of each.
const shared = new Map([
  [join(root, "js/main/start.ts"), "./main.cjs"],
  [join(root, "js/main/electron-cjs.ts"), "./electron.cjs"],
]);
const keepShared = {
  name: "keep-shared",
  setup({ onResolve }) {
    onResolve({ filter: /\/(start|electron-cjs)\.js$/ }, ({ path, resolveDir }) => {
      const file = shared.get(join(resolveDir, path).replace(/\.js$/, ".ts"));
      return file && { path: file, external: true };
    });
  },
};

async function bundle(entry, output, options = {}) {
  await build({
    entryPoints: [join(root, entry)],
    outfile: join(folder, output),
    bundle: true,
    platform: "node",
    target: "node18.19",
    format: output.endsWith(".mjs") ? "esm" : "cjs",
    define: { CATION_VERSION: JSON.stringify(version), CATION_TABLES: JSON.stringify(tables) },
    plugins: [keepShared],
    legalComments: "none",
    // Apps see the names of classes.
    keepNames: true,
    logLevel: "warning",
    ...options,
  });
}

await Promise.all([
  bundle("js/main/start.ts", "main.cjs"),
  bundle("js/main/electron-cjs.ts", "electron.cjs", {
    footer: { js: "module.exports = module.exports.default;" },
  }),
  bundle("js/main/electron-esm.ts", "electron.mjs"),
  bundle("js/main/register.ts", "register.mjs"),
  bundle("js/main/hooks.ts", "hooks.mjs"),
  bundle("js/cli/cli.ts", "cli.cjs", { banner: { js: "#!/usr/bin/env node" } }),
]);
await chmod(join(folder, "cli.cjs"), 0o755);
