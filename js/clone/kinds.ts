// What kind of object a value is, told by its internal slots: a getter or method that works only on
// objects with the slot is tried. Names, `instanceof` and prototypes say nothing for certain; a
// prototype only says what to try first.

import * as p from "./primordials.js";
import { QuietErrors } from "./quiet-errors.js";

export const enum Kind {
  plain,
  date,
  regexp,
  map,
  set,
  error,
  domException,
  blob,
  file,
  buffer,
  view,
  boolean,
  number,
  string,
  bigint,
  refused,
}

/** What a refused object is, as in "a Promise". */
export interface Refused {
  readonly what: string;
}

/** What an object of the host is, as in "a Response"; undefined for all else. */
export type PlatformKind = (value: object) => string | undefined;

type Check = (value: object) => boolean;

const works =
  (probe: (value: object) => unknown): Check =>
  (value) => {
    try {
      probe(value);
      return true;
    } catch {
      return false;
    }
  };

const isDate = works(p.dateTime as (value: object) => unknown);
const isMap = works(p.mapSize);
const isSet = works(p.setSize);
const isBuffer = works(p.bufferByteLength);
// The getter of `source` answers for RegExp.prototype too, which is no RegExp.
const isRegExp = works((value) => {
  if (p.regexpSource(value) === "(?:)" && p.hasOwn(value, "exec")) throw value;
});
const isFile: Check = p.fileName ? works(p.fileName) : () => false;
const isBlob: Check = p.blobType ? works(p.blobType) : () => false;
const isDomException: Check = p.domExceptionName ? works(p.domExceptionName) : () => false;

const isError: Check = (value) => {
  if (p.isErrorObject) return p.isErrorObject(value);
  // Says "[object Error]" by the slot, unless a property says otherwise.
  if (p.toStringTag in value) return isTaggedError(value);
  return p.objectToString(value) === "[object Error]";
};

/** An error with a tag of its own: only a native clone still tells that it is one. */
function isTaggedError(value: object): boolean {
  let prototype: object | null = value;
  while (prototype !== null && prototype !== p.errorConstructors[0]?.prototype) {
    prototype = p.getPrototypeOf(prototype) as object | null;
  }
  return prototype !== null && p.hasOwn(value, "stack");
}

const slots: readonly (readonly [Kind, Check])[] = [
  // First, for in V8 it looks like an error too.
  [Kind.domException, isDomException],
  [Kind.error, isError],
  [Kind.date, isDate],
  [Kind.map, isMap],
  [Kind.set, isSet],
  [Kind.buffer, isBuffer],
  [Kind.regexp, isRegExp],
  [Kind.boolean, works(p.booleanValue as (value: object) => unknown)],
  [Kind.number, works(p.numberValue as (value: object) => unknown)],
  [Kind.string, works(p.stringValue as (value: object) => unknown)],
  [Kind.bigint, works(p.bigintValue as (value: object) => unknown)],
  // A File is a Blob too.
  [Kind.file, isFile],
  [Kind.blob, isBlob],
];

const refusedSlots: readonly (readonly [string, Check])[] = [
  ["a SharedArrayBuffer", p.sharedByteLength ? works(p.sharedByteLength) : () => false],
  ["a symbol object", works(p.symbolValue as (value: object) => unknown)],
  ["a WeakMap", works((value) => p.weakMapHas(value, value))],
  ["a WeakSet", works((value) => p.weakSetHas(value, value))],
  ["a WeakRef", p.weakRefDeref ? works(p.weakRefDeref as (value: object) => unknown) : () => false],
];

/** The kind that objects of a prototype have had. */
const usual = new p.OwnWeakMap<object, Kind>();

const quiet = new QuietErrors();

function checkOf(kind: Kind): Check | undefined {
  for (let i = 0; i < slots.length; i++) {
    const entry = slots[i] as (typeof slots)[number];
    if (entry[0] === kind) return entry[1];
  }
  return undefined;
}

/**
 * The kind of an object that is no array. `hasKeys`: it has enumerable keys of its own, so that one
 * that was plain before, by its prototype, is taken as plain again. `ofPlatform` tells what the host makes
 * without slots.
 */
