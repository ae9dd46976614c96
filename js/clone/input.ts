// The bytes of a message being read: numbers from its body, strings from its text, buffers from what is
// attached. Everything is checked against what is left.

import * as p from "./primordials.js";
import { type Limits, tooManyObjects, tooManyValues } from "./limits.js";
import { malformed, unsupported } from "./refusal.js";
import * as t from "./tags.js";
import { readText } from "./text.js";

const number = new Float64Array(1);
const numberBytes = new Uint8Array(number.buffer);
const noBytes = new Uint8Array(0);
const limb = new Uint8Array(8);
const limbValue = new BigUint64Array(limb.buffer);
/** By how many bits the upper half of a BigInt is shifted, by the bytes of the lower one. */
const shifts: { readonly [bytes: number]: bigint } = shiftsOf(t.MAX_BIGINT_BYTES);

/** What came beside the bytes. */
export interface Beside {
  /** The attached buffers, where their bytes are not among those of the message. They are taken over. */
  readonly buffers?: readonly ArrayBuffer[] | undefined;
  /** The ports that were transferred. */
  readonly ports?: readonly object[] | undefined;
}
const nothing: Beside = {};

export class Input {
  protected bytes: Uint8Array = noBytes;
  protected at = 0;
  /** Where the body ends. */
  protected end = 0;
  protected references = false;
  // What the message may still make.
  protected objectsLeft = 0;
  protected valuesLeft = 0;
  private growing = 0;
  private growingBytes = 0;
  private readonly mostObjects: number;
  private readonly mostValues: number;
  private beside: Beside = nothing;
  // The open segment of the text.
  private segment = "";
  private segmentAt = 0;
  private textAt = 0;
  private textEnd = 0;
  // The attached buffers: which is the next, where its bytes and the table of sizes are.
  private attached = 0;
  private attachedCount = 0;
  private attachedAt = 0;
  private table = 0;

  constructor(limits: Limits) {
    this.mostObjects = limits.objects ?? t.MAX_OBJECTS;
    this.mostValues = limits.values ?? t.MAX_VALUES;
  }

  /** Reads the header of a message. */
  protected begin(bytes: Uint8Array, start: number, end: number, beside: Beside): void {
    if (!(start >= 0 && start <= end && end <= (p.typedArrayLength(bytes) as number))) throw malformed("it lies outside of its bytes");
    if (end - start < t.HEADER_BYTES) throw malformed("it ends early");
    if (end - start > t.MAX_MESSAGE_BYTES) throw malformed("it is larger than the limit");
    if (bytes[start] !== t.VERSION) throw malformed("unknown version");
    const flags = bytes[start + 1] as number;
    if ((flags & ~t.FLAG_REFERENCES) !== 0) throw malformed("unknown flags");
    this.references = flags !== 0;
    this.bytes = bytes;
    this.beside = beside;
    this.segment = "";
    this.segmentAt = 0;
    this.at = start + t.HEADER_BYTES;
    this.attached = 0;
    this.attachedCount = (bytes[start + 2] as number) | ((bytes[start + 3] as number) << 8);
    this.textEnd = end;
    if (this.attachedCount > 0) this.beginAttached(end);
    const size = this.uint32(start + 4);
    if (size > this.textEnd - this.at) throw malformed("it ends early");
    this.end = this.at + size;
    const allowed = t.FREE_OBJECTS + (this.textEnd - this.at);
    this.objectsLeft = allowed < this.mostObjects ? allowed : this.mostObjects;
    this.valuesLeft = this.mostValues;
    this.growing = 0;
    this.textAt = this.end;
  }

  private beginAttached(end: number): void {
    const { attachedCount, beside } = this;
    this.table = end - 8 * attachedCount;
    let room = this.table - this.at;
    for (let i = 0; i < attachedCount && room >= 0; i++) {
      const size = this.attachedSize(i);
      if (beside.buffers === undefined) room -= size;
      else if (i >= beside.buffers.length || p.bufferByteLength(beside.buffers[i]) !== size) room = -1;
    }
    if (room < 0) throw malformed("attachments are missing");
    this.textEnd = this.at + room;
    this.attachedAt = this.textEnd;
  }

  private attachedSize(index: number): number {
    const at = this.table + 8 * index;
    const size = this.uint32(at);
    if (size < t.ATTACHED_BYTES || this.uint32(at + 4) !== 0) throw malformed("the size of an attachment");
    return size;
  }

  /** Whether everything of the message was read. */
  protected isDone(): boolean {
    return (
      this.at === this.end &&
      this.textAt === this.textEnd &&
      this.segmentAt === this.segment.length &&
      this.attached === this.attachedCount
    );
  }

  /** Lets go of the message. */
  protected forget(): void {
    this.bytes = noBytes;
    this.segment = "";
    this.beside = nothing;
  }

  // ---- what it may make ----

  /** Counts objects. */
  charge(objects: number): void {
    if ((this.objectsLeft -= objects) < 0) throw malformed(tooManyObjects);
  }

  /** Counts values. */
  protected chargeValues(values: number): void {
    if ((this.valuesLeft -= values) < 0) throw malformed(tooManyValues);
  }

  // ---- numbers ----

