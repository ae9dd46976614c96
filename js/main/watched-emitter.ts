// An EventEmitter that tells when an app listens for an event that never comes.

import { EventEmitter } from "node:events";

import { tableOf } from "./known.js";
import { tellOnce } from "./silence.js";

type Listener = (...args: any[]) => void;

const ofNode = ["error", "newListener", "removeListener"];

export class WatchedEmitter extends EventEmitter {
  /** What the class is called, in the tables as well. */
  protected static readonly title: string = "";

  // `once` and `prependOnceListener` come to these as well.
  override on(name: string | symbol, listener: Listener): this {
    this.#check(name);
    return super.on(name, listener);
  }
  override addListener(name: string | symbol, listener: Listener): this {
    this.#check(name);
    return super.addListener(name, listener);
  }
  override prependListener(name: string | symbol, listener: Listener): this {
    this.#check(name);
    return super.prependListener(name, listener);
  }

  #check(name: string | symbol): void {
    if (typeof name !== "string") return;
    const { title } = this.constructor as typeof WatchedEmitter;
    const { there, missing, elsewhere } = tableOf(`Events of ${title}`);
    if (there.includes(name) || elsewhere.includes(name) || ofNode.includes(name)) return;
    const why = missing.includes(name) ? "does not come in Cation yet" : "is none of Electron's";
    tellOnce(`the event "${name}" of ${title} ${why}; see docs/compatibility.md`);
  }
}
