// Runs a command with a display: node tools/with-display.mjs <command> [arguments]
// Without DISPLAY it starts Xvfb on a free one, and ends it with the command. The exit status is the
// command's.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { startDisplay } from "./display.mjs";

const [command, ...args] = process.argv.slice(2);
if (!command) throw new Error("usage: node tools/with-display.mjs <command> [arguments]");

let display;
if (!process.env.DISPLAY) {
  try {
    display = await startDisplay();
  } catch (error) {
    console.error(`dev: there is no DISPLAY, and ${error.message}`);
    process.exit(1);
  }
  console.error(`dev: no DISPLAY, so the windows are on Xvfb ${display.name}`);
}

const env = display ? { ...process.env, DISPLAY: display.name } : process.env;
const child = spawn(command, args, { stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));

const status = await new Promise((resolve) => {
  child.once("error", (error) => {
    console.error(`dev: cannot run ${command}: ${error.message}`);
    resolve(1);
  });
  child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
});
await display?.stop();
process.exit(status);
