// Evaluated in the page's own realm before its scripts. A function that the engine calls in the midst of
// another world's (a reaction of a custom element, whose attribute a preload script sets) would find that one
// as its `caller`: it finds it where it is of its own realm only.

export default function keepCallers(): void {
  const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const { prototype } = Function;
  const native = getOwnPropertyDescriptor(prototype, "caller");
  const callerOf = native?.get;
  if (!callerOf) return;
  const { caller } = {
    caller(this: unknown): unknown {
      const found = apply(callerOf, this, []) as unknown;
      let next = found;
      while (next !== null && (typeof next === "object" || typeof next === "function")) {
        next = getPrototypeOf(next);
        if (next === prototype) return found;
      }
      return null;
    },
  };
  defineProperty(prototype, "caller", { get: caller });
}
