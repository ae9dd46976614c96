// Writes a value as bytes, by docs/wire-format.md. Iterative: what is open lies in `frames`, so that
// depth costs no stack. Properties are read in the order of the algorithm, each once.

import { Identities } from "./identities.js";
import { Kind, kindOf, type Refused } from "./kinds.js";
import * as p from "./primordials.js";
import { dataCloneError, step } from "./refusal.js";
import { sameKeys, type Shape, Shapes } from "./shapes.js";
import * as t from "./tags.js";
import { bufferOf, boundsOf } from "./views.js";
import { Writer } from "./writer.js";

const enum Fill {
  items,
  record,
  entries,
  errorFields,
  elements,
  list,
}

interface Frame {
  fill: Fill;
  /** What the keys are read from; a list in a `list`. */
  object: Record<string, unknown> | unknown[];
  keys: readonly string[];
  at: number;
  end: number;
  /** Whether the key of the entry at `at` is written. */
  keyed: boolean;
}

export interface EncoderOptions {
  /** Tells a Proxy, which no script can. Without it a Proxy is cloned as what it shows. */
  readonly isProxy?: ((value: unknown) => boolean) | undefined;
}

/** In steps, of the way to a value in an error's message. */
const longestPath = 30;
const noKeys: readonly string[] = [];
const nothing: unknown[] = [];

function defineShape(keys: readonly string[]): { definition: Uint8Array; size: number } {
  const inner = new Writer();
  inner.varint(keys.length);
  for (let i = 0; i < keys.length; i++) inner.text(keys[i] as string);
  const outer = new Writer();
  outer.varint(inner.at);
  outer.raw(p.typedArraySubarray(inner.bytes, 0, inner.at) as Uint8Array, inner.at);
  return { definition: p.typedArraySubarray(outer.bytes, 0, outer.at) as Uint8Array, size: outer.at };
}

export class Encoder {
  readonly writer = new Writer();
  private readonly isProxy: ((value: unknown) => boolean) | undefined;
  private readonly identities = new Identities();
  private readonly shapes = new Shapes(defineShape);
  private readonly frames: Frame[] = [];
  private readonly segments: string[] = [];
  private depth = 0;
  private text = "";
  private segmentCount = 0;
  private message = 0;
  private shapeCount = 0;
  private lastShape: Shape | undefined;
  private references = false;
  private rootName = "";
  /** Where a refused value lies, when it is not the current one of the topmost frame. */
  private within = "";

  constructor(options: EncoderOptions) {
    this.isProxy = options.isProxy;
  }

  /** Writes a message from `start` on; where it ends. Not for calls from within a getter. */
  run(value: unknown, name: string, start: number): number {
    const writer = this.writer;
    this.rootName = name;
    this.message++;
    this.shapeCount = 0;
    this.lastShape = undefined;
    this.references = false;
    writer.at = start;
    if (start === 0) writer.trim();
    writer.reserve(64);
    const bytes = writer.bytes;
    bytes[start] = t.VERSION;
    bytes[start + 2] = 0;
    bytes[start + 3] = 0;
    writer.at = start + t.HEADER_BYTES;
    try {
      if (this.value(value)) this.fill();
      this.finish(start);
    } finally {
      this.clear();
    }
    return writer.at;
  }

  private finish(start: number): void {
    const writer = this.writer;
    const size = writer.at - start - t.HEADER_BYTES;
    for (let i = 0; i < this.segmentCount; i++) writer.text(this.segments[i] as string);
    if (this.text !== "") writer.text(this.text);
    if (writer.at - start > t.MAX_MESSAGE_BYTES) {
      throw new RangeError(`a message of more than ${t.MAX_MESSAGE_BYTES} bytes`);
    }
    const bytes = writer.bytes;
    bytes[start + 1] = this.references ? t.FLAG_REFERENCES : 0;
    bytes[start + 4] = size & 0xff;
    bytes[start + 5] = (size >> 8) & 0xff;
    bytes[start + 6] = (size >> 16) & 0xff;
    bytes[start + 7] = size >> 24;
  }

  /** Lets go of everything that the message held. */
  private clear(): void {
    this.identities.clear();
    for (let i = 0; i < this.depth; i++) {
      const frame = this.frames[i] as Frame;
      frame.object = nothing;
      frame.keys = noKeys;
    }
    this.depth = 0;
    this.text = "";
    for (let i = 0; i < this.segmentCount; i++) this.segments[i] = "";
    this.segmentCount = 0;
    this.within = "";
    this.shapes.tidy();
  }

