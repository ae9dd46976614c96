// Writes a value as bytes, by docs/wire-format.md. Iterative: what is open lies in `frames`, so that
// depth costs no stack. Properties are read in the order of the algorithm, each once.

import { isDense, isIndex } from "./arrays.js";
import { Fill, type Frame, noKeys, nothing } from "./containers.js";
import type { PlatformKind } from "./kinds.js";
import type { Limits } from "./limits.js";
import { Message } from "./message.js";
import { writeOther } from "./others.js";
import * as p from "./primordials.js";
import { sameKeys } from "./shapes.js";
import * as t from "./tags.js";

export interface EncoderOptions {
  /** Tells a Proxy, which no script can. Without it a Proxy is cloned as what it shows. */
  readonly isProxy?: ((value: unknown) => boolean) | undefined;
  /** Tells objects of the host that are refused, and that neither a slot nor a native constructor shows to be such. */
  readonly platformKind?: PlatformKind | undefined;
  /** Reads the bytes of a Blob or File at once. Without it they are refused. */
  readonly readBlob?: ((blob: object) => Uint8Array) | undefined;
  /** Whether functions may be made of text, for records that are met often. */
  readonly compile?: boolean | undefined;
  /** What a message may make, where that is not what docs/wire-format.md says. */
  readonly limits?: Limits | undefined;
}

const noLimits: Limits = {};

export class Encoder extends Message {
  readonly readBlob: ((blob: object) => Uint8Array) | undefined;
  readonly platformKind: PlatformKind | undefined;
  private readonly isProxy: ((value: unknown) => boolean) | undefined;

  constructor(options: EncoderOptions) {
    super(options.compile !== false, options.limits ?? noLimits);
    this.isProxy = options.isProxy;
    this.readBlob = options.readBlob;
    this.platformKind = options.platformKind;
  }

  override value(value: unknown): boolean {
    switch (typeof value) {
      case "string":
        this.string(value);
        return false;
      case "number":
        this.number(value);
        return false;
      case "boolean":
        this.byte(value ? t.TRUE : t.FALSE);
        return false;
      case "undefined":
        this.byte(t.UNDEFINED);
        return false;
      case "bigint":
        this.byte(t.BIGINT);
        this.bigint(value);
        return false;
      case "object":
        if (value !== null) return this.object(value);
        this.byte(t.NULL);
        return false;
      case "function":
        return this.refuse("a function cannot be cloned");
      default:
        return this.refuse("a symbol cannot be cloned");
    }
  }

  private object(value: object): boolean {
    if (this.wasSeen(value)) return false;
    const prototype = p.getPrototypeOf(value) as object | null;
    if (prototype === p.DatePrototype && this.date(value)) return false;
    if (this.isProxy !== undefined && this.isProxy(value)) this.refuse("a Proxy cannot be cloned");
    if (p.isArray(value)) return this.array(value as unknown[]);
    if (prototype === p.ObjectPrototype) {
      const keys = p.objectKeys(value);
      // An object with slots that has this prototype has it from somebody who put it there, and hardly
      // ever keys of its own; but the items of a typed array are its keys.
      if (keys.length > 0 && !(keys[0] === "0" && p.isView(value))) return this.record(value, keys);
    }
    return writeOther(this, value, prototype);
  }

  /** Writes a reference to an object that was met before; else the object has a number now. */
  wasSeen(object: object): boolean {
    const known = this.identities.number(object);
    if (known < 0) return false;
    this.references = true;
    this.byte(t.REFERENCE);
    this.varint(known);
    return true;
  }

  /** Writes a Date; whether it is one. */
  date(date: object): boolean {
    let time: number;
    try {
      time = p.timeOf(date);
    } catch {
      return false;
    }
    this.byte(t.DATE);
    this.float64(time);
    return true;
  }

