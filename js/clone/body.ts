// The body of a message being written: primitives with their tags. Strings leave their length in it and
// go into the text.

import * as p from "./primordials.js";
import { Strings } from "./strings.js";
import * as t from "./tags.js";
import { Writer } from "./writer.js";

export abstract class Body extends Writer {
  /** What text and fractions count for beyond the values that they are. */
  protected extraValues = 0;
  protected readonly strings = new Strings();

  string(value: string): void {
    const units = value.length;
    if (units < 32) {
      this.byte(t.SHORT_STRING + units);
      if (units === 0) return;
    } else {
      this.byte(t.STRING);
      this.varint(units);
    }
    this.extraValues += t.TEXT_VALUES;
    this.strings.add(value, units);
  }

  number(value: number): void {
    const whole = value | 0;
    if (whole !== value || (whole === 0 && 1 / value < 0)) {
      this.extraValues += t.FLOAT_VALUES;
      this.byte(t.FLOAT64);
      this.float64(value);
      return;
    }
    if (whole >= 0 && whole < 64) {
      this.byte(whole);
      return;
    }
    this.reserve(5);
    const bytes = this.bytes;
    let at = this.at;
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
    this.at = at;
  }

  /** Refuses a value for its size. */
  abstract refuseSize(what: string): never;

  bigint(value: bigint): void {
    const hex = p.bigintToString(value < 0n ? -value : value, 16);
    const digits = value === 0n ? 0 : hex.length;
    const length = (digits + 1) >> 1;
    if (length > t.MAX_BIGINT_BYTES) this.refuseSize(`a BigInt of more than ${t.MAX_BIGINT_BYTES} bytes`);
    this.extraValues += t.BIGINT_VALUES;
    this.varint(length * 2 + (value < 0n ? 1 : 0));
    this.reserve(length);
    const digit = (i: number): number => {
      if (i < 0) return 0;
      const code = p.charCodeAtOf(hex, i);
      return code < 58 ? code - 48 : code - 87;
    };
    for (let i = digits - 1; i >= 0; i -= 2) this.bytes[this.at++] = digit(i) | (digit(i - 1) << 4);
  }
}
