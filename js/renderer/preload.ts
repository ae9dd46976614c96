// Runs the preload script, and gives a page with nodeIntegration the names that Node has.

import { refuseModule, type Loader } from "./loader.js";
import type { Config, Natives } from "./natives.js";
import { pathOf } from "./paths.js";

export function runPreload(natives: Natives, config: Config, loader: Loader): void {
  const { preload: path, source } = config;
  try {
    refuseModule(path);
    loader.run(loader.root(path), source);
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
  const file = sourceURL === undefined ? path : (pathOf(sourceURL) ?? path);
  // What the runtime throws itself has a place that tells nobody anything.
  const isOwn = sourceURL !== undefined && pathOf(sourceURL) === undefined;
  const place = line === undefined || isOwn ? path : `${file}:${line}${column === undefined ? "" : `:${column}`}`;
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