  record(object: object, keys: string[]): boolean {
    const last = this.lastShape;
    let shape = last?.next;
    if (shape === undefined || !sameKeys(shape.keys, keys)) {
      shape = this.shapes.find(keys, this.shapeCount < t.MAX_SHAPES);
      if (last !== undefined && shape !== undefined) last.next = shape;
    }
    if (shape === undefined || (shape.message !== this.message && this.shapeCount === t.MAX_SHAPES)) {
      this.byte(t.OBJECT);
      this.varint(keys.length);
      this.values += keys.length;
      this.extraObjects += t.weightOfEntries(keys.length);
      return this.open(Fill.entries, object, keys, keys.length);
    }
    this.lastShape = shape;
    this.shapes.use(shape);
    if (shape.message !== this.message) {
      shape.message = this.message;
      if (this.newShapes !== undefined) this.newShapes.set(this.shapeCount, shape);
      shape.number = this.shapeCount++;
      this.byte(t.NEW_RECORD);
      this.part(shape.definition, 0, shape.size);
    } else if (shape.number < 32) {
      this.byte(t.KNOWN_RECORD + shape.number);
    } else {
      this.byte(t.RECORD);
      this.varint(shape.number);
    }
    return this.open(Fill.record, object, shape.keys, keys.length, 0, shape);
  }

  private array(array: unknown[]): boolean {
    const length = array.length;
    if (!isDense(array, length)) {
      const keys = p.objectKeys(array);
      let indices = 0;
      while (indices < keys.length && isIndex(keys[indices] as string)) indices++;
      const sparse = length > 16 && indices * 2 < length;
      if (indices < keys.length || sparse) {
        this.byte(t.ARRAY_BY_ENTRIES);
        this.varint(length);
        this.varint(keys.length);
        this.chargeEntries(keys.length, t.ENTRIES_WEIGHT);
        return this.open(Fill.elements, array, keys, keys.length);
      }
    }
    if (length < 16) {
      this.byte(t.SHORT_ARRAY + length);
    } else {
      this.byte(t.ARRAY);
      this.varint(length);
    }
    // Many arrays hold nothing that must be opened: they need no frame.
    for (let i = 0; i < length; i++) {
      const value = array[i];
      if (typeof value === "string") this.string(value);
      else if (typeof value === "number") this.number(value);
      else {
        this.open(Fill.items, array, noKeys, length, i + 1);
        (this.frames[this.depth - 1] as Frame).read = value;
        return true;
      }
    }
    this.values += length;
    return false;
  }

  private item(array: unknown[], index: number, value: unknown): boolean {
    if (value !== undefined || p.hasOwn(array, index)) return this.value(value);
    this.byte(t.HOLE);
    return false;
  }

  // ---- what containers hold ----

  protected override fill(): void {
    while (this.depth > 0) {
      const frame = this.frames[this.depth - 1] as Frame;
      const { shape } = frame;
      let opened: boolean;
      if (shape !== undefined) opened = shape.writeValues(frame.object, frame, this);
      else if (frame.fill === Fill.items) opened = this.fillItems(frame);
      else if (frame.fill === Fill.list) opened = this.fillList(frame);
      else opened = this.fillEntries(frame);
      if (!opened) this.finishTop(frame);
    }
  }

  private fillItems(frame: Frame): boolean {
    const array = frame.object as unknown[];
    const end = frame.end;
    const { read } = frame;
    if (read !== nothing) {
      frame.read = nothing;
      if (this.item(array, frame.at - 1, read)) return true;
    }
    while (frame.at < end) {
      const index = frame.at++;
      const value = array[index];
      if (typeof value === "string") this.string(value);
      else if (typeof value === "number") this.number(value);
      else if (this.item(array, index, value)) return true;
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
      const value = object[key];
      frame.at++;
      if (value === undefined) this.checkKey(object, key);
      if (frame.losses !== undefined) {
        frame.losses.checkpoint = typeof value === "object" && value !== null ? this.checkpoint() : undefined;
      }
      if (frame.fill === Fill.elements && isIndex(key)) this.number(+key);
      else this.string(key);
      if (this.value(value)) return true;
    }
    return false;
  }
}