  // ---- what is open ----

  private open(fill: Fill, object: object, keys: readonly string[], end: number): boolean {
    if (end === 0) return false;
    const depth = this.depth;
    if (depth === t.MAX_DEPTH) this.refuse(`it lies deeper than ${t.MAX_DEPTH} levels`);
    const frame = this.frames[depth];
    if (frame === undefined) {
      this.frames[depth] = { fill, object: object as Frame["object"], keys, at: 0, end, keyed: false };
    } else {
      frame.fill = fill;
      frame.object = object as Frame["object"];
      frame.keys = keys;
      frame.at = 0;
      frame.end = end;
      frame.keyed = false;
    }
    this.depth = depth + 1;
    return true;
  }

  private fill(): void {
    for (;;) {
      const depth = this.depth;
      if (depth === 0) return;
      const frame = this.frames[depth - 1] as Frame;
      let opened = false;
      switch (frame.fill) {
        case Fill.record:
          opened = this.fillRecord(frame);
          break;
        case Fill.items:
          opened = this.fillItems(frame);
          break;
        case Fill.list:
          opened = this.fillList(frame);
          break;
        default:
          opened = this.fillEntries(frame);
      }
      if (opened) continue;
      frame.object = nothing;
      frame.keys = noKeys;
      this.depth = depth - 1;
    }
  }

  private fillRecord(frame: Frame): boolean {
    const object = frame.object as Record<string, unknown>;
    const keys = frame.keys;
    const end = frame.end;
    while (frame.at < end) {
      const value = object[keys[frame.at] as string];
      frame.at++;
      if (typeof value === "string") this.string(value);
      else if (typeof value === "number") this.number(value);
      else if (this.value(value)) return true;
    }
    return false;
  }

  private fillItems(frame: Frame): boolean {
    const array = frame.object as unknown[];
    const end = frame.end;
    while (frame.at < end) {
      const index = frame.at++;
      const value = array[index];
      if (typeof value === "string") this.string(value);
      else if (typeof value === "number") this.number(value);
      else if (value === undefined && !p.hasOwn(array, index)) this.writer.byte(t.HOLE);
      else if (this.value(value)) return true;
    }
    return false;
  }

  private fillList(frame: Frame): boolean {
    const list = frame.object as unknown[];
    while (frame.at < frame.end) {
      if (this.value(list[frame.at++])) return true;
    }
    return false;
  }

  private fillEntries(frame: Frame): boolean {
    const object = frame.object as Record<string, unknown>;
    while (frame.at < frame.end) {
      const key = frame.keys[frame.at] as string;
      frame.at++;
      if (frame.fill === Fill.elements && isIndex(key)) this.number(+key);
      else this.string(key);
      if (this.value(object[key])) return true;
    }
    return false;
  }

  private refuse(what: string): never {
    let path = this.rootName;
    for (let i = 0; i < this.depth; i++) {
      if (i === longestPath) {
        path += "…";
        break;
      }
      const frame = this.frames[i] as Frame;
      const at = frame.at - 1;
      if (at < 0) break;
      if (frame.fill === Fill.items) path += step(at);
      else if (frame.fill === Fill.list) path += ` → entry ${at}`;
      else path += step(isIndex(frame.keys[at] as string) ? +(frame.keys[at] as string) : frame.keys[at]);
    }
    throw dataCloneError(path + this.within, what);
  }

  // ---- values ----

  /** Writes a value, or begins to: whether a frame was opened for it. */
  private value(value: unknown): boolean {
    switch (typeof value) {
      case "string":
        this.string(value);
        return false;
      case "number":
        this.number(value);
        return false;
      case "boolean":
        this.writer.byte(value ? t.TRUE : t.FALSE);
        return false;
      case "undefined":
        this.writer.byte(t.UNDEFINED);
        return false;
      case "bigint":
        this.writer.byte(t.BIGINT);
        this.bigint(value);
        return false;
      case "object":
        if (value !== null) return this.object(value);
        this.writer.byte(t.NULL);
        return false;
      case "function":
        return this.refuse("a function cannot be cloned");
      default:
        return this.refuse("a symbol cannot be cloned");
    }
  }

