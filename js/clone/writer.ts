// Bytes being written: numbers, and text in the shortest form that holds it.

import { copyAscii } from "./ascii.js";
import * as p from "./primordials.js";
import { FORM_ASCII, FORM_UTF16, FORM_UTF8, MAX_MESSAGE_BYTES } from "./tags.js";

const number = new Float64Array(1);
const numberBytes = new Uint8Array(number.buffer);
const shortText = 48;
const keptCapacity = 2 ** 26;

function varintBytes(value: number): number {
  let bytes = 1;
  for (; value >= 0x80; value = p.mathTrunc(value / 0x80)) bytes++;
  return bytes;
}

export class Writer {
  bytes: Uint8Array = new p.Bytes(1024);
  at = 0;
  // A script could have changed what `bytes.length` is.
  private capacity = 1024;

  /** Lets go of what a huge message needed, before the next one. */
  trim(): void {
    if (this.capacity <= keptCapacity) return;
    this.capacity = 1024;
    this.bytes = new p.Bytes(1024);
  }

  /** Makes room for so many bytes more. */
  reserve(more: number): void {
    if (this.at + more > this.capacity) this.grow(more);
  }

  private grow(more: number): void {
    const needed = this.at + more;
    if (needed > MAX_MESSAGE_BYTES + 4096) throw new RangeError(`a message of more than ${MAX_MESSAGE_BYTES} bytes`);
    const doubled = this.capacity * 2;
    const capacity = needed > doubled ? needed + 64 : doubled;
    const bytes = new p.Bytes(capacity);
    p.typedArraySet(bytes, this.bytes, 0);
    this.bytes = bytes;
    this.capacity = capacity;
  }

  byte(value: number): void {
    if (this.at === this.capacity) this.grow(1);
    this.bytes[this.at++] = value;
  }

  /** 7 bits a byte, lowest first; the high bit says that more follow. Up to 53 bits. */
  varint(value: number): void {
    this.reserve(8);
    const bytes = this.bytes;
    let at = this.at;
    while (value >= 0x80) {
      bytes[at++] = (value % 0x80) | 0x80;
      value = p.mathTrunc(value / 0x80);
    }
    bytes[at++] = value;
    this.at = at;
  }

  /** Writes another number where a varint is already, in front of all that follows it. */
  rewriteVarint(at: number, from: number, to: number): void {
    const end = this.at;
    const tail = at + varintBytes(from);
    this.at = at;
    this.varint(to);
    if (this.at !== tail) p.typedArrayCopyWithin(this.bytes, this.at, tail, end);
    this.at += end - tail;
  }

  float64(value: number): void {
    this.reserve(8);
    const bytes = this.bytes;
    const at = this.at;
    // There are many NaNs in bits and one in the language.
    number[0] = value === value ? value : NaN;
    bytes[at] = numberBytes[0] as number;
    bytes[at + 1] = numberBytes[1] as number;
    bytes[at + 2] = numberBytes[2] as number;
    bytes[at + 3] = numberBytes[3] as number;
    bytes[at + 4] = numberBytes[4] as number;
    bytes[at + 5] = numberBytes[5] as number;
    bytes[at + 6] = numberBytes[6] as number;
    bytes[at + 7] = numberBytes[7] as number;
    if (value !== value) bytes[at + 7] = 0x7f;
    this.at = at + 8;
  }

  /** A number of at most 53 bits in 8 bytes. */
  uint64(value: number): void {
    this.reserve(8);
    for (let i = 0; i < 8; i++) {
      this.bytes[this.at++] = value % 0x100;
      value = p.mathTrunc(value / 0x100);
    }
  }

  /** The bytes of `from` between these two places. */
  part(from: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.reserve(length);
    if (length < 32) {
      const { bytes, at } = this;
      for (let i = 0; i < length; i++) bytes[at + i] = from[start + i] as number;
    } else {
      p.typedArraySet(this.bytes, p.typedArraySubarray(from, start, end) as Uint8Array, this.at);
    }
    this.at += length;
  }

