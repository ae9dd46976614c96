// contextBridge: what a preload script shows to its page.
// https://www.electronjs.org/docs/latest/api/context-bridge

import { functionToString, isArray, isInteger, OwnMap, OwnWeakMap } from "../clone/primordials.js";
import { checked, CodeFailed, copy, copyAll, errorFor, type Side } from "./bridge/copy.js";
import { createKit, type Kit } from "./bridge/kit.js";
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
 * handles may be reported. `thrown` gets what the page has thrown, by the copies of it. Undefined where there is
 * one world only.
 */
export function createSides(
  natives: Natives,
  isHidden: (object: object) => boolean,
  guarded: boolean,
  thrown: Side["thrown"],
): Sides | undefined {
  const kit = natives.pageKit();
  if (!kit) return undefined;
  const side = (of: Omit<Side, "originals" | "proxies" | "thrown">): Side => ({
    ...of,
    thrown,
    originals: new OwnWeakMap(),
    proxies: new OwnWeakMap(),
  });
  return {
    here: side({ kit: createKit(), local: true, quiet: !guarded, isHidden, toOther: natives.nodeToPage }),
    page: side({ kit, local: false, quiet: false, isHidden: () => false, toOther: natives.nodeFromPage }),
  };
}

/** Runs a step between the worlds; what it throws is this world's. `asItIs`: also what is no error. */
export function across<T>({ here, page }: Sides, step: () => T, asItIs = false): T {
  try {
    return step();
  } catch (caught) {
    throw errorFor(here, caught, here, page, asItIs);
  }
}

/** Evaluates a script in the page's world: a value of the page. To be called within `across`. */
export function evaluateInPage(natives: Natives, { page }: Sides, code: string, url = ""): unknown {
  try {
    return natives.evaluate(code, url);
  } catch (reason) {
    throw new CodeFailed(page, reason);
  }
}

/** The runtime's own world, and that of the page's scripts, by Electron's numbers. */
export const ownWorld = 999;
export const pageWorld = 0;

export function checkWorld(world: unknown): asserts world is number {
  if (!isInteger(world) || (world as number) < 0) throw new TypeError("The world's id must be an integer of 0 or more");
}

/** The sides of this world and of others beside the page's. */
export class OtherWorlds {
  private readonly natives: Natives;
  private readonly sides: () => Sides | undefined;
  private readonly known = new OwnMap<number, Sides>();

  /** `sides`: of the page; undefined where the runtime is in its world. */
  constructor(natives: Natives, sides: () => Sides | undefined) {
    this.natives = natives;
    this.sides = sides;
  }

  sidesOf(world: number): Sides {
    const known = this.known.get(world);
    if (known) return known;
    const isHidden = this.sides()?.here.isHidden ?? (() => false);
    const noFace = (): undefined => undefined;
    const side = (kit: Kit, local: boolean): Side => ({
      kit,
      local,
      quiet: false,
      isHidden: local ? isHidden : () => false,
      toOther: noFace,
      thrown: new OwnWeakMap(),
      originals: new OwnWeakMap(),
      proxies: new OwnWeakMap(),
    });
    const made = { here: side(createKit(), true), page: side(this.natives.worldKit(`${world}`), false) };
    this.known.set(world, made);
    return made;
  }

  /** Runs a script in such a world: a copy of what it gives. */
  evaluate(world: number, code: string, url: string): unknown {
    const both = this.sidesOf(world);
    const run = (): unknown => {
      try {
        return this.natives.evaluateInWorld(`${world}`, code, url);
      } catch (reason) {
        throw new CodeFailed(both.page, reason);
      }
    };
    return across(both, () => copy(run(), both.page, both.here), true);
  }
}

export function createContextBridge(natives: Natives, sides: () => Sides | undefined, others: OtherWorlds): ContextBridge {
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
      checkWorld(world);
      if (world === pageWorld) return bridge.exposeInMainWorld(key, api);
      if (world === ownWorld) return here.kit.expose(key, api) ? undefined : taken();
      const both = others.sidesOf(world);
      if (!across(both, () => both.page.kit.expose(key, copy(api, both.here, both.page, true)))) taken();
    },
    executeInMainWorld(script) {
      const both = isolated();
      const { here, page } = both;
      if (typeof script?.func !== "function") throw new TypeError("func must be a function");
      const { func, args = [] } = script;
      if (!isArray(args)) throw new TypeError("args must be an array");
      return across(both, () => {
        const callee = evaluateInPage(natives, both, `(${functionToString(func)})`) as object;
        return copy(checked(page.kit.call(callee, copyAll(args, here, page)), page), page, here);
      });
    },
  };
  return bridge;
}
