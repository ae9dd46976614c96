// Copies values from one realm to the other: data is made anew, functions and promises become
// stand-ins that copy what passes through them. Runs in the isolated world, in both directions.
//
// What may hold an object of which realm is the whole of the bridge's safety:
//   - an object of the page is opaque here: it is read and made by the page's kit alone;
//   - an object of the isolated world is never an argument to the page's kit, but for the callbacks
//     (`Invoke`, and those of `wait`) that the kit keeps to itself, and what the engine clones;
//   - what is thrown here never reaches the page as it is: see `errorFor`.
//
// A library of the preload script may change what collections do: no object is handed to their methods
// but to those that were there at first.

import { isInteger, OwnMap, OwnWeakMap, typedArraySet } from "../../clone/primordials.js";
import { Brand } from "./brands.js";
import type { Invoke, Kit, Outcome } from "./kit.js";

const maxDepth = 1000;
// A longer array is taken for a sparse one, and asked for its keys.
const maxDenseLength = 1_000_000;

export interface Side {
  readonly kit: Kit;
  /** Whether this is the realm that this code runs in. */
  readonly local: boolean;
  /** Whether a copied promise that nobody handles goes unreported. */
  readonly quiet: boolean;
  /** Whether an object, such as ipcRenderer, crosses as an empty one. */
  isHidden(object: object): boolean;
  /** The other world's face of a DOM node; undefined for all else. */
  toOther(object: object): object | undefined;
  /** The stand-ins made on this side, and what they stand for on the other. */
  readonly originals: OwnWeakMap<object, object>;
  /** The stand-ins that the other side has for functions of this one. */
  readonly proxies: OwnWeakMap<object, object>;
  /** Where this is the realm that this code runs in: what code of the other has thrown, by the copies of it. */
  readonly thrown: OwnWeakMap<object, { readonly reason: unknown }>;
}

/** Code of `side` has thrown `reason`, a value of its own. */
export class CodeFailed {
  constructor(
    readonly side: Side,
    readonly reason: unknown,
  ) {}
}

interface Copying {
  readonly from: Side;
  readonly to: Side;
  /** Whether what is made is frozen. */
  readonly frozen: boolean;
  readonly made: OwnMap<object, object>;
}

/** A copy of `value` for the other side. Throws what `errorFor` understands. */
export function copy(value: unknown, from: Side, to: Side, frozen = false): unknown {
  return copyIn(value, { from, to, frozen, made: new OwnMap() });
}

/** Copies of a list of `from`, in a list of `to`: what is given twice in it is one there as well. */
export function copyAll(values: unknown[], from: Side, to: Side): unknown[] {
  const copying: Copying = { from, to, frozen: false, made: new OwnMap() };
  const copied = to.kit.array(0);
  for (let i = 0; i < values.length; i++) to.kit.define(copied, i, copyIn(values[i], copying));
  return copied;
}

function copyIn(value: unknown, copying: Copying): unknown {
  if (isPrimitive(value)) return primitive(value);
  return copyObject(value as object, copying, 0);
}

function isPrimitive(value: unknown): boolean {
  return typeof value === "object" ? value === null : typeof value !== "function";
}

/** What is no object is the same in every realm; and `document.all` is an object that calls itself undefined. */
function primitive(value: unknown): unknown {
  return typeof value === "undefined" ? undefined : value;
}

/**
 * What was caught here, while something was copied between `here` and `other`, as a value of `to`. What code has
 * thrown that is no error becomes one, as in Electron, unless it is to stay as it is (`asItIs`).
 */
export function errorFor(to: Side, caught: unknown, here: Side, other: Side, asItIs = false): unknown {
  try {
    if (caught instanceof CodeFailed) {
      const { side, reason } = caught;
      if (side === to) return reason;
      const copied = copy(reason, side, to);
      const isError = !isPrimitive(reason) && side.kit.brands.brandOf(reason as object) === Brand.error;
      const made = asItIs || isError ? copied : errorAround(copied, reason, side, to);
      if (to.local && !isPrimitive(made)) to.thrown.set(made as object, { reason });
      return made;
    }
    // The engine makes the error of a full stack in the realm whose turn it was to call: it may be the
    // page's, and is not handed on.
    const full = Object(caught) === caught && !(caught instanceof Error);
    const own = full ? new RangeError("Maximum call stack size exceeded.") : caught;
    return to === here ? own : copy(own, here, other);
  } catch {
    return to.kit.error("Error", "An error occurred across the context bridge, and cannot be copied");
  }
}

/** The error for a value that is none, which it has for its cause. */
function errorAround(copied: unknown, reason: unknown, side: Side, to: Side): unknown {
  const said = isPrimitive(reason) ? undefined : checked(side.kit.get(reason as object, "message"), side);
  const unknownError =
    "An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.";
  const made = to.kit.error("Error", typeof said === "string" ? said : unknownError);
  to.kit.hide(made, "cause", copied);
  return made;
}