  /** Text with its units and form in front. */
  text(text: string): void {
    const units = text.length;
    if (units <= shortText) {
      if (!this.shortAscii(text, units)) this.otherText(text, units);
    } else if (p.utf8Encoder === undefined) {
      if (!this.longAscii(text, units)) this.otherText(text, units);
    } else {
      this.encodedText(text, units);
    }
  }

  private shortAscii(text: string, units: number): boolean {
    this.reserve(units + 2);
    const bytes = this.bytes;
    let at = this.at;
    const head = (units << 2) | FORM_ASCII;
    if (head < 0x80) {
      bytes[at++] = head;
    } else {
      bytes[at++] = (head & 0x7f) | 0x80;
      bytes[at++] = head >> 7;
    }
    if (!copyAscii(text, units, bytes, at)) return false;
    this.at = at + units;
    return true;
  }

  private longAscii(text: string, units: number): boolean {
    const start = this.at;
    this.varint(units * 4 + FORM_ASCII);
    this.reserve(units);
    const bytes = this.bytes;
    const at = this.at;
    if (!copyAscii(text, units, bytes, at)) {
      this.at = start;
      return false;
    }
    this.at = at + units;
    return true;
  }

  /** Hopes for ASCII, which most text is, and needs one pass then. */
  private encodedText(text: string, units: number): void {
    const start = this.at;
    this.varint(units * 4 + FORM_ASCII);
    const head = this.at - start;
    this.reserve(units);
    const encoder = p.utf8Encoder as NonNullable<typeof p.utf8Encoder>;
    const { read, written } = encoder.encodeInto(text, p.typedArraySubarray(this.bytes, this.at, this.at + units) as Uint8Array);
    if (read === units && written === units) {
      this.at += units;
      return;
    }
    this.at = start;
    if (!p.isWellFormed(text)) {
      this.utf16(text, units);
      return;
    }
    // Room for the head with the longest count that there may be; the bytes move up to it afterwards.
    this.reserve(head + 8 + units * 3);
    const room = head + 8;
    const all = encoder.encodeInto(text, p.typedArraySubarray(this.bytes, start + room, start + room + units * 3) as Uint8Array);
    this.varint(units * 4 + FORM_UTF8);
    this.varint(all.written);
    p.typedArrayCopyWithin(this.bytes, this.at, start + room, start + room + all.written);
    this.at += all.written;
  }

  /** Text that is not ASCII, short or without an encoder of the host. */
  private otherText(text: string, units: number): void {
    if (!p.isWellFormed(text)) {
      this.utf16(text, units);
      return;
    }
    this.varint(units * 4 + FORM_UTF8);
    const utf8 = new p.Bytes(units * 3);
    let at = 0;
    for (let i = 0; i < units; i++) {
      let code = p.charCodeAtOf(text, i);
      if (code >= 0xd800 && code < 0xdc00) {
        code = 0x10000 + ((code - 0xd800) << 10) + (p.charCodeAtOf(text, ++i) - 0xdc00);
      }
      if (code < 0x80) {
        utf8[at++] = code;
        continue;
      }
      if (code < 0x800) {
        utf8[at++] = 0xc0 | (code >> 6);
      } else {
        if (code < 0x10000) {
          utf8[at++] = 0xe0 | (code >> 12);
        } else {
          utf8[at++] = 0xf0 | (code >> 18);
          utf8[at++] = 0x80 | ((code >> 12) & 0x3f);
        }
        utf8[at++] = 0x80 | ((code >> 6) & 0x3f);
      }
      utf8[at++] = 0x80 | (code & 0x3f);
    }
    this.varint(at);
    this.reserve(at);
    const bytes = this.bytes;
    const start = this.at;
    for (let i = 0; i < at; i++) bytes[start + i] = utf8[i] as number;
    this.at = start + at;
  }

  private utf16(text: string, units: number): void {
    this.varint(units * 4 + FORM_UTF16);
    this.reserve(units * 2);
    const bytes = this.bytes;
    let at = this.at;
    for (let i = 0; i < units; i++) {
      const unit = p.charCodeAtOf(text, i);
      bytes[at++] = unit & 0xff;
      bytes[at++] = unit >> 8;
    }
    this.at = at;
  }
}
