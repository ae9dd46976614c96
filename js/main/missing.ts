// A TypeError about a module or a method that Cation has not says so.

import { readFileSync } from "node:fs";
import { types } from "node:util";

import { missingMembers, missingModules } from "./known.js";
import { placeInApp } from "./silence.js";

/** Adds to an error's message what is missing, where that is why it was thrown. */
export function explain(error: unknown): void {
  try {
    if (!types.isNativeError(error) || !(error instanceof TypeError)) return;
    const { message } = error;
    const name = missingName(message, error.stack);
    if (name === undefined || message.includes("is not in Cation")) return;
    const more = `${message}: ${name} is not in Cation yet; see docs/compatibility.md`;
    const stack = error.stack;
    error.message = more;
    if (stack !== undefined) error.stack = stack.replace(message, () => more);
  } catch {
    // An error may be anything: it is told as it is.
  }
}

function missingName(message: string, stack: string | undefined): string | undefined {
  // "app.relaunch is not a function", "Tray is not a constructor"
  const [, called, kind] = /(?:^|\.)(\w+) is not a (function|constructor)$/.exec(message) ?? [];
  if (called !== undefined && kind === "constructor" && missingModules.has(called)) return `electron.${called}`;
  if (called !== undefined && kind === "function" && missingMembers.has(called)) return called;
  if (!/undefined/.test(message)) return undefined;
  // "Cannot read properties of undefined (reading 'openExternal')": the line has the module's name.
  const words = lineAt(placeInApp(stack)).match(/\w+/g) ?? [];
  const module = words.find((word) => missingModules.has(word));
  return module && `electron.${module}`;
}

/** A line of a file, by "file:line:column"; nothing where there is none. */
function lineAt(place: string | undefined): string {
  const [, file, line] = /^(.*):(\d+):\d+$/.exec(place ?? "") ?? [];
  if (file === undefined) return "";
  return readFileSync(file, "utf8").split("\n")[Number(line) - 1]?.slice(0, 2_000) ?? "";
}
