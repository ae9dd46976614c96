// The way in of `node --import cation main.js`.

import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

import { orEnd, startOfNode } from "./start.js";

// Threads inherit --import, and an app has one main process.
if (isMainThread) {
  dropOwnImport(process.execArgv);
  orEnd(startOfNode);
}

// child_process.fork hands process.execArgv on: without this every child would be an app of its own.
function dropOwnImport(options: string[]): void {
  for (let i = options.length - 1; i >= 0; --i) {
    const option = options[i]!;
    if (option === "--import" && isSelf(options[i + 1] ?? "")) options.splice(i, 2);
    else if (option.startsWith("--import=") && isSelf(option.slice(9))) options.splice(i, 1);
  }
}

function isSelf(specifier: string): boolean {
  if (specifier === "cation" || specifier === import.meta.url) return true;
  const path = resolve(specifier);
  return existsSync(path) && realpathSync(path) === fileURLToPath(import.meta.url);
}
