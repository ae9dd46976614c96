// `cation <folder or file> [arguments]`: runs an app in this very process.

import Module, { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { findApp, orEnd, start, version } from "../main/start.js";
import { type CommandLine, readCommandLine } from "./command-line.js";
import { openInspector } from "./inspector.js";

const usage = `Usage: cation [switches] <folder or file> [arguments]

Runs an Electron app: a folder whose package.json names its main file, or that file. Switches and arguments are the
app's, in process.argv; these are Cation's too, before the app's path:

  --require-sandbox      end pages whose process is in no sandbox
  --quiet                do not tell of what the app asks for and Cation has not
  -r, --require <file>   load a module first
  --inspect[=[host:]port], --inspect-brk[=[host:]port]
                         let a debugger of JavaScript connect; -brk waits for it
  -h, --help             show this
  -v, --version          show the version

For Node's own options use node --import cation <file>.
`;

function fail(message: string): never {
  process.stderr.write(`cation: ${message}\n`);
  process.exit(1);
}

const given = process.argv.slice(2);
const line = readCommandLine(given);
if (line.asks === "help") {
  process.stdout.write(usage);
} else if (line.asks === "version") {
  process.stdout.write(`${version}\n`);
} else if (line.wrong !== undefined) {
  fail(line.wrong);
} else if (line.path === undefined) {
  process.stderr.write(usage);
  process.exitCode = 1;
} else {
  run(line, line.path);
}

function run({ at, requireSandbox, quiet, modules, inspect }: CommandLine, path: string): void {
  const app = orEnd(() => {
    const found = findApp(path);
    process.argv = [process.execPath, ...given];
    process.argv[at + 1] = resolve(path);
    if (inspect) openInspector(inspect);
    if (quiet) process.env["CATION_QUIET"] ||= "1";
    const info = requireSandbox ? { ...found.info, requireSandbox } : found.info;
    start(info, { main: found.main, goesOn: true });
    return found;
  });
  const load = createRequire(join(process.cwd(), "/"));
  for (const name of modules) load(name);
  // As Node runs the file on its command line: CommonJS or not, with require.main and its messages.
  Module.runMain(app.main);
}