  private string(value: string): void {
    const writer = this.writer;
    const units = value.length;
    if (units < 32) {
      writer.byte(t.SHORT_STRING + units);
      if (units === 0) return;
    } else {
      writer.byte(t.STRING);
      writer.varint(units);
    }
    if (this.text.length >= t.TEXT_SEGMENT_UNITS) {
      this.segments[this.segmentCount++] = this.text;
      this.text = value;
    } else {
      this.text += value;
    }
  }

  private number(value: number): void {
    const writer = this.writer;
    const whole = value | 0;
    if (whole !== value || (whole === 0 && 1 / value < 0)) {
      writer.byte(t.FLOAT64);
      writer.float64(value);
      return;
    }
    if (whole >= 0 && whole < 64) {
      writer.byte(whole);
      return;
    }
    writer.reserve(5);
    const bytes = writer.bytes;
    let at = writer.at;
    if (whole >= -128 && whole < 128) {
      bytes[at++] = t.INT8;
      bytes[at++] = whole;
    } else {
      const short = whole >= -32768 && whole < 32768;
      bytes[at++] = short ? t.INT16 : t.INT32;
      bytes[at++] = whole;
      bytes[at++] = whole >> 8;
      if (!short) {
        bytes[at++] = whole >> 16;
        bytes[at++] = whole >> 24;
      }
    }
    writer.at = at;
  }

  private bigint(value: bigint): void {
    const hex = p.bigintToString(value < 0n ? -value : value, 16);
    const digits = value === 0n ? 0 : hex.length;
    const length = (digits + 1) >> 1;
    const writer = this.writer;
    writer.varint(length * 2 + (value < 0n ? 1 : 0));
    writer.reserve(length);
    const digit = (i: number): number => {
      if (i < 0) return 0;
      const code = p.charCodeAtOf(hex, i);
      return code < 58 ? code - 48 : code - 87;
    };
    for (let i = digits - 1; i >= 0; i -= 2) writer.bytes[writer.at++] = digit(i) | (digit(i - 1) << 4);
  }

  private object(value: object): boolean {
    const known = this.identities.number(value);
    if (known >= 0) {
      this.references = true;
      this.writer.byte(t.REFERENCE);
      this.writer.varint(known);
      return false;
    }
    if (this.isProxy !== undefined && this.isProxy(value)) this.refuse("a Proxy cannot be cloned");
    if (p.isArray(value)) return this.array(value as unknown[]);
    const prototype = p.getPrototypeOf(value) as object | null;
    if (prototype === p.ObjectPrototype) {
      const keys = p.objectKeys(value);
      // An object with slots that has this prototype has it from somebody who put it there, and hardly
      // ever keys of its own; but the items of a typed array are its keys.
      if (keys.length > 0 && !(keys[0] === "0" && p.isView(value))) return this.record(value, keys);
      return this.other(value, prototype, keys);
    }
    if (prototype === p.DatePrototype && this.date(value)) return false;
    if (p.isView(value)) return this.other(value, prototype, noKeys);
    return this.other(value, prototype, p.objectKeys(value));
  }

  /** Writes a Date; whether it is one. */
  private date(date: object): boolean {
    let time: number;
    try {
      time = p.timeOf(date);
    } catch {
      return false;
    }
    this.writer.byte(t.DATE);
    this.writer.float64(time);
    return true;
  }

  private record(object: object, keys: string[]): boolean {
    const last = this.lastShape;
    let shape = last?.next;
    if (shape === undefined || !sameKeys(shape.keys, keys)) {
      shape = this.shapes.find(keys, this.shapeCount < t.MAX_SHAPES);
      if (last !== undefined && shape !== undefined) last.next = shape;
    }
    const writer = this.writer;
    if (shape === undefined || (shape.message !== this.message && this.shapeCount === t.MAX_SHAPES)) {
      writer.byte(t.OBJECT);
      writer.varint(keys.length);
      return this.open(Fill.entries, object, keys, keys.length);
    }
    this.lastShape = shape;
    if (shape.message !== this.message) {
      shape.message = this.message;
      shape.number = this.shapeCount++;
      writer.byte(t.NEW_RECORD);
      writer.raw(shape.definition, shape.size);
    } else if (shape.number < 32) {
      writer.byte(t.KNOWN_RECORD + shape.number);
    } else {
      writer.byte(t.RECORD);
      writer.varint(shape.number);
    }
    return this.open(Fill.record, object, shape.keys, keys.length);
  }

