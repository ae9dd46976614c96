// Reads the objects that are neither records nor arrays.

import { type Decoder, Build } from "./decoder.js";
import { isHiddenField } from "./error-fields.js";
import * as p from "./primordials.js";
import { weightOfRegExp } from "./limits.js";
import { keysRepeat } from "./makers.js";
import { malformed, unsupported } from "./refusal.js";
import * as t from "./tags.js";

const AGGREGATE_ERROR = 7;
const noErrors: unknown[] = [];
/** Of an error whose stack is captured all the same. */
const loudWeight = 24;

/** Reads what a tag begins; undefined where a container was opened. */
export function readOther(decoder: Decoder, tag: number): object | undefined {
  switch (tag) {
    case t.OBJECT: {
      const count = decoder.varint();
      decoder.charge(t.weightOfEntries(count));
      return decoder.container(Build.object, count * 2, {});
    }
    case t.ARRAY_BY_ENTRIES: {
      const length = decoder.varint();
      if (length > 0xffffffff) throw malformed("an array is too long");
      const array: unknown[] = [];
      const count = namedCountOf(decoder, t.ENTRIES_WEIGHT);
      const complete = decoder.container(Build.elements, count * 2, array);
      // V8 takes memory for all places of an array of up to 32 million, except of one that was longer.
      if (length > 4 * count + 8) array.length = 0xffffffff;
      array.length = length;
      return complete;
    }
    case t.MAP:
      return decoder.container(Build.map, countOf(decoder, t.MAP_WEIGHT) * 2, new p.MapConstructor());
    case t.SET:
      return decoder.container(Build.set, countOf(decoder, t.SET_WEIGHT), new p.SetConstructor());
    case t.REGEXP: {
      const source = decoder.string();
      const flags = decoder.string();
      const weight = weightOfRegExp(source, flags);
      if (weight < 0) throw malformed("a RegExp is too long");
      decoder.charge(weight);
      return decoder.seen(newRegExp(source, flags));
    }
    case t.BOXED_FALSE:
      return decoder.seen(p.ObjectConstructor(false) as object);
    case t.BOXED_TRUE:
      return decoder.seen(p.ObjectConstructor(true) as object);
    case t.BOXED_NUMBER:
      return decoder.seen(p.ObjectConstructor(decoder.float64()) as object);
    case t.BOXED_STRING:
      return decoder.seen(p.ObjectConstructor(decoder.string()) as object);
    case t.BOXED_BIGINT:
      return decoder.seen(p.ObjectConstructor(decoder.bigint()) as object);
    case t.BUFFER:
    case t.RESIZABLE_BUFFER:
    case t.ATTACHED_BUFFER:
      return decoder.seen(readBuffer(decoder, tag));
    case t.VIEW:
    case t.TRACKING_VIEW:
      return readView(decoder, tag === t.TRACKING_VIEW);
    case t.ERROR: {
      const kind = decoder.byte();
      if (kind > t.DOM_EXCEPTION) throw malformed("unknown error");
      decoder.charge(kind === t.DOM_EXCEPTION ? t.DOM_EXCEPTION_WEIGHT : t.ERROR_WEIGHT);
      decoder.quiet.begin();
      if (decoder.quiet.loud) decoder.charge(loudWeight);
      // Made when it opens in any case: it gets its fields one by one.
      const error = kind === t.DOM_EXCEPTION ? newDomException(decoder.string(), decoder.string()) : newError(kind);
      const complete = decoder.container(Build.error, namedCountOf(decoder, 0) * 2, error);
      if (complete !== undefined) fillError(error, noErrors, 0, 0);
      return complete;
    }
    case t.PORT:
      return decoder.seen(decoder.port());
    case t.BLOB:
    case t.FILE:
      return readBlob(decoder, tag === t.FILE);
    default:
      throw malformed("unknown tag");
  }
}

/** The count of the entries of a Map or Set, each of which counts for objects too. */
function countOf(decoder: Decoder, weight: number): number {
  const count = decoder.varint();
  decoder.charge(count * t.ENTRY_WEIGHT + weight);
  return count;
}

/** The same where they have names. */
function namedCountOf(decoder: Decoder, weight: number): number {
  const count = decoder.varint();
  decoder.charge(count * t.NAMED_ENTRY_WEIGHT + weight);
  return count;
}

function newRegExp(source: string, flags: string): RegExp {
  try {
    return new p.RegExpConstructor(source, flags);
  } catch {
    throw unsupported("a RegExp that is none here");
  }
}

