// contextBridge: what a preload script shows to its page.
// https://www.electronjs.org/docs/latest/api/context-bridge

import { functionToString, isArray, OwnWeakMap } from "../clone/primordials.js";
import { checked, CodeFailed, copy, errorFor, type Side } from "./bridge/copy.js";
import { createKit } from "./bridge/kit.js";
import type { Natives } from "./natives.js";

/** The two sides of a document whose worlds are apart. */
export interface Sides {
  readonly here: Side;
  readonly page: Side;
}

export interface ContextBridge {
  exposeInMainWorld(key: string, api: unknown): void;
  exposeInIsolatedWorld(world: number, key: string, api: unknown): void;
  executeInMainWorld(script: { func: (...args: never[]) => unknown; args?: unknown[] }): unknown;
}

/**
 * `isHidden`: which objects cross as empty ones. `guarded`: whether a promise of this world that nobody
 * handles may be reported. Undefined where there is one world only.
 */
export function createSides(
  natives: Natives,
  isHidden: (object: object) => boolean,
  guarded: boolean,
): Sides | undefined {
  const kit = natives.pageKit();
  if (!kit) return undefined;
  const side = (of: Omit<Side, "originals" | "proxies">): Side => ({
    ...of,
    originals: new OwnWeakMap(),
    proxies: new OwnWeakMap(),
  });
  return {
    here: side({ kit: createKit(), local: true, quiet: !guarded, isHidden, toOther: natives.nodeToPage }),
    page: side({ kit, local: false, quiet: false, isHidden: () => false, toOther: natives.nodeFromPage }),
  };
}

/** Runs a step between the worlds; what it throws is this world's. */
export function across<T>({ here, page }: Sides, step: () => T): T {
  try {
    return step();
  } catch (caught) {
    throw errorFor(here, caught, here, page);
  }
}

/** Evaluates a script in the page's world: a value of the page. To be called within `across`. */
export function evaluateInPage(natives: Natives, { page }: Sides, code: string): unknown {
  try {
    return natives.evaluate(code, "");
  } catch (reason) {
    throw new CodeFailed(page, reason);
  }
}

function noWorld(world: number): Error {
  return new Error(`There is no world ${world}: a page has 0, its own, and 999, the preload's`);
}

export function createContextBridge(natives: Natives, sides: () => Sides | undefined): ContextBridge {
  const isolated = (): Sides => {
    const both = sides();
    if (!both) throw new Error("contextBridge API can only be used when contextIsolation is enabled");
    return both;
  };
  const checkKey = (key: unknown): void => {
    if (typeof key !== "string") throw new TypeError("The key of an API must be a string");
  };
  const taken = (): never => {
    throw new Error("Cannot bind an API on top of an existing property on the window object");
  };
  const bridge: ContextBridge = {
    exposeInMainWorld(key, api) {
      const both = isolated();
      checkKey(key);
      const { here, page } = both;
      if (!across(both, () => page.kit.expose(key, copy(api, here, page, true)))) taken();
    },
    exposeInIsolatedWorld(world, key, api) {
      const { here } = isolated();
      checkKey(key);
      if (world === 0) bridge.exposeInMainWorld(key, api);
      else if (world !== 999) throw noWorld(world);
      else if (!here.kit.expose(key, api)) taken();
    },
    executeInMainWorld(script) {
      const both = isolated();
      const { here, page } = both;
      if (typeof script?.func !== "function") throw new TypeError("func must be a function");
      const { func, args = [] } = script;
      if (!isArray(args)) throw new TypeError("args must be an array");
      return across(both, () => {
        const callee = evaluateInPage(natives, both, `(${functionToString(func)})`) as object;
        const copied = page.kit.array(0);
        for (let i = 0; i < args.length; i++) page.kit.define(copied, i, copy(args[i], here, page));
        return copy(checked(page.kit.call(callee, copied), page), page, here);
      });
    },
  };
  return bridge;
}
