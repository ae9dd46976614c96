// The text of a message being read: bytes in one of the three forms, to a string.

import * as p from "./primordials.js";
import { malformed } from "./refusal.js";
import { FORM_ASCII, FORM_UTF16, FORM_UTF8 } from "./tags.js";

const { stringFromCharCode: chars } = p;
const shortText = 40;
const chunk = 8192;

/** Reads text of `units` UTF-16 units that lies in `size` bytes. */
export function readText(bytes: Uint8Array, at: number, form: number, units: number, size: number): string {
  if (form === FORM_ASCII) {
    if (units <= shortText) return shortAscii(bytes, at, units);
    const text = p.utf8Decoder ? decode(bytes, at, size) : fromUnits(p.typedArraySubarray(bytes, at, at + size) as Uint8Array, size, 0x80);
    // In UTF-8 what is not ASCII takes more bytes than units.
    if (text.length !== units) throw malformed("text is not what it says");
    return text;
  }
  if (form === FORM_UTF8) {
    const text = p.utf8Decoder ? decode(bytes, at, size) : decodeUtf8(bytes, at, at + size);
    if (text.length !== units) throw malformed("text is not what it says");
    return text;
  }
  if (form !== FORM_UTF16) throw malformed("text of an unknown form");
  const list = new p.Units(units);
  for (let i = 0; i < units; i++) list[i] = (bytes[at + 2 * i] as number) | ((bytes[at + 2 * i + 1] as number) << 8);
  return fromUnits(list, units, 0x10000);
}

function decode(bytes: Uint8Array, at: number, size: number): string {
  try {
    return (p.utf8Decoder as NonNullable<typeof p.utf8Decoder>).decode(p.typedArraySubarray(bytes, at, at + size) as Uint8Array);
  } catch {
    throw malformed("text is no UTF-8");
  }
}

function shortAscii(b: Uint8Array, at: number, units: number): string {
  const end = at + units;
  let text = "";
  let all = 0;
  let i = at;
  while (i + 8 <= end) {
    const c0 = b[i] as number;
    const c1 = b[i + 1] as number;
    const c2 = b[i + 2] as number;
    const c3 = b[i + 3] as number;
    const c4 = b[i + 4] as number;
    const c5 = b[i + 5] as number;
    const c6 = b[i + 6] as number;
    const c7 = b[i + 7] as number;
    all |= c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7;
    text += chars(c0, c1, c2, c3, c4, c5, c6, c7);
    i += 8;
  }
  if (i + 4 <= end) {
    const c0 = b[i] as number;
    const c1 = b[i + 1] as number;
    const c2 = b[i + 2] as number;
    const c3 = b[i + 3] as number;
    all |= c0 | c1 | c2 | c3;
    text += chars(c0, c1, c2, c3);
    i += 4;
  }
  if (i + 2 <= end) {
    const c0 = b[i] as number;
    const c1 = b[i + 1] as number;
    all |= c0 | c1;
    text += chars(c0, c1);
    i += 2;
  }
  if (i < end) {
    const c0 = b[i] as number;
    all |= c0;
    text += chars(c0);
  }
  if (all >= 0x80) throw malformed("text is not what it says");
  return text;
}

function fromUnits(units: Uint8Array | Uint16Array, length: number, limit: number): string {
  let text = "";
  for (let i = 0; i < length; i++) {
    if ((units[i] as number) >= limit) throw malformed("text is not what it says");
  }
  for (let i = 0; i < length; i += chunk) {
    const end = i + chunk < length ? i + chunk : length;
    text += p.reflectApply(chars, undefined, p.typedArraySubarray(units, i, end) as unknown as number[]);
  }
  return text;
}

/** Where the host has no decoder. */
function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  const units = new p.Units(end - start);
  let n = 0;
  let at = start;
  const bad = (): never => {
    throw malformed("text is no UTF-8");
  };
  const next = (): number => {
    const byte = at < end ? (bytes[at++] as number) : 0;
    if ((byte & 0xc0) !== 0x80) bad();
    return byte & 0x3f;
  };
  while (at < end) {
    const first = bytes[at++] as number;
    let code = first;
    if (first >= 0x80) {
      if (first < 0xc2 || first > 0xf4) bad();
      if (first < 0xe0) {
        code = ((first & 0x1f) << 6) | next();
      } else if (first < 0xf0) {
        code = ((first & 0x0f) << 12) | (next() << 6) | next();
        if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) bad();
      } else {
        code = ((first & 0x07) << 18) | (next() << 12) | (next() << 6) | next();
        if (code < 0x10000 || code > 0x10ffff) bad();
      }
    }
    if (code >= 0x10000) {
      units[n++] = 0xd7c0 + (code >> 10);
      units[n++] = 0xdc00 + (code & 0x3ff);
    } else {
      units[n++] = code;
    }
  }
  return fromUnits(p.typedArraySubarray(units, 0, n) as unknown as Uint16Array, n, 0x10000);
}
