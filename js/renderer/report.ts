// Errors that nothing has caught, told as the browser tells them: with message, file and line.

import type { OwnWeakMap } from "../clone/primordials.js";
import type { Natives } from "./natives.js";
import { rejectionTeller } from "./world-walls.js";

/**
 * A script whose function reports what it is given. It throws it in a listener, for the engine to report; and it
 * is evaluated without an address, which makes the engine take the place from the error itself, and not from here.
 */
export const reporterScript = `(() => {
  const { apply } = Reflect;
  const { addEventListener, dispatchEvent } = EventTarget.prototype;
  const Target = EventTarget, Told = Event;
  return (reason) => {
    const target = new Target();
    apply(addEventListener, target, ["e", () => { throw reason; }]);
    apply(dispatchEvent, target, [new Told("e")]);
  };
})()`;

/** A script whose function throws what it is given, so that the place that is told of it is the error's own. */
export const throwerScript = "(reason) => { throw reason; }";

/**
 * Gives an error that the runtime has made the place of the script that has called it, which is where whoever reads
 * of it has to look.
 */
export function placeOfCaller(error: unknown): void {
  if (typeof error !== "object" || error === null) return;
  try {
    const { sourceURL } = error as { sourceURL?: unknown };
    if (typeof sourceURL === "string" && sourceURL !== "" && !sourceURL.startsWith("cation:")) return;
    for (const line of String(new Error().stack).split("\n")) {
      const [, url, atLine, atColumn] = /^(?:.*@)?(.+):(\d+):(\d+)$/.exec(line) ?? [];
      if (url === undefined || url.startsWith("cation:")) continue;
      const define = (key: string, value: unknown): void => {
        Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
      };
      define("sourceURL", url);
      define("line", Number(atLine));
      define("column", Number(atColumn));
      return;
    }
  } catch {
    // The error says what it is all the same.
  }
}

type Reporter = (reason: unknown) => void;

export class Reports {
  private readonly natives: Natives;
  private readonly own: Reporter;
  /** The page's errors that have come over the bridge, by their copies. */
  private readonly origins: OwnWeakMap<object, { readonly reason: unknown }>;
  private page: Reporter | undefined;
  private readonly thrower: (reason: unknown) => never;

  constructor(natives: Natives, origins: Reports["origins"]) {
    this.natives = natives;
    this.origins = origins;
    this.thrower = natives.evaluateOwn(throwerScript, "") as (reason: unknown) => never;
    this.own = natives.evaluateOwn(reporterScript, "") as Reporter;
  }

  /** Throws an error out of the runtime to the script that has called it. */
  throw(error: unknown): never {
    placeOfCaller(error);
    return this.thrower(error);
  }

  /** Before any script of the page, which has a world of its own. */
  preparePage(): void {
    this.page = this.natives.evaluate(reporterScript, "") as Reporter;
  }

  /** An error of the page is the page's to hear of, as if nothing had been between. */
  uncaught(reason: unknown): void {
    const origin = typeof reason === "object" && reason !== null ? this.origins.get(reason) : undefined;
    if (origin && this.page) return this.page(origin.reason);
    // The page is not told what a script of another origin has thrown, as a preload is to a page from a server;
    // main is.
    this.natives.hush(true);
    this.own(reason);
    if (this.natives.hush(false)) this.tellMain("Uncaught", reason);
  }

  /** Main hears of rejections that scripts of this world leave unhandled: see world-walls.ts. */
  hearRejections(): void {
    const value = (reason: unknown): void => this.tellMain("Uncaught (in promise)", reason);
    Object.defineProperty(globalThis, rejectionTeller, { value, configurable: true });
  }

  private tellMain(how: string, reason: unknown): void {
    try {
      const { line, sourceURL } = Object(reason) as { line?: unknown; sourceURL?: unknown };
      const source = typeof sourceURL === "string" ? sourceURL : "";
      this.natives.tellConsole("error", `${how} ${String(reason)}`, typeof line === "number" ? line : 0, source);
    } catch {
      this.natives.tellConsole("error", `${how} error without a text`, 0, "");
    }
  }
}
