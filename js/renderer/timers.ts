// setImmediate for a page: the callback runs in a task of its own, after what is queued already.

interface Immediate {
  readonly callback: (...args: unknown[]) => void;
  readonly args: unknown[];
  done: boolean;
}

const timeout = globalThis.setTimeout;

export function setImmediate(callback: (...args: unknown[]) => void, ...args: unknown[]): Immediate {
  if (typeof callback !== "function") throw new TypeError('The "callback" argument must be a function');
  const immediate: Immediate = { callback, args, done: false };
  timeout(() => {
    if (immediate.done) return;
    immediate.done = true;
    immediate.callback(...immediate.args);
  }, 0);
  return immediate;
}

export function clearImmediate(immediate: unknown): void {
  if (typeof immediate === "object" && immediate !== null && "done" in immediate) immediate.done = true;
}

/** Node's `timers` module, as far as a page has timers. */
export function timersModule(): object {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  return { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
}
