// Bundles a part of the renderer into one expression, the part's default export:
//   node tools/bundle-renderer.mjs <entry.ts> <output.js>

import { writeFile } from "node:fs/promises";
import { build } from "esbuild";

const [entry, output] = process.argv.slice(2);
if (!entry || !output) throw new Error("usage: node tools/bundle-renderer.mjs <entry.ts> <output.js>");

const { outputFiles } = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  platform: "browser",
  target: "safari16.4",
  format: "iife",
  globalName: "bundle",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});
// A function expression: what the bundle declares is seen by nobody else.
await writeFile(output, `(function(){"use strict";${outputFiles[0].text}return bundle.default})()\n`);