  private array(array: unknown[]): boolean {
    const length = array.length;
    if (!isDense(array, length)) {
      const keys = p.objectKeys(array);
      let indices = 0;
      while (indices < keys.length && isIndex(keys[indices] as string)) indices++;
      const sparse = length > 16 && indices * 2 < length;
      if (indices < keys.length || sparse) {
        this.writer.byte(t.ARRAY_BY_ENTRIES);
        this.writer.varint(length);
        this.writer.varint(keys.length);
        return this.open(Fill.elements, array, keys, keys.length);
      }
    }
    if (length < 16) {
      this.writer.byte(t.SHORT_ARRAY + length);
    } else {
      this.writer.byte(t.ARRAY);
      this.writer.varint(length);
    }
    return this.open(Fill.items, array, noKeys, length);
  }

  private other(object: object, prototype: object | null, keys: string[] | readonly string[]): boolean {
    const writer = this.writer;
    const kind: Kind | Refused = kindOf(object, prototype, keys.length > 0);
    if (typeof kind !== "number") return this.refuse(`${kind.what} cannot be cloned`);
    switch (kind) {
      case Kind.plain:
        if (keys.length > 0) return this.record(object, keys as string[]);
        writer.byte(t.OBJECT);
        writer.byte(0);
        return false;
      case Kind.date:
        this.date(object);
        return false;
      case Kind.regexp: {
        let flags = "";
        for (let i = 0; i < p.regexpFlag.length; i++) {
          const flag = p.regexpFlag[i] as (typeof p.regexpFlag)[number];
          if (flag[1](object)) flags += flag[0];
        }
        writer.byte(t.REGEXP);
        this.string(p.regexpSource(object) as string);
        this.string(flags);
        return false;
      }
      case Kind.map:
      case Kind.set: {
        // Taken before anything in it is read: a getter may change it.
        const isMap = kind === Kind.map;
        const list: unknown[] = p.arrayFrom({ length: isMap ? 2 * p.mapSize(object) : p.setSize(object) });
        let n = 0;
        if (isMap) {
          p.mapForEach(object, (value, key) => {
            list[n++] = key;
            list[n++] = value;
          });
        } else {
          p.setForEach(object, (value) => {
            list[n++] = value;
          });
        }
        writer.byte(isMap ? t.MAP : t.SET);
        writer.varint(isMap ? n / 2 : n);
        return this.open(Fill.list, list, noKeys, n);
      }
      case Kind.boolean:
        writer.byte(p.booleanValue(object) ? t.BOXED_TRUE : t.BOXED_FALSE);
        return false;
      case Kind.number:
        writer.byte(t.BOXED_NUMBER);
        writer.float64(p.numberValue(object) as number);
        return false;
      case Kind.string:
        writer.byte(t.BOXED_STRING);
        this.string(p.stringValue(object) as string);
        return false;
      case Kind.bigint:
        writer.byte(t.BOXED_BIGINT);
        this.bigint(p.bigintValue(object) as bigint);
        return false;
      case Kind.buffer:
        this.buffer(object as ArrayBuffer);
        return false;
      case Kind.view:
        this.view(object as ArrayBufferView, prototype);
        return false;
      default:
        return this.error(object, kind === Kind.domException, keys);
    }
  }

  // ---- bytes ----

  private buffer(buffer: ArrayBuffer): void {
    const all = bufferOf(buffer);
    if (all === undefined) return this.refuse("a detached ArrayBuffer cannot be cloned");
    const writer = this.writer;
    const resizable = p.bufferResizable(buffer) === true;
    writer.byte(resizable ? t.RESIZABLE_BUFFER : t.BUFFER);
    const length = p.bufferByteLength(buffer) as number;
    writer.varint(length);
    if (resizable) writer.varint(p.bufferMaxByteLength(buffer) as number);
    writer.raw(all, length);
  }

