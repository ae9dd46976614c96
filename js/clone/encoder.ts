// Writes a value as bytes, by docs/wire-format.md. Iterative: what is open lies in `frames`, so that
// depth costs no stack. Properties are read in the order of the algorithm, each once.

import { isDense, isIndex } from "./arrays.js";
import { Attachments } from "./attachments.js";
import { Body } from "./body.js";
import { Identities } from "./identities.js";
import type { PlatformKind } from "./kinds.js";
import { writeOther } from "./others.js";
import * as p from "./primordials.js";
import { type Limits, objectsOf } from "./limits.js";
import { type Checkpoint, Losses } from "./losses.js";
import { dataCloneError, step, tooLarge } from "./refusal.js";
import { sameKeys, type Shape, Shapes } from "./shapes.js";
import * as t from "./tags.js";

/** What an open container is filled with. */
export const enum Fill {
  items,
  record,
  /** Keys and values, of an object or an error. */
  entries,
  /** The same of an array: an index is a number. */
  elements,
  /** Items of a list that was taken from a Map or Set. */
  list,
}

interface Frame {
  fill: Fill;
  object: object;
  keys: readonly string[];
  shape: Shape | undefined;
  at: number;
  end: number;
  /** The item before `at`, where it was read but not written yet. */
  read: unknown;
  /** Of an error. */
  losses: Losses | undefined;
}

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

/** In steps, of the way to a value in an error's message. */
const longestPath = 30;
export const noKeys: readonly string[] = [];
const nothing = {};
const noLimits: Limits = {};
/** How often a message is begun anew because a getter has taken away keys that were still to be read. */
const mostAttempts = 4;

export class Encoder extends Body {
  readonly identities = new Identities();
  readonly attachments = new Attachments();
  readonly readBlob: ((blob: object) => Uint8Array) | undefined;
  readonly platformKind: PlatformKind | undefined;
  /** Where a refused value lies, when it is not the current one of the topmost frame. */
  within = "";
  private readonly isProxy: ((value: unknown) => boolean) | undefined;
  private readonly shapes: Shapes;
  private readonly frames: Frame[] = [];
  private depth = 0;
  private message = 0;
  private shapeCount = 0;
  private lastShape: Shape | undefined;
  private references = false;
  private rootName = "";
  private readonly limits: Limits;
  /** What the message makes, beyond the objects that have a number. */
  private extraObjects = 0;
  private values = 0;
  private growing = 0;
  private growingBytes = 0;
  /** The new shapes of the message by their numbers, where some may be forgotten again. */
  private newShapes: p.OwnMap<number, Shape> | undefined;
  /** What was thrown last: for a size, or for a key that was there no more. */
  private isTooLarge = false;
  private isGone = false;
  private attempts = 0;

  constructor(options: EncoderOptions) {
    super();
    this.isProxy = options.isProxy;
    this.readBlob = options.readBlob;
    this.platformKind = options.platformKind;
    this.shapes = new Shapes(options.compile !== false);
    this.limits = options.limits ?? noLimits;
  }

  /**
   * Writes a message from `start` on; where it ends. With `apart` the bytes of attached buffers are
   * left out: they belong in front of the table, which is the last 8 bytes for each of them.
   * Not for calls from within a getter.
   */
  run(value: unknown, name: string, start: number, ports: readonly object[] | undefined, apart: boolean): number {
    for (this.attempts = 1; ; this.attempts++) {
      this.isGone = this.isTooLarge = false;
      try {
        return this.attempt(value, name, start, ports, apart);
      } catch (error) {
        if (!this.isGone) throw error;
      }
    }
  }

  private attempt(value: unknown, name: string, start: number, ports: readonly object[] | undefined, apart: boolean): number {
    this.rootName = name;
    this.message++;
    this.shapeCount = 0;
    this.lastShape = undefined;
    this.references = false;
    this.extraObjects = 0;
    this.extraValues = 0;
    this.values = 0;
    this.growing = 0;
    this.growingBytes = 0;
    this.attachments.begin(ports);
    this.at = start;
    if (start === 0) this.trim();
    this.reserve(64);
    this.at = start + t.HEADER_BYTES;
    try {
      if (this.value(value)) this.fill();
      this.finish(start, apart);
    } finally {
      this.clear(apart);
    }
    return this.at;
  }

  private finish(start: number, apart: boolean): void {
    const size = this.at - start - t.HEADER_BYTES;
    this.strings.writeTo(this);
    this.checkCounts(this.at - start - t.HEADER_BYTES);
    const count = this.attachments.buffers.length;
    if (count > 0) {
      if (!apart) this.attachments.writeBuffers(this);
      this.attachments.writeTable(this);
    }
    if (this.at - start > t.MAX_MESSAGE_BYTES) this.refuseSize(`a message of more than ${t.MAX_MESSAGE_BYTES} bytes`);
    const bytes = this.bytes;
    bytes[start] = t.VERSION;
    bytes[start + 1] = this.references ? t.FLAG_REFERENCES : 0;
    bytes[start + 2] = count & 0xff;
    bytes[start + 3] = count >> 8;
    bytes[start + 4] = size & 0xff;
    bytes[start + 5] = (size >> 8) & 0xff;
    bytes[start + 6] = (size >> 16) & 0xff;
    bytes[start + 7] = size >> 24;
  }

  /** Lets go of everything that the message held. */
  private clear(apart: boolean): void {
    this.identities.clear();
    this.attachments.clear(apart);
    this.strings.clear();
    this.newShapes = undefined;
    while (this.depth > 0) this.close();
    this.within = "";
    this.shapes.tidy();
  }

