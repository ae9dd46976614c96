// The types of the `electron` module: apps compile against them. That what they declare is there is
// shown with the tables of docs/compatibility.md.

import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";

import { root } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();

/** A folder of an app that has the package installed. */
function appFolder() {
  const folder = here.write({});
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["cation", "@types"]) {
    const target = name === "cation" ? root : join(root, "node_modules", name);
    symlinkSync(target, join(folder, "node_modules", name));
  }
  return folder;
}

/** Files as an app's compiler has them, with the package's types and strictly. */
function compile(files, options) {
  const folder = appFolder();
  const host = ts.createCompilerHost({});
  host.getCurrentDirectory = () => folder;
  return ts.createProgram(
    files,
    {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: ["node", "cation"],
      typeRoots: [join(folder, "node_modules/@types"), join(folder, "node_modules")],
      strict: true,
      noEmit: true,
      // The app's files are not below the folder that has the package.
      paths: { "cation/electron": [join(folder, "node_modules/cation/types/module.d.ts")] },
      ...options,
    },
    host,
  );
}

const isOurs = ({ fileName }) => !fileName.includes("/node_modules/");

/** What the compiler says of the app's files and the package's; those of others are checked by others. */
function faultsOf(program) {
  const checked = program.getSourceFiles().filter(isOurs);
  assert.ok(checked.some(({ fileName }) => fileName.endsWith("/types/electron.d.ts")), "the types were not found");
  const all = checked.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  return [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(), ...all].map((fault) => {
    const text = ts.flattenDiagnosticMessageText(fault.messageText, "\n");
    const line = fault.file ? fault.file.getLineAndCharacterOfPosition(fault.start).line + 1 : 0;
    return `${fault.file?.fileName}:${line} ${text}`;
  });
}

const kinds = {
  "CommonJS by Node": { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  "a bundler": { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};
const sources = (names) => names.map((name) => join(root, "tests/fixtures/types", name));

for (const [kind, options] of Object.entries(kinds)) {
  test(`a TypeScript app for Electron compiles, resolved as for ${kind}`, () => {
    assert.deepEqual(faultsOf(compile(sources(["main.ts", "preload.ts", "wrong.ts"]), options)), []);
  });
}

test("the examples compile, JavaScript as they are", () => {
  const names = ["set-title", "open-file", "counter", "relay", "ping-pong"];
  const files = names.flatMap((name) => [`examples/${name}/main.js`, `examples/${name}/preload.js`]);
  const there = files.map((file) => join(root, file)).filter((file) => ts.sys.fileExists(file));
  assert.ok(there.length >= 9);
  const options = { ...kinds["CommonJS by Node"], allowJs: true, checkJs: true, noImplicitAny: false };
  assert.deepEqual(faultsOf(compile(there, options)), []);
});
