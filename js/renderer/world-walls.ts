// Evaluated in each world of a document but the page's own, before any script of that world. The engine
// gives every world its own face of what belongs to the document, but for a few things which it hands over
// as they are; a page that has one object of another world has that world's Function, and all of it.
// docs/security.md tells which they are; tests/e2e/worlds.test.mjs looks for new ones.

/** What the runtime puts on the world's global object, to hear what promises of the world leave unhandled. */
export const rejectionTeller = Symbol.for("cation:rejected");

/** `pagePromise`: the page's Promise.prototype, to know the page's promises by; for one world of each document. */
export default function closeOff(pagePromise: object | undefined): void {
  const { apply, construct, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
  const host = globalThis as unknown as Record<string, ({ readonly prototype: object } & object) | undefined>;
  // The engine may show one global object twice.
  if (getOwnPropertyDescriptor(globalThis, "customElements")?.value === null) return;
  const isIn = (prototype: object | undefined, value: unknown): boolean => {
    let next = value;
    while (typeof next === "object" && next !== null) {
      next = getPrototypeOf(next);
      if (next === prototype) return true;
    }
    return false;
  };

  // All worlds share the registry of a document: classes that are defined, and promises that wait for them.
  defineProperty(globalThis, "customElements", { value: null, writable: false, enumerable: true, configurable: false });
  const registry = host["CustomElementRegistry"]?.prototype;
  if (registry) {
    for (const name of ownKeys(registry)) if (name !== "constructor") deleteProperty(registry, name);
  }

  // The engine asks one default policy for all scripts of the document, and throws what it throws.
  const factory = host["TrustedTypePolicyFactory"]?.prototype as { createPolicy?: unknown } | undefined;
  const makePolicy = factory?.createPolicy as ((...args: unknown[]) => unknown) | undefined;
  if (factory && makePolicy) {
    const { createPolicy } = {
      createPolicy(this: unknown, policyName: unknown, ...rest: unknown[]): unknown {
        const name = `${policyName as string}`;
        if (name === "default") throw new TypeError("A default policy would be the page's too: only the page can make it");
        return apply(makePolicy, this, [name, ...rest]);
      },
    };
    defineProperty(factory, "createPolicy", { value: createPolicy });
  }

  guardRejections();

  function guardRejections(): void {
    const Native = host["PromiseRejectionEvent"] as (new () => Event) & { readonly prototype: object };
    if (!Native) return;
    const { Event: PlainEvent, Promise: OwnPromise } = globalThis;
    const { prototype } = Native;
    const own = OwnPromise.prototype;
    const promiseOf = getOwnPropertyDescriptor(prototype, "promise")!.get!;
    const reasonOf = getOwnPropertyDescriptor(prototype, "reason")!.get!;
    const { stopImmediatePropagation } = PlainEvent.prototype;
    const { addEventListener } = EventTarget.prototype;
    const { setPrototypeOf } = Reflect;
    const { WeakMap: Weak } = globalThis;
    const { get: getWeak, set: setWeak } = Weak.prototype;

    if (pagePromise) {
      // The first listener on the window: what is not the page's goes no further.
      const keep = (event: Event): void => {
        let promise: unknown;
        try {
          promise = apply(promiseOf, event, []);
        } catch {
          return; // an event of another kind, which carries nothing
        }
        if (isIn(pagePromise, promise)) return;
        apply(stopImmediatePropagation, event, []);
        // Nobody else hears of what this world itself leaves unhandled.
        const tell: unknown = getOwnPropertyDescriptor(globalThis, rejectionTeller)?.value;
        if (typeof tell === "function" && event.type === "unhandledrejection" && isIn(own, promise)) {
          apply(tell as () => void, undefined, [apply(reasonOf, event, [])]);
        }
      };
      for (const type of ["unhandledrejection", "rejectionhandled"]) {
        apply(addEventListener, globalThis, [type, keep, { capture: true }]);
      }
    }

    // What a script of this world makes itself carries promise and reason in this world alone, and of what the
    // page has rejected it hears without them: methods of a page's promise are the page's to change.
    const carried = new Weak<object, { readonly promise: unknown; readonly reason: unknown }>();
    const carriedBy = (event: object) => apply(getWeak, carried, [event]) as { promise: unknown; reason: unknown } | undefined;
    const accessors = {
      get promise(): unknown {
        const known = carriedBy(this);
        if (known) return known.promise;
        const promise = apply(promiseOf, this, []) as unknown;
        return isIn(own, promise) ? promise : null;
      },
      get reason(): unknown {
        const known = carriedBy(this);
        if (known) return known.reason;
        const reason = apply(reasonOf, this, []) as unknown;
        const isObject = (typeof reason === "object" && reason !== null) || typeof reason === "function";
        return !isObject || isIn(own, apply(promiseOf, this, [])) ? reason : undefined;
      },
    };
    for (const name of ["promise", "reason"] as const) {
      defineProperty(prototype, name, { get: getOwnPropertyDescriptor(accessors, name)!.get! });
    }
    const Replaced = new Proxy(Native, {
      construct(_target, args: unknown[], newTarget): object {
        const [type, init] = args as [string, { promise?: unknown; reason?: unknown } | undefined];
        if (args.length < 2 || typeof init !== "object" || init === null) return construct(Native, args, newTarget) as object;
        const event = construct(PlainEvent, [type, init]) as object;
        setPrototypeOf(event, newTarget.prototype as object);
        apply(setWeak, carried, [event, { promise: init.promise, reason: init.reason }]);
        return event;
      },
    });
    defineProperty(prototype, "constructor", { value: Replaced });
    defineProperty(globalThis, "PromiseRejectionEvent", { value: Replaced });
  }
}
