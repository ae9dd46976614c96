// Evaluated in the page's own realm before its scripts. The DOM carries what a page posts through a port to the
// runtime, which sends it on; what it then refuses would be lost without a word to whoever has posted it. So the
// page's own postMessage looks for it first, where the runtime says that the port leads to the link.

import { Brand, createBrands } from "../bridge/brands.js";

/** Asks the runtime whether a port leads to the link: it prevents the event's default then. */
export const posting = "cation:posting";

/** Gives what throws for a message that could not be sent on from a port. Runs no code of the page's. */
export function createPostCheck(): (port: MessagePort, message: unknown) => void {
  const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const { keys, prototype: plainPrototype } = Object;
  const { dispatchEvent } = EventTarget.prototype;
  const { MessageEvent: Question, DOMException: Refusal, structuredClone: clone } = globalThis;
  const { has, add } = WeakSet.prototype;
  const { WeakSet: Weak } = globalThis;
  const { forEach: mapForEach } = Map.prototype;
  const { forEach: setForEach } = Set.prototype;
  const brands = createBrands();

  const isLinked = (port: MessagePort): boolean => {
    try {
      const how = { __proto__: null, cancelable: true } as MessageEventInit;
      return !(apply(dispatchEvent, port, [new Question(posting, how)]) as boolean);
    } catch {
      return false; // it is no port, and the engine says so
    }
  };
  /** Whether the engine's clone of an object is one of the host's as well. */
  const isOfHost = (object: object): boolean => {
    try {
      return getPrototypeOf(clone(object)) !== plainPrototype;
    } catch {
      return false; // the engine refuses it, and says so
    }
  };

  return (port, message) => {
    const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
    if (!isObject(message) || !isLinked(port)) return;
    const seen = new Weak();
    // A list with a link in each item: arrays may be changed by the page.
    let waiting: { object: object; next: unknown } | undefined;
    const look = (value: unknown): void => {
      if (!isObject(value) || (apply(has, seen, [value]) as boolean)) return;
      apply(add, seen, [value]);
      waiting = { object: value, next: waiting };
    };
    const refuse = (object: object): void => {
      throw new Refusal(`An object could not be cloned. message: ${brands.tagOf(object)} cannot be sent`, "DataCloneError");
    };
    look(message);
    while (waiting !== undefined) {
      const { object, next } = waiting as { object: object; next: typeof waiting };
      waiting = next;
      const brand = brands.brandOf(object);
      if (brand === Brand.map) {
        apply(mapForEach, object, [(value: unknown, key: unknown) => (look(key), look(value))]);
      } else if (brand === Brand.set) {
        apply(setForEach, object, [look]);
      } else if (brand === Brand.plain || brand === Brand.array) {
        const names = keys(object);
        for (let i = 0; i < names.length; i++) {
          // What a getter gives is the engine's to ask for.
          const property = getOwnPropertyDescriptor(object, names[i]!);
          if (property && "value" in property) look(property.value);
        }
      } else if (brand === Brand.host || brand === Brand.unsupported) {
        const tag = brands.tagOf(object);
        const isKnown = tag === "[object Blob]" || tag === "[object File]" || tag === "[object MessagePort]";
        if (tag === "[object SharedArrayBuffer]" || (!isKnown && isOfHost(object))) refuse(object);
      }
    }
  };
}