export function kindOf(value: object, prototype: object | null, hasKeys: boolean, ofPlatform: PlatformKind | undefined): Kind | Refused {
  if (p.isView(value)) return Kind.view;
  const known = prototype === null ? undefined : usual.get(prototype);
  if (known === Kind.plain && hasKeys) return known;
  const isUsual = known === Kind.plain || prototype === p.ObjectPrototype || prototype === null;
  if (isUsual && !hasKeys && isPlainToHost(value)) return Kind.plain;
  if (known !== undefined && known !== Kind.plain && checkOf(known)?.(value)) return known;
  // What is tried throws for most of all kinds, and nobody sees those stacks.
  quiet.begin();
  let found: Kind | Refused;
  try {
    found = search(value, prototype, ofPlatform);
  } finally {
    quiet.end();
  }
  if (typeof found === "number" && prototype !== null && known === undefined) usual.set(prototype, found);
  return found;
}

function search(value: object, prototype: object | null, ofPlatform: PlatformKind | undefined): Kind | Refused {
  for (let i = 0; i < slots.length; i++) {
    const entry = slots[i] as (typeof slots)[number];
    if (entry[1](value)) return entry[0];
  }
  for (let i = 0; i < refusedSlots.length; i++) {
    const entry = refusedSlots[i] as (typeof refusedSlots)[number];
    if (entry[1](value)) return { what: entry[0] };
  }
  const what = prototype === null ? undefined : ofPlatform?.(value);
  if (what !== undefined) return { what };
  const suspect = suspicionOf(value, prototype);
  return suspect !== undefined && isRefusedByHost(value) ? { what: suspect } : Kind.plain;
}

/** What the prototypes make of an object whose slots cannot be seen: one of the host, or of a kind
 * that is refused. It may be a plain object all the same, made with such a prototype. */
function suspicionOf(value: object, prototype: object | null): string | undefined {
  if (prototype === null) {
    return p.objectToString(value) === "[object Module]" ? "a module" : undefined;
  }
  for (let proto: object | null = prototype; proto !== null; proto = p.getPrototypeOf(proto) as object | null) {
    for (let i = 0; i < p.refusedPrototypes.length; i++) {
      const entry = p.refusedPrototypes[i] as (typeof p.refusedPrototypes)[number];
      if (entry[0] === proto) return entry[1];
    }
    if (isTold(proto)) continue;
    const maker: unknown = p.getOwnPropertyDescriptor(proto, "constructor")?.value;
    if (typeof maker !== "function" || !isNative(maker)) continue;
    const name: unknown = p.getOwnPropertyDescriptor(maker, "name")?.value;
    // Object.prototype of whatever realm ends a chain.
    if (p.getPrototypeOf(proto) === null && name === "Object") return undefined;
    return typeof name === "string" && name !== "" ? `an object of type ${name}` : "an object of the host";
  }
  return undefined;
}

function isTold(prototype: object): boolean {
  for (let i = 0; i < p.toldPrototypes.length; i++) {
    if (p.toldPrototypes[i] === prototype) return true;
  }
  return false;
}

function isNative(maker: object): boolean {
  const source = p.functionToString(maker) as string;
  return p.endsWith(source, "[native code] }") || p.endsWith(source, "[native code]\n}");
}

/**
 * Asks the host's own clone whether an object without keys has no slots either: it sees all of them, makes what
 * they say, and costs a fraction of asking for each, which throws for all that an object has not.
 */
function isPlainToHost(value: object): boolean {
  if (!p.nativeClone) return false;
  try {
    return p.getPrototypeOf(p.nativeClone(value) as object) === p.ObjectPrototype;
  } catch {
    return false;
  }
}

/** Asks the host's own clone, which sees all slots; without it a suspect is refused. */
function isRefusedByHost(value: object): boolean {
  if (!p.nativeClone) return true;
  try {
    return p.getPrototypeOf(p.nativeClone(value) as object) !== p.ObjectPrototype;
  } catch {
    return true;
  }
}
