// Keys of a Map or Set that V8 would all put into one place: it finds numbers, and strings that are short
// indices, by a function of them alone, which anybody can compute. A few thousand such keys would take
// it seconds. What the function gives is counted before anything is made of many keys.
// Objects are found by random numbers, and other strings by a secret of the process.

import { isIndex } from "./arrays.js";
import * as p from "./primordials.js";
import { unsupported } from "./refusal.js";

/** Fewer keys than this are cheap wherever they lie. */
const fewKeys = 256;
/** In a place; of a million keys that are not chosen about 12 lie in the fullest one. */
const mostInAPlace = 64;
/** Strings of so many digits are found by their number. */
const longestIndex = 7;

const double = new Float64Array(1);
const doubleBits = new BigUint64Array(double.buffer);

/** Refuses a collection of the keys that lie at every `step`th of these values. */
export function checkSpread(values: unknown[], base: number, top: number, step: number): void {
  const count = (top - base) / step;
  if (count <= fewKeys || !p.isV8) return;
  let places = 64;
  while (places * 2 < count) places *= 2;
  let used: Uint16Array | undefined;
  for (let i = base; i < top; i += step) {
    const key = values[i];
    const hash = typeof key === "number" ? hashOfNumber(key) : typeof key === "string" ? hashOfIndex(key) : typeof key === "bigint" ? hashOfLong(p.bigintAsUintN(64, key < 0n ? -key : key)) : -1;
    if (hash < 0) continue;
    used ??= new p.Units(places);
    const place = hash & (places - 1);
    const there = (used[place] as number) + 1;
    if (there > mostInAPlace) throw unsupported("a Map or Set of keys that collide here");
    used[place] = there;
  }
}

function hashOfNumber(key: number): number {
  const whole = key | 0;
  if (whole === key) return hashOfInteger(whole);
  if (key !== key) return -1;
  double[0] = key;
  return hashOfLong(doubleBits[0] as bigint);
}

function hashOfInteger(key: number): number {
  let hash = (~key + (key << 15)) | 0;
  hash ^= hash >>> 12;
  hash = (hash + (hash << 2)) | 0;
  hash ^= hash >>> 4;
  hash = p.mathImul(hash, 2057);
  hash ^= hash >>> 16;
  return hash & 0x3fffffff;
}

function hashOfLong(key: bigint): number {
  let hash = p.bigintAsUintN(64, ~key + (key << 18n));
  hash ^= hash >> 31n;
  hash = p.bigintAsUintN(64, hash * 21n);
  hash ^= hash >> 11n;
  hash = p.bigintAsUintN(64, hash + (hash << 6n));
  hash ^= hash >> 22n;
  doubleBits[0] = p.bigintAsUintN(30, hash);
  return lowBits[0] as number;
}
const lowBits = new Uint32Array(double.buffer);

function hashOfIndex(key: string): number {
  if (key === "" || key.length > longestIndex) return -1;
  const first = key[0] as string;
  return first >= "0" && first <= "9" && isIndex(key) ? +key : -1;
}