  // ---- what is open ----

  /** Opens a container, some items of which may be written already. */
  open(fill: Fill, object: object, keys: readonly string[], end: number, at = 0, shape?: Shape): boolean {
    this.values += end;
    if (end === 0) return false;
    const depth = this.depth;
    if (depth === t.MAX_DEPTH) this.refuse(`it lies deeper than ${t.MAX_DEPTH} levels`);
    const frame = this.frames[depth];
    if (frame === undefined) {
      this.frames[depth] = { fill, object, keys, shape, at, end, read: nothing, losses: undefined };
    } else {
      frame.fill = fill;
      frame.object = object;
      frame.keys = keys;
      frame.shape = shape;
      frame.at = at;
      frame.end = end;
    }
    this.depth = depth + 1;
    return true;
  }

  private close(): void {
    const frame = this.frames[--this.depth] as Frame;
    frame.object = nothing;
    frame.read = nothing;
    frame.keys = noKeys;
    frame.shape = undefined;
    frame.losses = undefined;
  }

  /** Opens an error, of which what cannot be cloned is left out; the count of its fields is still to be written. */
  openError(fields: object, names: readonly string[], weight: number): boolean {
    const count = names.length;
    const losses = new Losses(this.at, count);
    this.varint(count);
    this.chargeEntries(count, weight);
    if (!this.open(Fill.entries, fields, names, count)) return false;
    (this.frames[this.depth - 1] as Frame).losses = losses;
    return true;
  }

  private checkpoint(): Checkpoint {
    this.identities.remember();
    this.newShapes ??= new p.OwnMap();
    const { at, shapeCount, references, extraObjects, extraValues, values, growing, growingBytes } = this;
    const [text, objects, attached] = [this.strings.mark(), this.identities.total, this.attachments.buffers.length];
    return { at, text, objects, shapes: shapeCount, attached, references, extraObjects, extraValues, values, growing, growingBytes };
  }

  /** Leaves out the field of an error that lies around what was just refused; throws where there is none. */
  private lose(error: unknown): void {
    let depth = this.depth;
    while (depth > 0 && this.frames[depth - 1]?.losses?.checkpoint === undefined) depth--;
    if (depth === 0 || this.isTooLarge || this.isGone) throw error;
    while (this.depth > depth) this.close();
    const losses = this.frames[depth - 1]?.losses as Losses;
    const before = losses.checkpoint as Checkpoint;
    losses.checkpoint = undefined;
    losses.lost++;
    this.within = "";
    this.at = before.at;
    this.strings.restore(before.text);
    this.identities.forget(before.objects);
    for (let i = before.shapes; i < this.shapeCount; i++) (this.newShapes?.get(i) as Shape).message = 0;
    this.shapeCount = before.shapes;
    this.attachments.buffers.length = before.attached;
    this.references = before.references;
    this.extraObjects = before.extraObjects - t.NAMED_ENTRY_WEIGHT;
    this.extraValues = before.extraValues;
    this.values = before.values - 2;
    this.growing = before.growing;
    this.growingBytes = before.growingBytes;
  }

  /** Closes the topmost container. */
  private finishTop(frame: Frame): void {
    const { losses } = frame;
    if (losses !== undefined && losses.lost > 0) this.rewriteVarint(losses.countAt, losses.count, losses.count - losses.lost);
    this.close();
  }

  private fill(): void {
    while (this.depth > 0) {
      try {
        this.fillAll();
      } catch (error) {
        this.lose(error);
      }
    }
  }

  private fillAll(): void {
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

  /** A key whose value is undefined: a getter may have taken it away, and then the message is begun anew. */
  checkKey(object: object, key: string): void {
    if (this.attempts === mostAttempts || p.hasOwn(object, key)) return;
    this.isGone = true;
    throw nothing;
  }

  refuse(what: string): never {
    throw dataCloneError(this.path(), what);
  }

  /** The way to the present value. */
  private path(): string {
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
    return path + this.within;
  }

  // ---- values ----

  /** Writes a value, or begins to: whether a frame was opened for it. */
  value(value: unknown): boolean {
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

  // ---- what the message makes ----

  /** Counts objects beyond those that have a number. */
  charge(objects: number): void {
    this.extraObjects += objects;
  }

  /** Counts a buffer that may grow to so many bytes. */
  chargeGrowing(most: number): void {
    this.growing++;
    this.growingBytes += most;
    if (this.growing > t.MAX_GROWING) this.refuseSize(`more than ${t.MAX_GROWING} resizable buffers in a message`);
    if (this.growingBytes > t.MAX_GROWING_BYTES) this.refuseSize(`resizable buffers of more than ${t.MAX_GROWING_BYTES} bytes in a message`);
  }

  /** Counts entries of a name and a value: the name is one value more. */
  chargeEntries(entries: number, weight: number): void {
    this.values += entries;
    this.extraObjects += entries * t.NAMED_ENTRY_WEIGHT + weight;
  }

  private checkCounts(size: number): void {
    const objects = objectsOf(this.limits, size);
    if (this.identities.total + this.extraObjects > objects) {
      this.refuseSize(`a message of ${size} bytes that makes more than ${objects} objects`);
    }
    const values = this.limits.values ?? t.MAX_VALUES;
    if (this.values + this.extraValues > values) this.refuseSize(`a message of more than ${values} values`);
  }

  override refuseSize(what: string): never {
    this.isTooLarge = true;
    throw tooLarge(dataCloneError(this.path(), what));
  }
}
