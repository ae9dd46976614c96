// Bundles a part of the renderer into one expression, the part's default export:
//   node tools/bundle-renderer.mjs <entry.ts> <output.js>
// What lies in js/renderer/builtins becomes a function of `require` and `process`, and shares with the
// others what they need of each other.

import { writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { build } from "esbuild";

const [entry, output] = process.argv.slice(2);
if (!entry || !output) throw new Error("usage: node tools/bundle-renderer.mjs <entry.ts> <output.js>");

const isPart = basename(dirname(entry)) === "builtins";
const parts = ["buffer", "events", "path", "querystring", "string_decoder", "url", "util"];
const own = basename(entry, ".ts");

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
  external: isPart ? parts.filter((name) => name !== own) : [],
  logLevel: "warning",
});
// A function expression: what the bundle declares is seen by nobody else.
const parameters = isPart ? "require,process" : "";
await writeFile(output, `(function(${parameters}){"use strict";${outputFiles[0].text}return bundle.default})${isPart ? "" : "()"}\n`);
