// Runs the preload script, and gives a page with nodeIntegration the names that Node has.

import type { EventEmitter } from "events";
import type { Require } from "./modules.js";
import type { Config, Natives } from "./natives.js";
import { clearImmediate, setImmediate } from "./timers.js";

function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end > 0 ? path.slice(0, end) : end === 0 ? "/" : ".";
}

/** The names that a script finds around it as in Node. */
function scope(path: string, require: Require, process: EventEmitter): Record<string, unknown> {
  const module = { exports: {}, id: ".", filename: path, loaded: false };
  return {
    exports: module.exports,
    require,
    module,
    __filename: path,
    __dirname: folderOf(path),
    process,
    global: globalThis,
    setImmediate,
    clearImmediate,
  };
}

function fileUrl(path: string): string {
  return "file://" + path.split("/").map(encodeURIComponent).join("/");
}

export function runPreload(natives: Natives, config: Config, require: Require, process: EventEmitter): void {
  const { preload: path, source } = config;
  const names = scope(path, require, process);
  try {
    // On the script's first line, so that its lines keep their numbers.
    const code = `(function (${Object.keys(names).join(",")}) {${source}\n})`;
    const run = natives.evaluateOwn(code, fileUrl(path)) as () => void;
    Reflect.apply(run, names["exports"], Object.values(names));
  } catch (error) {
    const message = describe(error, path);
    console.error(`Unable to load preload script: ${path}`);
    console.error(message);
    natives.preloadFailed(path, message);
  }
}

/** The error with the place it comes from, as the engine noted it. */
function describe(error: unknown, path: string): string {
  const text = textOf(error);
  if (!(error instanceof Error)) return `Uncaught ${text}`;
  const { line, column, sourceURL } = error as Error & { line?: number; column?: number; sourceURL?: string };
  const file = sourceURL === undefined || sourceURL === fileUrl(path) ? path : sourceURL;
  const place = line === undefined ? path : `${file}:${line}${column === undefined ? "" : `:${column}`}`;
  return `${text}\n    at ${place}`;
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "a value that has no text";
  }
}

/** `require`, `process` and the rest as globals of the page. */
export function exposeNodeNames(require: Require, process: EventEmitter): void {
  const { protocol, pathname } = globalThis.location ?? { protocol: "", pathname: "" };
  const path = protocol === "file:" ? decodeURIComponent(pathname) : "";
  const names = scope(path, require, process);
  for (const [name, value] of Object.entries(names)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
