// What one realm can do with values of its own: look into them, and make new ones. The bridge copies
// a value by reading it through the kit of the realm it comes from and making it through the kit of
// the realm it goes to, so that no code of one realm ever touches an object of the other.
//
// In the page this runs before any script of the page, and keeps what it needs: whatever the page
// does to its globals and prototypes later changes nothing here. For that reason the code below uses
// no spread, no iteration and no method of a prototype, and its descriptors inherit nothing. What
// the other realm gives to a kit, its callbacks, is called directly and handed to nobody.

import { createBrands, type Brands } from "./brands.js";

/** What a function of the other side came to; a value of the realm that called it. */
export interface Outcome {
  readonly ok: boolean;
  readonly value: unknown;
}

/** Runs the function behind a proxy; the arguments are an array of the proxy's realm. */
export type Invoke = (args: unknown[]) => Outcome | undefined;

export interface Deferred {
  readonly promise: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export interface Kit {
  readonly brands: Brands;
  /** What a reader gives where code of its realm has thrown; `take` has what was thrown. */
  readonly failed: object;
  take(): unknown;

  // Readers. They may run code of their realm.
  get(object: object, key: PropertyKey): unknown;
  /** The same for an index that may be a hole, which gives `hole`. */
  item(array: object, index: number): unknown;
  readonly hole: object;
  keys(object: object): string[] | object;
  /** The enumerable keys of its own that are symbols. */
  symbols(object: object): symbol[] | object;
  mapEntries(map: object): unknown[];
  setItems(set: object): unknown[];
  call(callee: object, args: unknown): unknown;
  /** Calls back once, when the promise is settled. `failed` where it is none. */
  wait(promise: object, fulfilled: (value: unknown) => void, rejected: (reason: unknown) => void): unknown;

  // Makers.
  object(): object;
  array(length: number): unknown[];
  define(object: object, key: PropertyKey, value: unknown): void;
  /** The same of a property that lists of keys do not show. */
  hide(object: object, key: PropertyKey, value: unknown): void;
  freeze(object: object): void;
  date(time: number): object;
  regexp(source: string, flags: string): object;
  map(): object;
  mapSet(map: object, key: unknown, value: unknown): void;
  set(): object;
  setAdd(set: object, value: unknown): void;
  boxed(primitive: unknown): object;
  error(name: string, message: string): object;
  /** `most`: to how many bytes it may grow, or -1. */
  buffer(length: number, most: number): ArrayBuffer;
  /** `failed` where the buffer is detached. */
  bytes(buffer: object): Uint8Array | object;
  /** Without a length it follows the end of its buffer. Undefined where there is no such view. */
  view(name: string, buffer: object, offset: number, length: number | undefined): object | undefined;
  /** Whether a view of a buffer that may grow follows the buffer's end. It is of no use afterwards. */
  follows(view: object): boolean;
  deferred(): Deferred;
  outcome(ok: boolean, value: unknown): Outcome;
  proxy(invoke: Invoke): object;
  /** A clone of what only the engine can copy, such as a Blob; `failed` where it cannot. */
  clone(value: object): unknown;
  /** Puts the API on the window; false where the key is taken. */
  expose(key: string, value: unknown): boolean;
}

export function createKit(): Kit {
  const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const { freeze, keys, getOwnPropertySymbols } = Object;
  const { then: promiseThen } = Promise.prototype;
  const { set: mapSet, forEach: mapForEach } = Map.prototype;
  const { add: setAdd, forEach: setForEach } = Set.prototype;
  const global = globalThis as unknown as Record<string, unknown>;
  const NativePromise = Promise;
  const NativeArray = Array;
  const NativeObject = Object;
  const NativeRangeError = RangeError;
  const NativeDate = Date;
  const NativeRegExp = RegExp;
  const NativeMap = Map;
  const NativeSet = Set;
  const NativeArrayBuffer = ArrayBuffer;
  const NativeBytes = Uint8Array;
  const NativeDataView = DataView;
  const structuredClone = global["structuredClone"] as ((value: unknown) => unknown) | undefined;

  const { resize } = ArrayBuffer.prototype as { resize?: (length: number) => void };

  const bare = (): Record<string, unknown> => ({ __proto__: null }) as unknown as Record<string, unknown>;
  const errors = bare() as Record<string, new (message: string) => object>;
  const errorNames = [
    "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError",
  ];
  for (let i = 0; i < errorNames.length; i++) {
    errors[errorNames[i]!] = global[errorNames[i]!] as new (message: string) => object;
  }
  const DefaultError = errors["Error"]!;
  const views = bare() as Record<string, new (buffer: object, offset: number, length: number) => object>;
  const viewNames = [
    "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array",
    "Uint32Array", "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
  ];
  for (let i = 0; i < viewNames.length; i++) {
    const constructor = global[viewNames[i]!];
    if (constructor) views[viewNames[i]!] = constructor as new () => object;
  }

  const failed = freeze(bare());
  const hole = freeze(bare());
  let thrown: unknown;
  const failWith = (reason: unknown): object => {
    thrown = reason;
    return failed;
  };

  const put = (object: object, key: PropertyKey, value: unknown, hidden: boolean): void => {
    const descriptor = bare();
    descriptor["value"] = value;
    descriptor["writable"] = true;
    descriptor["enumerable"] = !hidden;
    descriptor["configurable"] = true;
    defineProperty(object, key, descriptor);
  };

  const brands = createBrands();
  const kit: Kit = {
    brands,
    failed,
    hole,
    take() {
      const reason = thrown;
      thrown = undefined;
      return reason;
    },

    get(object, key) {
      try {
        return (object as Record<PropertyKey, unknown>)[key];
      } catch (reason) {
        return failWith(reason);
      }
    },
    item(array, index) {
      try {
        const value = (array as unknown[])[index];
        if (value === undefined && getOwnPropertyDescriptor(array, index as never) === undefined) return hole;
        return value;
      } catch (reason) {
        return failWith(reason);
      }
    },
    keys(object) {
      try {
        return keys(object);
      } catch (reason) {
        return failWith(reason);
      }
    },
    symbols(object) {
      try {
        const all = getOwnPropertySymbols(object);
        const shown: symbol[] = [];
        let count = 0;
        for (let i = 0; i < all.length; i++) {
          if (getOwnPropertyDescriptor(object, all[i]!)?.enumerable) put(shown, count++, all[i], false);
        }
        return shown;
      } catch (reason) {
        return failWith(reason);
      }
    },
    mapEntries(map) {
      const entries: unknown[] = [];
      let count = 0;
      apply(mapForEach, map, [
        (value: unknown, key: unknown) => {
          put(entries, count++, key, false);
          put(entries, count++, value, false);
        },
      ]);
      return entries;
    },
    setItems(set) {
      const items: unknown[] = [];
      let count = 0;
      apply(setForEach, set, [(value: unknown) => put(items, count++, value, false)]);
      return items;
    },
    call(callee, args) {
      try {
        return apply(callee as () => unknown, undefined, args as unknown[]);
      } catch (reason) {
        return failWith(reason);
      }
    },
    wait(promise, fulfilled, rejected) {
      try {
        apply(promiseThen, promise, [
          (value: unknown) => {
            // What the callback throws would be of the other realm, and reach the page as the reason
            // of a rejection.
            try {
              fulfilled(value);
            } catch {}
          },
          (reason: unknown) => {
            try {
              rejected(reason);
            } catch {}
          },
        ]);
        return undefined;
      } catch (reason) {
        return failWith(reason);
      }
    },

    object: () => ({}),
    array: (length) => new NativeArray<unknown>(length),
    define: (object, key, value) => put(object, key, value, false),
    hide: (object, key, value) => put(object, key, value, true),
    freeze: (object) => {
      freeze(object);
    },
    date: (time) => new NativeDate(time),
    regexp: (source, flags) => new NativeRegExp(source, flags),
    map: () => new NativeMap(),
    mapSet: (map, key, value) => {
      apply(mapSet, map, [key, value]);
    },
    set: () => new NativeSet(),
    setAdd: (set, value) => {
      apply(setAdd, set, [value]);
    },
    boxed: (primitive) => NativeObject(primitive) as object,
    error(name, message) {
      const known = errors[name];
      const error = new (known ?? DefaultError)(message);
      if (!known) put(error, "name", name, true);
      return error;
    },
    buffer(length, most) {
      if (most < 0) return new NativeArrayBuffer(length);
      const options = bare();
      options["maxByteLength"] = most;
      return construct(NativeArrayBuffer, [length, options]) as ArrayBuffer;
    },
    bytes(buffer) {
      try {
        return new NativeBytes(buffer as ArrayBuffer);
      } catch (reason) {
        return failWith(reason);
      }
    },
    view(name, buffer, offset, length) {
      const constructor = name === "DataView" ? NativeDataView : views[name];
      try {
        return constructor && (construct(constructor, [buffer, offset, length]) as object);
      } catch {
        return undefined;
      }
    },
    follows(view) {
      const buffer = brands.viewBuffer(view);
      const before = brands.viewLength(view);
      const size = brands.byteLength(buffer);
      const most = brands.mostBytes(buffer);
      try {
        apply(resize!, buffer, [size < most ? most : size - 1]);
        if (size < most) return brands.viewLength(view) !== before;
        // One of a fixed length lies outside now: it is empty and at 0.
        return brands.viewLength(view) > 0 || brands.viewOffset(view) > 0;
      } catch {
        return false;
      }
    },
    deferred() {
      const made = bare();
      made["promise"] = new NativePromise((resolve, reject) => {
        made["resolve"] = resolve;
        made["reject"] = reject;
      });
      return made as unknown as Deferred;
    },
    outcome(ok, value) {
      const made = bare();
      made["ok"] = ok;
      made["value"] = value;
      return made as unknown as Outcome;
    },
    proxy(invoke) {
      return (...args: unknown[]): unknown => {
        let outcome: Outcome | undefined;
        // What `invoke` throws (a full stack, at its entry) is of the other realm: it is not looked at.
        try {
          outcome = invoke(args);
        } catch {}
        if (outcome === undefined) throw new NativeRangeError("Maximum call stack size exceeded.");
        if (outcome.ok) return outcome.value;
        throw outcome.value;
      };
    },
    clone(value) {
      if (!structuredClone) return failed;
      try {
        return structuredClone(value);
      } catch {
        return failed;
      }
    },
    expose(key, value) {
      if (key in globalThis) return false;
      const descriptor = bare();
      descriptor["value"] = value;
      descriptor["writable"] = false;
      descriptor["enumerable"] = true;
      descriptor["configurable"] = false;
      return defineProperty(globalThis, key, descriptor);
    },
  };
  return freeze(kit);
}
