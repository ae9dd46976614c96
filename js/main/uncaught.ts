// What becomes of an error that nobody catches, where `cation` runs the app: a rejection is a warning, an exception
// is shown, and the app goes on, as in Electron. `node --import cation` leaves both to Node, which ends the process.

import { inspect, types } from "node:util";

import { areWindowsAllowed } from "./browser-window.js";
import { explain } from "./missing.js";
import { textOf } from "./untrusted.js";

/** Shows an error to a person, and waits until they have seen it. */
type Show = (title: string, content: string) => Promise<void>;

/** Of an app whose main file is `main`. Where the app listens for such errors itself, it decides alone. */
export function goOnAfterErrors(main: string | undefined, show: Show): void {
  let isShown = false;
  const caught = (error: unknown): void => {
    if (process.listenerCount("uncaughtException") > 1) return;
    if (hasNotBegun(main, error)) {
      process.removeListener("uncaughtException", caught);
      // Node alone knows the place of such an error.
      return void setImmediate(() => {
        throw error;
      });
    }
    const text = traceOf(error);
    process.stderr.write(`Uncaught exception in the main process:\n${text}\n`);
    if (isShown || !areWindowsAllowed()) return;
    isShown = true;
    const seen = (): void => void (isShown = false);
    show("A JavaScript error occurred in the main process", `Uncaught Exception:\n${text}`).then(seen, seen);
  };
  process.on("uncaughtException", caught);
  process.on("unhandledRejection", (reason: unknown) => {
    if (process.listenerCount("unhandledRejection") > 1) return;
    explain(reason);
    process.emitWarning(traceOf(reason), "UnhandledPromiseRejectionWarning");
  });
}

/** Whether this is the syntax of the main file itself, or of an ES module that it imports: nothing has run then. */
function hasNotBegun(main: string | undefined, error: unknown): boolean {
  if (!types.isNativeError(error) || !(error instanceof SyntaxError)) return false;
  const stack = traceOf(error);
  if (main !== undefined && stack.startsWith(`${main}:`)) return true;
  const frames = stack.split("\n").filter((line) => /^ +at /.test(line));
  return frames.length > 0 && frames.every((line) => /\(?node:internal\//.test(line));
}

/** The stack, or whatever there is, of a value that may throw when it is asked. */
function traceOf(error: unknown): string {
  try {
    if (types.isNativeError(error) && typeof error.stack === "string") return error.stack;
    return inspect(error);
  } catch {
    return textOf(error);
  }
}