function copyNested(value: unknown, copying: Copying, depth: number): unknown {
  if (depth + 1 >= maxDepth) {
    throw new TypeError(
      "Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.",
    );
  }
  if (isPrimitive(value)) return primitive(value);
  return copyObject(value as object, copying, depth + 1);
}

function copyObject(object: object, copying: Copying, depth: number): object {
  const known = copying.made.get(object);
  if (known) return known;
  const { from, to } = copying;
  const { brands } = from.kit;
  const remember = <T extends object>(made: T): T => {
    copying.made.set(object, made);
    return made;
  };
  if (from.isHidden(object)) return remember(to.kit.object());
  switch (brands.brandOf(object)) {
    case Brand.function:
      return finish(remember(standIn(object, from, to)), copying);
    case Brand.plain:
      return copyProperties(object, remember(to.kit.object()), copying, depth);
    case Brand.array:
      return copyArray(object, copying, depth, remember);
    case Brand.promise:
      return copyPromise(object, copying, remember) ?? copyProperties(object, remember(to.kit.object()), copying, depth);
    case Brand.date:
      return remember(to.kit.date(brands.time(object)));
    case Brand.regexp:
      return remember(to.kit.regexp(brands.source(object), brands.flags(object)));
    case Brand.boxed:
      return remember(to.kit.boxed(brands.unbox(object)));
    case Brand.error:
      return copyError(object, copying, depth, remember);
    case Brand.map: {
      const made = remember(to.kit.map());
      const entries = from.kit.mapEntries(object);
      for (let i = 0; i < entries.length; i += 2) {
        const key = copyNested(entries[i], copying, depth);
        to.kit.mapSet(made, key, copyNested(entries[i + 1], copying, depth));
      }
      return made;
    }
    case Brand.set: {
      const made = remember(to.kit.set());
      const items = from.kit.setItems(object);
      for (let i = 0; i < items.length; i++) to.kit.setAdd(made, copyNested(items[i], copying, depth));
      return made;
    }
    case Brand.buffer:
      return remember(copyBuffer(object, from, to));
    case Brand.view: {
      const name = brands.viewName(object);
      const offset = brands.viewOffset(object);
      if (offset < 0) uncloneable();
      const length = brands.viewLength(object);
      const source = brands.viewBuffer(object);
      const buffer = copyObject(source, copying, depth);
      const ends = length !== undefined && follows(object, source, copying) ? undefined : length;
      return remember(to.kit.view(name, buffer, offset, ends) ?? uncloneable());
    }
    case Brand.host: {
      const face = from.toOther(object);
      if (face) return remember(face);
      const clone = cloneable[brands.tagOf(object)] ? to.kit.clone(object) : to.kit.failed;
      if (clone !== to.kit.failed) return remember(clone as object);
      return copyProperties(object, remember(to.kit.object()), copying, depth);
    }
    case Brand.unsupported:
      return uncloneable();
  }
}

// What structured cloning knows beyond the language's own types, and a page can have.
const cloneable: Record<string, true> = Object.create(null);
for (const name of [
  "Blob", "CryptoKey", "DOMMatrix", "DOMMatrixReadOnly", "DOMPoint", "DOMPointReadOnly", "DOMQuad",
  "DOMRect", "DOMRectReadOnly", "EncodedAudioChunk", "EncodedVideoChunk", "AudioData", "File", "FileList",
  "FileSystemDirectoryHandle", "FileSystemFileHandle", "ImageBitmap", "ImageData", "RTCCertificate", "VideoFrame",
  "WebAssembly.Module",
]) {
  cloneable[`[object ${name}]`] = true;
}

function uncloneable(): never {
  throw new Error("An object could not be cloned.");
}

/** Whether a view follows the end of its buffer: only a copy of it can be tried. */
function follows(view: object, buffer: object, { from, to }: Copying): boolean {
  if (from.kit.brands.mostBytes(buffer) < 0) return false;
  const tried = to.kit.clone(view);
  return tried !== to.kit.failed && to.kit.follows(tried as object);
}

function finish(made: object, copying: Copying): object {
  if (copying.frozen) copying.to.kit.freeze(made);
  return made;
}

/** What a reader gave, unless code of its side has thrown. */
export function checked(value: unknown, side: Side): unknown {
  if (value === side.kit.failed) throw new CodeFailed(side, side.kit.take());
  return value;
}

function copyProperties(object: object, made: object, copying: Copying, depth: number): object {
  const { from, to } = copying;
  const keys = checked(from.kit.keys(object), from) as string[];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    to.kit.define(made, key, copyNested(checked(from.kit.get(object, key), from), copying, depth));
  }
  const symbols = checked(from.kit.symbols(object), from) as symbol[];
  for (let i = 0; i < symbols.length; i++) {
    const key = symbols[i]!;
    to.kit.define(made, key, copyNested(checked(from.kit.get(object, key), from), copying, depth));
  }
  return finish(made, copying);
}