  private uint32(at: number): number {
    const { bytes } = this;
    const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
    return low + (bytes[at + 3] as number) * 0x1000000;
  }

  byte(): number {
    if (this.at >= this.end) throw malformed("it ends early");
    return this.bytes[this.at++] as number;
  }

  varint(): number {
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

  float64(): number {
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

  bigint(): bigint {
    const head = this.varint();
    const negative = head % 2;
    const size = (head - negative) / 2;
    if (size > this.end - this.at) throw malformed("it ends early");
    if (size > t.MAX_BIGINT_BYTES) throw malformed("a bigint is too long");
    this.chargeValues(t.BIGINT_VALUES);
    if (size === 0) {
      if (negative) throw malformed("a bigint is not minimal");
      return 0n;
    }
    if (this.bytes[this.at + size - 1] === 0) throw malformed("a bigint is not minimal");
    const start = this.skip(size);
    const value = this.magnitude(start, size);
    return negative ? -value : value;
  }

  /** The number that bytes are, of halves: time grows with their length, and hardly faster. */
  private magnitude(start: number, size: number): bigint {
    if (size <= 8) {
      const { bytes } = this;
      for (let i = 0; i < 8; i++) limb[i] = i < size ? (bytes[start + i] as number) : 0;
      return limbValue[0] as bigint;
    }
    let low = 8;
    while (low * 2 < size) low *= 2;
    const high = this.magnitude(start + low, size - low);
    return (high << (shifts[low] as bigint)) | this.magnitude(start, low);
  }

  /** Goes over bytes of the body; where they begin. */
  skip(size: number): number {
    if (size > this.end - this.at) throw malformed("it ends early");
    this.at += size;
    return this.at - size;
  }

  // ---- text ----

  string(): string {
    const tag = this.byte();
    if (tag >= t.SHORT_STRING && tag < t.KNOWN_RECORD) return this.cut(tag - t.SHORT_STRING);
    if (tag !== t.STRING) throw malformed("a string is missing");
    return this.cut(this.varint());
  }

  /** The next string of the text. */
  protected cut(units: number): string {
    if (units === 0) return "";
    if ((this.valuesLeft -= t.TEXT_VALUES) < 0) throw malformed(tooManyValues);
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
  protected text(): string {
    const head = this.varint();
    const form = head % 4;
    const units = (head - form) / 4;
    const size = form === t.FORM_UTF8 ? this.varint() : form === t.FORM_UTF16 ? units * 2 : units;
    if (size > this.end - this.at || units > size) throw malformed("text ends early");
    const start = this.at;
    this.at += size;
    return readText(this.bytes, start, form, units, size);
  }

  // ---- what is beside ----

  /** The next attached buffer. */
  attachedBuffer(): ArrayBuffer {
    const index = this.attached++;
    if (index >= this.attachedCount) throw malformed("attachments are missing");
    const { buffers } = this.beside;
    if (buffers !== undefined) return buffers[index] as ArrayBuffer;
    const start = this.attachedAt;
    this.attachedAt += this.attachedSize(index);
    return this.copyBuffer(start, this.attachedAt);
  }

  port(): object {
    const place = this.varint();
    const port = place < (this.beside.ports?.length ?? 0) ? this.beside.ports?.[place] : undefined;
    if (port === undefined) throw malformed("a port did not come with it");
    return port;
  }

  /** An ArrayBuffer of the bytes between two places, that may grow to `most` where that is given. */
  copyBuffer(start: number, end: number, most?: number): ArrayBuffer {
    const { bytes } = this;
    const size = end - start;
    if (most === undefined && size >= 64 && p.buffersAreIntact()) {
      const whole = p.typedArrayBuffer(bytes) as ArrayBuffer;
      if (isOrdinary(whole)) {
        const offset = p.typedArrayByteOffset(bytes) as number;
        return p.bufferSlice(whole, offset + start, offset + end) as ArrayBuffer;
      }
    }
    const buffer = most === undefined ? new p.ArrayBufferConstructor(size) : this.growingBuffer(size, most);
    const copy = new p.Bytes(buffer);
    if (size < 64) {
      for (let i = 0; i < size; i++) copy[i] = bytes[start + i] as number;
    } else {
      p.typedArraySet(copy, p.typedArraySubarray(bytes, start, end) as Uint8Array, 0);
    }
    return buffer;
  }

  private growingBuffer(size: number, most: number): ArrayBuffer {
    if (this.growing === 0) this.growingBytes = 0;
    if (++this.growing > t.MAX_GROWING) throw malformed("too many buffers that may grow");
    if ((this.growingBytes += most) > t.MAX_GROWING_BYTES) throw malformed("buffers may grow to too much");
    try {
      return new (p.ArrayBufferConstructor as new (size: number, options: object) => ArrayBuffer)(size, { maxByteLength: most });
    } catch {
      // Address space is set aside for all that it may grow to.
      throw unsupported("a buffer that cannot be made here");
    }
  }
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

function shiftsOf(most: number): { [bytes: number]: bigint } {
  const shifts = { __proto__: null } as unknown as { [bytes: number]: bigint };
  for (let bytes = 8; bytes < most; bytes *= 2) shifts[bytes] = BigInt(bytes * 8);
  return shifts;
}
