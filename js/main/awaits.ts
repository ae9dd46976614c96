// Tells `await` from `then`.

import { promiseHooks } from "node:v8";

const { then } = Promise.prototype;

/**
 * Calls `awaited` as soon as some function, or a module, awaits a promise, one that follows from it by `then`, or
 * one of several that `Promise.all` and its kin make of it: the caller goes no further before it is settled. Gives
 * what ends the watch.
 */
export function watchAwaits(promise: Promise<unknown>, awaited: () => void): () => void {
  const family = new WeakSet<Promise<unknown>>();
  const adopted: WeakRef<Promise<unknown>>[] = [];
  let chaining = false;
  // `await` calls no `then` that a promise has of its own; everything else does.
  const adopt = (member: Promise<unknown>): void => {
    family.add(member);
    adopted.push(new WeakRef(member));
    const chain = function (this: Promise<unknown>, ...given: Parameters<typeof then>): Promise<unknown> {
      if (isOfEngine(given[0])) awaited();
      chaining = true;
      try {
        return then.apply(this, given);
      } finally {
        chaining = false;
      }
    };
    Object.defineProperty(member, "then", { value: chain, configurable: true, writable: true });
  };
  const stop = promiseHooks.onInit((made, parent) => {
    if (!parent || !family.has(parent)) return;
    if (chaining) adopt(made);
    else awaited();
  });
  adopt(promise);
  return () => {
    (stop as () => void)();
    for (const each of adopted) delete (each.deref() as { then?: unknown } | undefined)?.then;
  };
}

/** Whether a function is none that was written in JavaScript: Promise.all and async functions pass such ones. */
export function isOfEngine(value: unknown): boolean {
  return typeof value === "function" && /\{ \[native code\] \}$/.test(Function.prototype.toString.call(value));
}