  private view(view: ArrayBufferView, prototype: object | null): void {
    const bounds = boundsOf(view);
    if (bounds === undefined) return this.refuse("a view outside of its buffer cannot be cloned");
    const writer = this.writer;
    const buffer = bounds.buffer;
    writer.byte(bounds.tracks ? t.TRACKING_VIEW : t.VIEW);
    writer.byte(bounds.kind);
    if (prototype === p.BufferPrototype && prototype !== undefined) {
      // Node's Buffers share theirs with others that are nobody's business: only the part is sent.
      writer.byte(0);
      writer.varint(bounds.length);
      this.identities.number({});
      writer.byte(t.BUFFER);
      writer.varint(bounds.length);
      writer.raw(new p.Bytes(buffer, bounds.byteOffset, bounds.length), bounds.length);
      return;
    }
    writer.varint(bounds.byteOffset);
    if (!bounds.tracks) writer.varint(bounds.length);
    const known = this.identities.number(buffer);
    if (known >= 0) {
      this.references = true;
      writer.byte(t.REFERENCE);
      writer.varint(known);
      return;
    }
    this.within = ".buffer";
    if (bounds.shared) this.refuse("a SharedArrayBuffer cannot be cloned");
    this.buffer(buffer);
    this.within = "";
  }

  // ---- errors ----

  private error(error: object, isDomException: boolean, own: readonly string[]): boolean {
    const name = isDomException
      ? (p.domExceptionName as (self: object) => unknown)(error)
      : (error as { name?: unknown }).name;
    const kind = isDomException ? t.DOM_EXCEPTION : errorKind(name);
    const keys: string[] = [];
    const fields: Record<string, unknown> = { __proto__: null } as Record<string, unknown>;
    const add = (key: string, value: unknown): void => {
      keys[keys.length] = key;
      fields[key] = value;
    };
    if (!isDomException) {
      if (typeof name === "string" && name !== t.ERROR_NAMES[kind]) add("name", name);
      const message = p.getOwnPropertyDescriptor(error, "message");
      if (message !== undefined && p.hasOwn(message, "value")) add("message", `${message.value as string}`);
    }
    const stack = (error as { stack?: unknown }).stack;
    if (typeof stack === "string") add("stack", stack);
    if (p.hasOwn(error, "cause")) this.field(add, "cause", (error as { cause?: unknown }).cause);
    if (p.hasOwn(error, "errors")) this.field(add, "errors", (error as { errors?: unknown }).errors);
    for (let i = 0; i < own.length; i++) {
      const key = own[i] as string;
      if (key === "name" || key === "message" || key === "stack" || key === "cause" || key === "errors") continue;
      this.field(add, key, (error as Record<string, unknown>)[key]);
    }
    this.writer.byte(t.ERROR);
    this.writer.byte(kind);
    if (isDomException) {
      this.string(name as string);
      this.string((p.domExceptionMessage as (self: object) => unknown)(error) as string);
    }
    this.writer.varint(keys.length);
    return this.open(Fill.errorFields, fields, keys, keys.length);
  }

  /** A field that can plainly not be cloned is left out: the error itself matters more. */
  private field(add: (key: string, value: unknown) => void, key: string, value: unknown): void {
    if (typeof value !== "function" && typeof value !== "symbol") add(key, value);
  }
}

function errorKind(name: unknown): number {
  for (let i = 0; i < t.DOM_EXCEPTION; i++) {
    if (t.ERROR_NAMES[i] === name) return i;
  }
  return 0;
}

/** Whether a key is how the language writes the index of an array. */
function isIndex(key: string): boolean {
  const number = +key >>> 0;
  return number !== 0xffffffff && `${number}` === key;
}

const fewItems = 8;
/** JavaScriptCore takes half a microsecond an item to count an array's properties. */
const countedItems = 256;

/** Whether an array has all of its items and no properties beside them. */
function isDense(array: unknown[], length: number): boolean {
  if (length <= fewItems) {
    const keys = p.objectKeys(array);
    return keys.length === length && (length === 0 || keys[length - 1] === lastKeys[length]);
  }
  if (p.countsFast) {
    if (p.objectValues(array).length !== length) return false;
  } else if (length <= countedItems && p.objectKeys(array).length !== length) {
    return false;
  }
  for (let i = 0; i < length; i++) {
    if (array[i] === undefined && !p.hasOwn(array, i)) return false;
  }
  return true;
}
const lastKeys = ["", "0", "1", "2", "3", "4", "5", "6", "7"];
