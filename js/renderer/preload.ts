// Runs the preload script, and gives a page with nodeIntegration the names that Node has.

import type { Loader } from "./loader.js";
import type { Config, Natives } from "./natives.js";
import { pathOf } from "./paths.js";

export function runPreload(natives: Natives, config: Config, loader: Loader): void {
  const { preload: path, source } = config;
  try {
    loader.run(loader.root(path), source);
  } catch (error) {
    const message = describe(error, path, loader.columnsBefore(source));
    console.error(`Unable to load preload script: ${path}`);
    console.error(message);
    natives.preloadFailed(path, message);
  }
}

/** The error as V8 writes its stack, with the places that it comes from, as the engine has noted them. */
function describe(error: unknown, path: string, columnsBefore: number): string {
  const text = textOf(error);
  if (!(error instanceof Error)) return `${text}\n    at ${path}`;
  const { line, column, sourceURL, stack } = error as Error & { line?: number; column?: number; sourceURL?: string };
  /** The place in a script's file; its first line has the names of the module in front. */
  const place = (url: string, atLine: number, atColumn: number): string | undefined => {
    const file = pathOf(url);
    // What the runtime throws itself has a place that tells nobody anything.
    if (file === undefined) return undefined;
    return `${file}:${atLine}:${atLine === 1 && file === path ? Math.max(1, atColumn - columnsBefore) : atColumn}`;
  };
  const lines: string[] = [];
  const first = typeof sourceURL === "string" && typeof line === "number" ? place(sourceURL, line, column ?? 1) : undefined;
  for (const each of typeof stack === "string" ? stack.split("\n") : []) {
    const [, name = "", url = "", atLine, atColumn] = /^(?:(.*)@)?(.*):(\d+):(\d+)$/.exec(each) ?? [];
    const at = place(url, Number(atLine), Number(atColumn));
    if (at !== undefined) lines.push(name === "" ? at : `${name} (${at})`);
  }
  if (lines.length === 0) lines.push(first ?? path);
  return [text, ...lines.map((each) => `    at ${each}`)].join("\n");
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "a value that has no text";
  }
}

/** `require`, `process` and the rest as globals of the page. */
export function exposeNodeNames(loader: Loader): void {
  const page = loader.root(pathOf(globalThis.location?.href ?? "") ?? "");
  const define = (name: string, how: PropertyDescriptor): void => {
    Object.defineProperty(globalThis, name, { ...how, configurable: true, enumerable: false });
  };
  for (const [name, value] of Object.entries(loader.scope(page, false))) define(name, { value, writable: true });
  define("Buffer", {
    get: () => loader.Buffer,
    set: (value: unknown) => define("Buffer", { value, writable: true }),
  });
}
