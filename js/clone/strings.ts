// The text of a message being written: its strings one behind the other, as bytes for as long as a
// segment is ASCII, which most are, else as one string.

import { copyAscii } from "./ascii.js";
import * as p from "./primordials.js";
import { FORM_ASCII, TEXT_SEGMENT_UNITS } from "./tags.js";
import type { Writer } from "./writer.js";

/** Up to here a loop is faster than the host's encoder; WebKit's is always slower. */
const shortText = p.encodesFast ? 96 : Infinity;
const keptCapacity = 2 ** 22;

/** How far the text had come. */
export interface TextMark {
  readonly at: number;
  readonly start: number;
  readonly wide: string;
  readonly count: number;
}

export class Strings {
  private bytes: Uint8Array = new p.Bytes(4096);
  private capacity = 4096;
  private at = 0;
  /** Where the open segment begins in the bytes; or, when it is not ASCII, the whole of it. */
  private start = 0;
  private wide = "";
  /** The closed segments: where one ends in the bytes, or the text of one that is not ASCII. */
  private readonly closed: (number | string)[] = [];
  private count = 0;

  /** Adds a string that is not empty. */
  add(text: string, units: number): void {
    if (this.at - this.start >= TEXT_SEGMENT_UNITS || this.wide.length >= TEXT_SEGMENT_UNITS) this.close();
    if (this.wide !== "") {
      this.wide += text;
      return;
    }
    if (this.at + units > this.capacity) this.grow(units);
    if (units <= shortText || p.utf8Encoder === undefined) {
      if (!this.copy(text, units)) this.widen(text);
      return;
    }
    const place = p.typedArraySubarray(this.bytes, this.at, this.at + units) as Uint8Array;
    const { read, written } = p.utf8Encoder.encodeInto(text, place);
    if (read === units && written === units) this.at += units;
    else this.widen(text);
  }

  /** Whether it is ASCII: what of it was copied does not count otherwise. */
  private copy(text: string, units: number): boolean {
    const { bytes, at } = this;
    if (!copyAscii(text, units, bytes, at)) return false;
    this.at = at + units;
    return true;
  }

  private widen(text: string): void {
    const { bytes, start, at } = this;
    let ascii = "";
    for (let i = start; i < at; i++) ascii += p.stringFromCharCode(bytes[i] as number);
    this.at = start;
    this.wide = ascii + text;
  }

  private close(): void {
    this.closed[this.count++] = this.wide !== "" ? this.wide : this.at;
    this.wide = "";
    this.start = this.at;
  }

  private grow(units: number): void {
    const needed = this.at + units;
    this.capacity = needed > this.capacity * 2 ? needed : this.capacity * 2;
    const bytes = new p.Bytes(this.capacity);
    p.typedArraySet(bytes, p.typedArraySubarray(this.bytes, 0, this.at) as Uint8Array, 0);
    this.bytes = bytes;
  }

  /** Writes all segments. */
  writeTo(writer: Writer): void {
    if (this.wide !== "" || this.at > this.start) this.close();
    let start = 0;
    for (let i = 0; i < this.count; i++) {
      const segment = this.closed[i] as number | string;
      if (typeof segment === "string") {
        writer.text(segment);
        continue;
      }
      writer.varint((segment - start) * 4 + FORM_ASCII);
      writer.part(this.bytes, start, segment);
      start = segment;
    }
  }

  mark(): TextMark {
    const { at, start, wide, count } = this;
    return { at, start, wide, count };
  }

  /** Takes back what was added since. */
  restore({ at, start, wide, count }: TextMark): void {
    // A segment that has become wide since has its first bytes in its text alone.
    const later = this.count > count ? this.closed[count] : this.wide;
    if (wide === "" && typeof later === "string" && later !== "") {
      copyAscii(p.sliceOf(later, 0, at - start) as string, at - start, this.bytes, start);
    }
    for (let i = count; i < this.count; i++) this.closed[i] = 0;
    this.at = at;
    this.start = start;
    this.wide = wide;
    this.count = count;
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.closed[i] = 0;
    this.count = 0;
    this.at = 0;
    this.start = 0;
    this.wide = "";
    if (this.capacity > keptCapacity) {
      this.capacity = 4096;
      this.bytes = new p.Bytes(4096);
    }
  }
}
