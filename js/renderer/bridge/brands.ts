// What an object is, told by what the engine keeps inside it and not by what its prototype says. Each
// realm asks about its own objects only.

export const enum Brand {
  /** An object whose enumerable properties are all that is copied of it. */
  plain,
  array,
  function,
  date,
  regexp,
  map,
  set,
  boxed,
  error,
  buffer,
  view,
  promise,
  /** Made by the browser, perhaps a node or something the engine can clone. */
  host,
  /** Cannot be copied. */
  unsupported,
}

export interface Brands {
  brandOf(object: object): Brand;
  /** "[object X]"; empty where code of the realm has thrown. */
  tagOf(object: object): string;
  time(date: object): number;
  source(regexp: object): string;
  flags(regexp: object): string;
  unbox(boxed: object): unknown;
  viewName(view: object): string;
  viewBuffer(view: object): object;
  /** -1 where the view lies outside of its buffer. */
  viewOffset(view: object): number;
  /** In elements; of a DataView in bytes. */
  viewLength(view: object): number;
  byteLength(buffer: object): number;
  /** To how many bytes a buffer may grow; -1 where it may not. */
  mostBytes(buffer: object): number;
}

export function createBrands(): Brands {
  const { apply, getOwnPropertyDescriptor } = Reflect;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const { toString } = Object.prototype;
  const { getTime } = Date.prototype;
  const numberOf = Number.prototype.valueOf;
  const stringOf = String.prototype.valueOf;
  const booleanOf = Boolean.prototype.valueOf;
  const bigintOf = BigInt.prototype.valueOf;
  const getter = (prototype: object, key: PropertyKey): ((this: unknown) => unknown) =>
    getOwnPropertyDescriptor(prototype, key)!.get as (this: unknown) => unknown;
  const mapSize = getter(Map.prototype, "size");
  const setSize = getter(Set.prototype, "size");
  const regexpSource = getter(RegExp.prototype, "source");
  // The getter of `flags` asks the object's other properties, which its realm may have changed.
  const flagGetters: ((this: unknown) => unknown)[] = [];
  const flagLetters: string[] = [];
  const flagNames = [
    "d", "hasIndices", "g", "global", "i", "ignoreCase", "m", "multiline", "s", "dotAll",
    "u", "unicode", "v", "unicodeSets", "y", "sticky",
  ];
  for (let i = 0; i < flagNames.length; i += 2) {
    const descriptor = getOwnPropertyDescriptor(RegExp.prototype, flagNames[i + 1]!);
    if (!descriptor) continue;
    flagLetters[flagLetters.length] = flagNames[i]!;
    flagGetters[flagGetters.length] = descriptor.get as (this: unknown) => unknown;
  }
  const bufferLength = getter(ArrayBuffer.prototype, "byteLength");
  const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
  const typedName = getter(typedArray, Symbol.toStringTag);
  const typedBuffer = getter(typedArray, "buffer");
  const typedOffset = getter(typedArray, "byteOffset");
  const typedLength = getter(typedArray, "length");
  const dataBuffer = getter(DataView.prototype, "buffer");
  const dataOffset = getter(DataView.prototype, "byteOffset");
  const dataLength = getter(DataView.prototype, "byteLength");
  const isResizable = getOwnPropertyDescriptor(ArrayBuffer.prototype, "resizable")?.get;
  const mostLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, "maxByteLength")?.get;
  const symbolOf = Symbol.prototype.valueOf;
  const { has: mapHas } = WeakMap.prototype;
  const { has: setHas } = WeakSet.prototype;
  const { deref } = WeakRef.prototype;
  const sharedLength =
    typeof SharedArrayBuffer === "function" ? getter(SharedArrayBuffer.prototype, "byteLength") : undefined;
  const { toStringTag } = Symbol;
  const { getPrototypeOf } = Reflect;
  const { prototype: errorPrototype } = Error;
  const { isError: isNativeError } = Error as { isError?: (value: unknown) => boolean };

  const none: never[] = [];
  const holds = (check: (this: never) => unknown, object: object): boolean => {
    try {
      apply(check, object as never, none);
      return true;
    } catch {
      return false;
    }
  };
  const tagOf = (object: object): string => {
    try {
      return apply(toString, object, none);
    } catch {
      return "";
    }
  };

  /** Whether an object says itself what it is. */
  const hasOwnTag = (object: object): boolean => {
    try {
      return getOwnPropertyDescriptor(object, toStringTag) !== undefined;
    } catch {
      return true;
    }
  };
  const isError = (object: object): boolean => {
    if (isNativeError) return isNativeError(object);
    try {
      let next: object | null = object;
      while (next !== null && next !== errorPrototype) next = getPrototypeOf(next);
      return next !== null;
    } catch {
      return false;
    }
  };

  return Object.freeze({
    tagOf,
    brandOf(object: object): Brand {
      if (typeof object === "function") return Brand.function;
      let array: boolean;
      try {
        array = isArray(object);
      } catch {
        return Brand.unsupported; // a revoked proxy
      }
      if (array) return Brand.array;
      if (isView(object)) return Brand.view;
      const or = (check: (this: never) => unknown, brand: Brand): Brand =>
        holds(check, object) ? brand : Brand.plain;
      switch (tagOf(object)) {
        case "[object Object]":
          return Brand.plain;
        case "[object Date]":
          return or(getTime, Brand.date);
        case "[object RegExp]":
          return or(regexpSource, Brand.regexp);
        case "[object Map]":
          return or(mapSize, Brand.map);
        case "[object Set]":
          return or(setSize, Brand.set);
        case "[object Number]":
          return or(numberOf, Brand.boxed);
        case "[object String]":
          return or(stringOf, Brand.boxed);
        case "[object Boolean]":
          return or(booleanOf, Brand.boxed);
        case "[object BigInt]":
          return or(bigintOf, Brand.boxed);
        case "[object ArrayBuffer]":
          return or(bufferLength, Brand.buffer);
        case "[object Error]":
        case "[object DOMException]":
          return hasOwnTag(object) && !isError(object) ? Brand.plain : Brand.error;
        case "[object Promise]":
          return Brand.promise;
        case "[object Symbol]":
          return or(symbolOf, Brand.unsupported);
        case "[object WeakMap]":
          return or(mapHas as never, Brand.unsupported);
        case "[object WeakSet]":
          return or(setHas as never, Brand.unsupported);
        case "[object WeakRef]":
          return or(deref, Brand.unsupported);
        case "[object SharedArrayBuffer]":
          return sharedLength ? or(sharedLength, Brand.unsupported) : Brand.plain;
        case "[object Generator]":
        case "[object AsyncGenerator]":
        case "[object Window]":
          return hasOwnTag(object) ? Brand.plain : Brand.unsupported;
        default:
          return isError(object) ? Brand.error : hasOwnTag(object) ? Brand.plain : Brand.host;
      }
    },
    time: (date: object) => apply(getTime, date as Date, none),
    source: (regexp: object) => apply(regexpSource, regexp, none) as string,
    flags(regexp: object): string {
      let flags = "";
      for (let i = 0; i < flagLetters.length; i++) {
        if (apply(flagGetters[i]!, regexp, none)) flags += flagLetters[i]!;
      }
      return flags;
    },
    unbox(boxed: object): unknown {
      if (holds(numberOf, boxed)) return apply(numberOf, boxed as never, none);
      if (holds(stringOf, boxed)) return apply(stringOf, boxed as never, none);
      if (holds(booleanOf, boxed)) return apply(booleanOf, boxed as never, none);
      return apply(bigintOf, boxed as never, none);
    },
    viewName: (view: object) => (apply(typedName, view, none) as string | undefined) ?? "DataView",
    viewBuffer: (view: object) =>
      apply(apply(typedName, view, none) === undefined ? dataBuffer : typedBuffer, view, none) as object,
    viewOffset(view: object): number {
      const isTyped = apply(typedName, view, none) !== undefined;
      // A DataView throws where it lies outside; a typed array says that it is empty.
      if (!isTyped && !holds(dataOffset as never, view)) return -1;
      return apply(isTyped ? typedOffset : dataOffset, view, none) as number;
    },
    viewLength: (view: object) =>
      apply(apply(typedName, view, none) === undefined ? dataLength : typedLength, view, none) as number,
    byteLength: (buffer: object) => apply(bufferLength, buffer, none) as number,
    mostBytes: (buffer: object) =>
      isResizable && mostLength && apply(isResizable, buffer, none) ? (apply(mostLength, buffer, none) as number) : -1,
  });
}
