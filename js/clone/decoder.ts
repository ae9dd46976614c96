// Reads a value from bytes that may come from anywhere, by docs/wire-format.md: throws an Error for any
// that are not of the format. Iterative. Values pile up in `values`; when the last one of a container is
// there, it is made of them. Only where the message has references is a container made when it opens,
// for then something in it may refer to it.

import { checkKeys, type Maker, Makers, put } from "./makers.js";
import * as p from "./primordials.js";
import { malformed } from "./refusal.js";
import * as t from "./tags.js";
import { readText } from "./text.js";

const enum Build {
  array,
  record,
  object,
  elements,
  map,
  set,
  error,
}

interface Open {
  build: Build;
  /** Where its values begin, and how many are still to come. */
  base: number;
  left: number;
  maker: Maker | undefined;
  /** What was made when it opened. */
  made: object | undefined;
}

export interface DecoderOptions {
  /** Whether functions may be made of text, for records that are met often. */
  readonly compile?: boolean | undefined;
}

const hole = { hole: true };
const number = new Float64Array(1);
const numberBytes = new Uint8Array(number.buffer);
const noBytes = new Uint8Array(0);
const noErrors: unknown[] = [];
const opened = { opened: true };
const hexDigits = "0123456789abcdef";
const AGGREGATE_ERROR = 7;
/** Room for values that is kept from one message to the next. */
const keptValues = 65_536;

export class Decoder {
  private readonly makers: Makers;
  private readonly shapes: Maker[] = [];
  private readonly opens: Open[] = [];
  private readonly objects: (object | undefined)[] = [];
  private values: unknown[] = p.arrayFrom({ length: 256 });
  private bytes: Uint8Array = noBytes;
  private at = 0;
  private end = 0;
  private depth = 0;
  private top = 0;
  private shapeCount = 0;
  private objectCount = 0;
  private references = false;
  private holes = 0;
  // The open segment of the text.
  private segment = "";
  private segmentAt = 0;
  private textAt = 0;
  private textEnd = 0;
  private readonly parseKeys = (start: number, end: number): string[] => this.keys(start, end);

  constructor(options: DecoderOptions) {
    this.makers = new Makers(options.compile !== false);
  }

  run(bytes: Uint8Array, start: number, end: number): unknown {
    this.begin(bytes, start, end);
    try {
      const value = this.read();
      if (this.at !== this.end || this.textAt !== this.textEnd || this.segmentAt !== this.segment.length) {
        throw malformed("bytes are left over");
      }
      return value;
    } finally {
      this.clear();
    }
  }

  private begin(bytes: Uint8Array, start: number, end: number): void {
    if (!(start >= 0 && start <= end && end <= (p.typedArrayLength(bytes) as number))) throw malformed("it lies outside of its bytes");
    if (end - start < t.HEADER_BYTES) throw malformed("it ends early");
    if (end - start > t.MAX_MESSAGE_BYTES) throw malformed("it is larger than the limit");
    if (bytes[start] !== t.VERSION) throw malformed("unknown version");
    const flags = bytes[start + 1] as number;
    if ((flags & ~t.FLAG_REFERENCES) !== 0) throw malformed("unknown flags");
    if (bytes[start + 2] !== 0 || bytes[start + 3] !== 0) throw malformed("attachments are missing");
    const size =
      ((bytes[start + 4] as number) |
        ((bytes[start + 5] as number) << 8) |
        ((bytes[start + 6] as number) << 16) |
        ((bytes[start + 7] as number) << 24)) >>>
      0;
    if (size > end - start - t.HEADER_BYTES) throw malformed("it ends early");
    this.bytes = bytes;
    this.at = start + t.HEADER_BYTES;
    this.end = this.at + size;
    this.textAt = this.end;
    this.textEnd = end;
    this.segment = "";
    this.segmentAt = 0;
    this.references = flags !== 0;
    this.holes = 0;
    this.depth = 0;
    this.top = 0;
    this.shapeCount = 0;
    this.objectCount = 0;
  }

  /** Lets go of everything that the message made. */
  private clear(): void {
    this.bytes = noBytes;
    this.segment = "";
    if (this.values.length > keptValues) {
      this.values = p.arrayFrom({ length: 256 });
    } else {
      const used = this.top > this.used ? this.top : this.used;
      for (let i = 0; i < used; i++) this.values[i] = undefined;
    }
    this.used = 0;
    for (let i = 0; i < this.deepest; i++) (this.opens[i] as Open).made = undefined;
    this.deepest = 0;
    if (this.objectCount > 0) this.objects.length = 0;
  }
  private used = 0;
  private deepest = 0;