function copyArray(
  object: object,
  copying: Copying,
  depth: number,
  remember: <T extends object>(made: T) => T,
): object {
  const { from, to } = copying;
  const length = Number(checked(from.kit.get(object, "length"), from));
  const made = remember(to.kit.array(length));
  const add = (index: number): void => {
    const value = checked(from.kit.item(object, index), from);
    if (value !== from.kit.hole) to.kit.define(made, index, copyNested(value, copying, depth));
  };
  if (length <= maxDenseLength) {
    for (let i = 0; i < length; i++) add(i);
  } else {
    const keys = checked(from.kit.keys(object), from) as string[];
    for (let i = 0; i < keys.length; i++) {
      const index = Number(keys[i]);
      if (index < length && isInteger(index)) add(index);
    }
  }
  return finish(made, copying);
}

function copyError(
  object: object,
  copying: Copying,
  depth: number,
  remember: <T extends object>(made: T) => T,
): object {
  const { from, to } = copying;
  const text = (key: string, fallback: string): string => {
    const value = checked(from.kit.get(object, key), from);
    return typeof value === "string" ? value : fallback;
  };
  const name = text("name", "Error");
  const message = text("message", "");
  const made = remember(to.kit.error(name, message));
  // A field that cannot be read or copied is left out: the error itself matters more.
  const add = (key: string, hidden: boolean): void => {
    try {
      const value = checked(from.kit.get(object, key), from);
      if (value === undefined) return;
      const copied = copyNested(value, copying, depth);
      if (hidden) to.kit.hide(made, key, copied);
      else to.kit.define(made, key, copied);
    } catch {}
  };
  add("cause", true);
  if (to.local) {
    addFields(object, copying, add);
  } else {
    const code = from.kit.get(object, "code");
    if (typeof code === "string") to.kit.define(made, "code", code);
  }
  return made;
}

/** What the page's errors have besides: the other way only a code is shown. */
function addFields(object: object, { from }: Copying, add: (key: string, hidden: boolean) => void): void {
  add("stack", true);
  add("errors", true);
  const keys = from.kit.keys(object);
  if (keys === from.kit.failed) return;
  const list = keys as string[];
  for (let i = 0; i < list.length; i++) {
    const key = list[i]!;
    if (key !== "name" && key !== "message" && key !== "cause" && key !== "stack" && key !== "errors") add(key, false);
  }
}

function copyBuffer(object: object, from: Side, to: Side): object {
  const { brands } = from.kit;
  const source = from.kit.bytes(object);
  if (source === from.kit.failed) uncloneable();
  const made = to.kit.buffer(brands.byteLength(object), brands.mostBytes(object));
  // The engine copies between typed arrays by what they hold, and runs no code of either realm.
  typedArraySet(to.kit.bytes(made) as Uint8Array, source as Uint8Array, 0);
  return made;
}

/** A function for `to` that calls `callee` of `from`; the same one as long as it lives. */
function standIn(callee: object, from: Side, to: Side): object {
  const original = from.originals.get(callee);
  if (original) return original;
  const known = from.proxies.get(callee);
  if (known) return known;
  const invoke: Invoke = (args) =>
    outcomeOf(from, to, () => {
      return copy(checked(from.kit.call(callee, copyAll(args, to, from)), from), from, to);
    });
  const proxy = to.kit.proxy(invoke);
  to.originals.set(proxy, callee);
  from.proxies.set(callee, proxy);
  return proxy;
}

/** Runs `action`, which gives a value of `to`; what it throws is made a value of `to` as well. */
function outcomeOf(from: Side, to: Side, action: () => unknown): Outcome {
  try {
    return to.kit.outcome(true, action());
  } catch (caught) {
    const [here, other] = from.local ? [from, to] : [to, from];
    return to.kit.outcome(false, errorFor(to, caught, here, other));
  }
}

const ignore = (): void => {};

/** Undefined for an object that only says that it is a promise. */
function copyPromise(
  object: object,
  { from, to }: Copying,
  remember: <T extends object>(made: T) => T,
): object | undefined {
  const { promise, resolve, reject } = to.kit.deferred();
  const settle = (how: (value: unknown) => void) => (value: unknown) => {
    const outcome = outcomeOf(from, to, () => copy(value, from, to));
    (outcome.ok ? how : reject)(outcome.value);
  };
  if (from.kit.wait(object, settle(resolve), settle(reject)) === from.kit.failed) {
    from.kit.take();
    return undefined;
  }
  if (to.quiet) to.kit.wait(promise as object, ignore, ignore);
  return remember(promise as object);
}