/** Reads a buffer after its tag; it has no number yet. */
function readBuffer(decoder: Decoder, tag: number): ArrayBuffer {
  decoder.charge(tag === t.RESIZABLE_BUFFER ? t.GROWING_WEIGHT : t.BUFFER_WEIGHT);
  if (tag === t.ATTACHED_BUFFER) return decoder.attachedBuffer();
  const size = decoder.varint();
  const most = tag === t.RESIZABLE_BUFFER ? decoder.varint() : undefined;
  const start = decoder.skip(size);
  if (most !== undefined && (most < size || most > t.MAX_BUFFER_BYTES)) throw malformed("a buffer's bounds");
  return decoder.copyBuffer(start, start + size, most);
}

function readView(decoder: Decoder, tracks: boolean): ArrayBufferView {
  const kind = decoder.byte();
  const offset = decoder.varint();
  const length = tracks ? undefined : decoder.varint();
  if (kind >= t.VIEW_NAMES.length) throw malformed("unknown view");
  const number = decoder.take();
  const tag = decoder.byte();
  const buffer = tag === t.REFERENCE ? decoder.reference() : isBufferTag(tag) ? readOther(decoder, tag) : undefined;
  let size: number;
  try {
    size = p.bufferByteLength(buffer) as number;
  } catch {
    throw malformed("a view of no buffer");
  }
  const element = t.VIEW_ELEMENT_BYTES[kind] as number;
  if (
    offset > size ||
    offset % element !== 0 ||
    (length !== undefined && length > (size - offset) / element) ||
    (tracks && p.bufferResizable(buffer) === false)
  ) {
    throw malformed("a view's bounds");
  }
  const View = p.viewConstructors[kind];
  if (View === undefined) throw unsupported(`a ${t.VIEW_NAMES[kind] as string}, which this engine does not know`);
  let view: ArrayBufferView;
  try {
    view = new View(buffer as ArrayBuffer, offset, length);
  } catch {
    // V8 refuses some that the language allows: one that follows a buffer of half an element.
    throw unsupported("a view that cannot be made here");
  }
  decoder.put(number, view);
  return view;
}

function isBufferTag(tag: number): boolean {
  return tag === t.BUFFER || tag === t.RESIZABLE_BUFFER || tag === t.ATTACHED_BUFFER;
}

function readBlob(decoder: Decoder, isFile: boolean): object {
  decoder.charge(t.BLOB_WEIGHT);
  const number = decoder.take();
  const type = decoder.string();
  const name = isFile ? decoder.string() : "";
  const lastModified = isFile ? decoder.float64() : 0;
  if (!p.isInteger(lastModified)) throw malformed("a File's time");
  const tag = decoder.byte();
  if (tag !== t.BUFFER && tag !== t.ATTACHED_BUFFER) throw malformed("a Blob without bytes");
  const parts = [readBuffer(decoder, tag)];
  decoder.take();
  let blob: object;
  if (isFile && decoder.File !== undefined) blob = new decoder.File(parts, name, { type, lastModified });
  else if (p.BlobConstructor !== undefined) blob = new p.BlobConstructor(parts, { type });
  else throw unsupported("a Blob that cannot be made here");
  decoder.put(number, blob);
  return blob;
}

/** An error whose own fields come with its entries; until then it may have a stack. */
function newError(kind: number): Error {
  if (kind === AGGREGATE_ERROR) return new p.AggregateErrorConstructor(noErrors);
  const Constructor = p.errorConstructors[kind] as (typeof p.errorConstructors)[number];
  return new Constructor();
}

function newDomException(name: string, message: string): Error {
  if (p.DomExceptionConstructor) return new p.DomExceptionConstructor(message, name);
  const error = new (p.errorConstructors[0] as ErrorConstructor)(message);
  p.defineProperty(error, "name", p.hiddenPropertyOf(name));
  return error;
}

/** What an error got here and was not sent: its stack says nothing about where it comes from. */
function forget(error: object, key: "stack" | "errors"): void {
  if (p.hasOwn(error, key)) delete (error as { stack?: unknown; errors?: unknown })[key];
}

/** Gives an error its fields: keys and values in turn. */
export function fillError(error: object, values: unknown[], base: number, top: number): void {
  let hasStack = false;
  let hasErrors = false;
  for (let i = base; i < top; i += 2) {
    const key = values[i];
    if (typeof key !== "string") throw malformed("a key is not a string");
    if (key === "stack") hasStack = true;
    if (key === "errors") hasErrors = true;
  }
  if (keysRepeat(values, base, top, 2)) throw malformed("a key comes twice");
  // An engine makes a dictionary of an object that loses a property: not of the usual error.
  if (!hasStack || !p.stackIsAssigned) forget(error, "stack");
  if (!hasErrors) forget(error, "errors");
  for (let i = base; i < top; i += 2) {
    const key = values[i] as string;
    const value = values[i + 1];
    if (key === "stack" && p.hasOwn(error, key)) (error as { stack?: unknown }).stack = value;
    else p.defineProperty(error, key, isHiddenField(key) ? p.hiddenPropertyOf(value) : p.propertyOf(value));
  }
}