  // ---- numbers and text ----

  private byte(): number {
    if (this.at >= this.end) throw malformed("it ends early");
    return this.bytes[this.at++] as number;
  }

  private varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const next = this.byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) {
        if ((next === 0 && i > 0) || value > 2 ** 53 - 1) break;
        return value;
      }
      scale *= 0x80;
    }
    throw malformed("a number is none");
  }

  /** A count of values that come, each of a byte at least. */
  private count(values: number): number {
    if (values > this.end - this.at) throw malformed("a count is too large");
    return values;
  }

  private float64(): number {
    const at = this.at;
    if (at + 8 > this.end) throw malformed("it ends early");
    const bytes = this.bytes;
    numberBytes[0] = bytes[at] as number;
    numberBytes[1] = bytes[at + 1] as number;
    numberBytes[2] = bytes[at + 2] as number;
    numberBytes[3] = bytes[at + 3] as number;
    numberBytes[4] = bytes[at + 4] as number;
    numberBytes[5] = bytes[at + 5] as number;
    numberBytes[6] = bytes[at + 6] as number;
    numberBytes[7] = bytes[at + 7] as number;
    this.at = at + 8;
    return number[0] as number;
  }

  /** The next string of the text. */
  private cut(units: number): string {
    if (units === 0) return "";
    let from = this.segmentAt;
    if (from === this.segment.length) {
      this.openSegment();
      from = 0;
    }
    const to = from + units;
    const segment = this.segment;
    if (to > segment.length) throw malformed("a string is not in the text");
    this.segmentAt = to;
    if (from === 0 && to === segment.length) return segment;
    return p.StringPrototype.slice === p.stringSlice ? segment.slice(from, to) : p.sliceOf(segment, from, to);
  }

  private openSegment(): void {
    const { at, end } = this;
    this.at = this.textAt;
    this.end = this.textEnd;
    this.segment = this.text();
    if (this.segment === "") throw malformed("empty text");
    this.textAt = this.at;
    this.at = at;
    this.end = end;
    this.segmentAt = 0;
  }

  /** Text with its units and form in front. */
  private text(): string {
    const head = this.varint();
    const form = head % 4;
    const units = (head - form) / 4;
    const size = form === t.FORM_UTF8 ? this.varint() : form === t.FORM_UTF16 ? units * 2 : units;
    if (size > this.end - this.at || units > size) throw malformed("text ends early");
    const start = this.at;
    this.at += size;
    return readText(this.bytes, start, form, units, size);
  }

  private keys(start: number, end: number): string[] {
    const after = this.end;
    this.at = start;
    this.end = end;
    const count = this.count(this.varint());
    const keys: string[] = [];
    for (let i = 0; i < count; i++) put(keys, `${i}`, this.text());
    if (this.at !== end) throw malformed("bytes are left over in a shape");
    this.end = after;
    checkKeys(keys);
    return keys;
  }

  private string(): string {
    const tag = this.byte();
    if (tag >= t.SHORT_STRING && tag < t.KNOWN_RECORD) return this.cut(tag - t.SHORT_STRING);
    if (tag !== t.STRING) throw malformed("a string is missing");
    return this.cut(this.varint());
  }

  private bigint(): bigint {
    const head = this.varint();
    const negative = head % 2;
    const size = (head - negative) / 2;
    if (size > this.end - this.at) throw malformed("it ends early");
    if (size === 0) {
      if (negative) throw malformed("a bigint is not minimal");
      return 0n;
    }
    const bytes = this.bytes;
    let hex = "0x";
    for (let i = this.at + size - 1; i >= this.at; i--) {
      const byte = bytes[i] as number;
      hex += (hexDigits[byte >> 4] as string) + (hexDigits[byte & 15] as string);
    }
    if (bytes[this.at + size - 1] === 0) throw malformed("a bigint is not minimal");
    this.at += size;
    const value = p.bigint(hex);
    return negative ? -value : value;
  }

  // ---- values ----

  private read(): unknown {
    for (;;) {
      let value: unknown;
      if (this.at >= this.end) throw malformed("it ends early");
      const tag = this.bytes[this.at++] as number;
      if (tag < t.SHORT_STRING) value = tag;
      else if (tag < t.KNOWN_RECORD) value = this.cut(tag - t.SHORT_STRING);
      else if (tag < t.SHORT_ARRAY) {
        this.record(tag - t.KNOWN_RECORD);
        continue;
      } else if (tag < t.UNDEFINED) {
        if (tag > t.SHORT_ARRAY) {
          this.open(Build.array, tag - t.SHORT_ARRAY);
          continue;
        }
        value = this.seen([]);
      } else {
        value = this.other(tag);
        if (value === opened) continue;
      }
      // Into what it belongs to, and that into what it belongs to, where it was the last one.
      for (;;) {
        if (this.depth === 0) {
          if (value === hole) throw malformed("a hole outside of an array");
          return value;
        }
        const top = this.top++;
        if (top === this.values.length) this.grow();
        this.values[top] = value;
        const open = this.opens[this.depth - 1] as Open;
        if (--open.left > 0) break;
        value = this.build(open);
        if (this.top > this.used) this.used = this.top;
        this.top = open.base;
        this.depth--;
      }
    }
  }

  private grow(): void {
    const old = this.values;
    const values: unknown[] = p.arrayFrom({ length: old.length * 2 });
    for (let i = 0; i < old.length; i++) values[i] = old[i];
    this.values = values;
  }

  private open(build: Build, left: number, made?: object, maker?: Maker): void {
    const depth = this.depth;
    if (left > this.end - this.at) throw malformed("a count is too large");
    if (depth === t.MAX_DEPTH) throw malformed("it is deeper than the limit");
    let target = made;
    if (this.references) {
      target ??= build === Build.array ? [] : maker !== undefined ? maker.blank() : {};
      this.objects[this.objectCount++] = target;
    }
    const open = this.opens[depth];
    if (open === undefined) {
      this.opens[depth] = { build, base: this.top, left, maker, made: target };
    } else {
      open.build = build;
      open.base = this.top;
      open.left = left;
      open.maker = maker;
      open.made = target;
    }
    this.depth = depth + 1;
    if (depth + 1 > this.deepest) this.deepest = depth + 1;
  }

  /** Gives an object that is whole at once its number. */
  private seen<T extends object>(object: T): T {
    if (this.references) this.objects[this.objectCount++] = object;
    return object;
  }

  private record(index: number): void {
    if (index >= this.shapeCount) throw malformed("a record of no shape");
    const maker = this.shapes[index] as Maker;
    this.makers.use(maker);
    this.open(Build.record, maker.keys.length, undefined, maker);
  }

  private newRecord(): void {
    const size = this.varint();
    if (size > this.end - this.at) throw malformed("it ends early");
    const start = this.at;
    const end = start + size;
    if (this.shapeCount === t.MAX_SHAPES) throw malformed("a shape is out of bounds");
    this.shapes[this.shapeCount] = this.makers.find(this.bytes, start, end, this.parseKeys);
    this.at = end;
    this.record(this.shapeCount++);
  }

  private other(tag: number): unknown {
    switch (tag) {
      case t.UNDEFINED:
        return undefined;
      case t.NULL:
        return null;
      case t.FALSE:
        return false;
      case t.TRUE:
        return true;
      case t.INT8:
        return (this.byte() << 24) >> 24;
      case t.INT16:
        return ((this.byte() | (this.byte() << 8)) << 16) >> 16;
      case t.INT32:
        return this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24);
      case t.FLOAT64:
        return this.float64();
      case t.STRING:
        return this.cut(this.varint());
      case t.BIGINT:
        return this.bigint();
      case t.REFERENCE: {
        const index = this.varint();
        if (index >= this.objectCount || this.objects[index] === undefined) throw malformed("a reference to nothing");
        return this.objects[index];
      }
      case t.HOLE:
        this.holes++;
        return hole;
      case t.RECORD:
        this.record(this.varint());
        return opened;
      case t.NEW_RECORD:
        this.newRecord();
        return opened;
      case t.OBJECT:
        return this.container(Build.object, this.varint() * 2, {});
      case t.ARRAY:
        return this.container(Build.array, this.varint(), undefined);
      case t.ARRAY_BY_ENTRIES: {
        const length = this.varint();
        if (length > 0xffffffff) throw malformed("an array is too long");
        const array: unknown[] = [];
        const count = this.varint();
        array.length = length;
        return this.container(Build.elements, count * 2, array);
      }
      case t.MAP:
        return this.container(Build.map, this.varint() * 2, new p.MapConstructor());
      case t.SET:
        return this.container(Build.set, this.varint(), new p.SetConstructor());
      case t.DATE: {
        const time = this.float64();
        if (time === time && (!(time >= -8.64e15 && time <= 8.64e15) || p.mathTrunc(time) !== time)) {
          throw malformed("a date out of range");
        }
        return this.seen(new p.DateConstructor(time));
      }
      case t.REGEXP:
        return this.regexp();
      case t.BOXED_FALSE:
        return this.seen(p.ObjectConstructor(false) as object);
      case t.BOXED_TRUE:
        return this.seen(p.ObjectConstructor(true) as object);
      case t.BOXED_NUMBER:
        return this.seen(p.ObjectConstructor(this.float64()) as object);
      case t.BOXED_STRING:
        return this.seen(p.ObjectConstructor(this.string()) as object);
      case t.BOXED_BIGINT:
        return this.seen(p.ObjectConstructor(this.bigint()) as object);
      case t.BUFFER:
      case t.RESIZABLE_BUFFER:
        return this.buffer(tag === t.RESIZABLE_BUFFER);
      case t.VIEW:
      case t.TRACKING_VIEW:
        return this.view(tag === t.TRACKING_VIEW);
      case t.ERROR:
        return this.error();
      default:
        throw malformed("unknown tag");
    }
  }

  private container(build: Build, left: number, made: object | undefined): unknown {
    if (left === 0) return this.seen(made ?? []);
    this.open(build, left, made);
    return opened;
  }

  private regexp(): RegExp {
    const source = this.string();
    const flags = this.string();
    try {
      return this.seen(new p.RegExpConstructor(source, flags));
    } catch {
      throw malformed("a RegExp that is none here");
    }
  }

  private buffer(resizable: boolean): ArrayBuffer {
    const size = this.varint();
    const most = resizable ? this.varint() : size;
    if (size > this.end - this.at) throw malformed("it ends early");
    if (most < size || (resizable && most > t.MAX_BUFFER_BYTES)) throw malformed("a buffer's bounds");
    const start = this.at;
    this.at += size;
    const { bytes } = this;
    if (!resizable && size >= 64 && p.buffersAreIntact()) {
      const whole = p.typedArrayBuffer(bytes) as ArrayBuffer;
      if (isOrdinary(whole)) {
        const offset = p.typedArrayByteOffset(bytes) as number;
        return this.seen(p.bufferSlice(whole, offset + start, offset + start + size) as ArrayBuffer);
      }
    }
    const buffer = resizable
      ? new (p.ArrayBufferConstructor as new (size: number, options: object) => ArrayBuffer)(size, { maxByteLength: most })
      : new p.ArrayBufferConstructor(size);
    const copy = new p.Bytes(buffer);
    if (size < 64) {
      for (let i = 0; i < size; i++) copy[i] = bytes[start + i] as number;
    } else {
      p.typedArraySet(copy, p.typedArraySubarray(bytes, start, start + size) as Uint8Array, 0);
    }
    return this.seen(buffer);
  }

  private view(tracks: boolean): ArrayBufferView {
    const kind = this.byte();
    const offset = this.varint();
    const length = tracks ? undefined : this.varint();
    if (kind > t.DATA_VIEW) throw malformed("unknown view");
    const index = this.objectCount;
    if (this.references) this.objects[this.objectCount++] = undefined;
    const tag = this.byte();
    const isBuffer = tag === t.BUFFER || tag === t.RESIZABLE_BUFFER || tag === t.REFERENCE;
    const buffer = isBuffer ? (this.other(tag) as ArrayBuffer) : undefined;
    const View = p.viewConstructors[kind] as (typeof p.viewConstructors)[number];
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
    let view: ArrayBufferView;
    try {
      view = new View(buffer as ArrayBuffer, offset, length);
    } catch {
      // V8 refuses some that the language allows: one that follows a buffer of half an element.
      throw malformed("a view that cannot be made here");
    }
    if (this.references) this.objects[index] = view;
    return view;
  }

  private error(): unknown {
    const kind = this.byte();
    if (kind > t.DOM_EXCEPTION) throw malformed("unknown error");
    // Made when it opens in any case: it gets its fields one by one.
    const error = kind === t.DOM_EXCEPTION ? newDomException(this.string(), this.string()) : newError(kind);
    return this.container(Build.error, this.varint() * 2, error);
  }

  // ---- what is full ----

  private build(open: Open): unknown {
    const { base, made } = open;
    const { values, top } = this;
    if (open.build === Build.record) {
      if (this.holes > 0) this.refuseHoles(base);
      const maker = open.maker as Maker;
      if (made === undefined) return maker.make(values, base);
      maker.fill(made, values, base);
      return made;
    }
    if (open.build === Build.array) {
      if (made !== undefined || this.holes > 0) return this.fillArray((made ?? []) as unknown[], base);
      if (top - base === 1) return [values[base]];
      if (top - base === 2) return [values[base], values[base + 1]];
      if (top - base === 3) return [values[base], values[base + 1], values[base + 2]];
      if (p.arraysAreIntact()) return p.arraySlice(values, base, top);
      return this.fillArray([], base);
    }
    if (this.holes > 0) this.refuseHoles(base);
    switch (open.build) {
      case Build.object:
        this.fillObject(made as object, base);
        break;
      case Build.elements:
        this.fillElements(made as unknown[], base);
        break;
      case Build.map:
        for (let i = base; i < top; i += 2) p.mapSet(made, values[i], values[i + 1]);
        break;
      case Build.set:
        for (let i = base; i < top; i++) p.setAdd(made, values[i]);
        break;
      default:
        this.fillError(made as object, base);
    }
    return made;
  }

  private refuseHoles(base: number): void {
    for (let i = base; i < this.top; i++) {
      if (this.values[i] === hole) throw malformed("a hole outside of an array");
    }
  }

  private fillArray(array: unknown[], base: number): unknown[] {
    const { values, top } = this;
    const intact = isFreeOfIndices(p.ArrayPrototype) && isFreeOfIndices(p.ObjectPrototype);
    for (let i = base; i < top; i++) {
      const value = values[i];
      if (value === hole) this.holes--;
      else if (intact) array[i - base] = value;
      else p.defineProperty(array, i - base, descriptorOf(value));
    }
    // The last ones may be holes.
    array.length = top - base;
    return array;
  }

  private fillObject(object: object, base: number): void {
    const { values, top } = this;
    for (let i = base; i < top; i += 2) {
      const key = values[i];
      if (typeof key !== "string") throw malformed("a key is not a string");
      put(object, key, values[i + 1]);
    }
    if (p.objectKeys(object).length !== (top - base) / 2) throw malformed("a key comes twice");
  }

  private fillElements(array: unknown[], base: number): void {
    const { values, top } = this;
    let last = -1;
    for (let i = base; i < top; i += 2) {
      const key = values[i];
      if (typeof key === "number" && key > last && key < array.length && p.isInteger(key)) {
        last = key;
      } else if (typeof key !== "string" || key === "length" || `${+key >>> 0}` === key && key !== "4294967295") {
        throw malformed("a key is not of an array");
      } else {
        last = array.length;
      }
      p.defineProperty(array, key as string, descriptorOf(values[i + 1]));
    }
  }

  private fillError(error: object, base: number): void {
    const { values, top } = this;
    for (let i = base; i < top; i += 2) {
      const key = values[i];
      if (typeof key !== "string") throw malformed("a key is not a string");
      const descriptor = descriptorOf(values[i + 1]);
      descriptor.enumerable = !isHiddenField(key);
      p.defineProperty(error, key, descriptor);
    }
  }
}

