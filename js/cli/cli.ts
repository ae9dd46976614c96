// `cation <folder or file> [arguments]`: runs an app in this very process.

import Module from "node:module";
import { resolve } from "node:path";

import { findApp, orEnd, start, version } from "../main/start.js";

const usage = `Usage: cation [--require-sandbox] <folder or file> [arguments]

Runs an Electron app: a folder whose package.json names its main file, or that file.
For Node's own options use node --import cation <file>.

  --require-sandbox  end pages whose process is in no sandbox
  -h, --help         show this
  -v, --version      show the version
`;

function fail(message: string): never {
  process.stderr.write(`cation: ${message}\n`);
  process.exit(1);
}

const given = process.argv.slice(2);
const requireSandbox = given[0] === "--require-sandbox";
const [path, ...rest] = requireSandbox ? given.slice(1) : given;
if (path === "-h" || path === "--help") {
  process.stdout.write(usage);
} else if (path === "-v" || path === "--version") {
  process.stdout.write(`${version}\n`);
} else if (path === undefined) {
  process.stderr.write(usage);
  process.exitCode = 1;
} else if (path.startsWith("-")) {
  fail(`unknown option ${path}; see cation --help`);
} else {
  run(path, rest);
}

function run(path: string, args: string[]): void {
  const app = orEnd(() => {
    const found = findApp(path);
    process.argv = [process.execPath, resolve(path), ...args];
    start(requireSandbox ? { ...found.info, requireSandbox } : found.info);
    return found;
  });
  // As Node runs the file on its command line: CommonJS or not, with require.main and its messages.
  Module.runMain(app.main);
}