function descriptorOf(value: unknown): PropertyDescriptor {
  return { __proto__: null, value, writable: true, enumerable: true, configurable: true } as PropertyDescriptor;
}

/** The fields that errors have without showing them in a list of their keys. */
function isHiddenField(key: string): boolean {
  return key === "message" || key === "name" || key === "stack" || key === "cause" || key === "errors";
}

/** An error without fields: the stack that it gets here says nothing about where it comes from. */
function newError(kind: number): Error {
  const error = constructError(kind);
  delete (error as { stack?: unknown }).stack;
  return error;
}

function constructError(kind: number): Error {
  if (kind === AGGREGATE_ERROR) {
    const error = new p.AggregateErrorConstructor(noErrors);
    // Those that were sent come as a field.
    delete (error as { errors?: unknown }).errors;
    return error;
  }
  const Constructor = p.errorConstructors[kind] as (typeof p.errorConstructors)[number];
  return new Constructor();
}

function newDomException(name: string, message: string): Error {
  if (p.DomExceptionConstructor) {
    const exception = new p.DomExceptionConstructor(message, name);
    if (p.hasOwn(exception, "stack")) delete (exception as { stack?: unknown }).stack;
    return exception;
  }
  const error = new (p.errorConstructors[0] as ErrorConstructor)(message);
  p.defineProperty(error, "name", { ...descriptorOf(name), enumerable: false });
  return error;
}

/** Whether nothing on a prototype would take an item on its way into an array. */
function isFreeOfIndices(prototype: object): boolean {
  // Indices come first among the keys.
  const first = p.ownKeys(prototype)[0];
  return typeof first !== "string" || `${+first >>> 0}` !== first;
}

/** Whether memory can be sliced: not shared, and of a fixed size. */
function isOrdinary(buffer: ArrayBuffer): boolean {
  try {
    p.bufferByteLength(buffer);
    return true;
  } catch {
    return false;
  }
}
