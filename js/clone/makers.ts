// The shapes that a decoder knows, with what makes records of them. A shape that is met often gets
// functions of its own, compiled for its keys: an object literal is the fastest way to an object.
// Where a page's policy forbids that, a loop does the same.

import { Compiling } from "./compiling.js";
import { hasFarIndex } from "./far.js";
import * as p from "./primordials.js";
import { malformed } from "./refusal.js";
import { MAX_RECORD_KEYS, MAX_RECORD_KEY_UNITS } from "./tags.js";

type Make = (values: unknown[], base: number) => object;
type Fill = (object: object, values: unknown[], base: number) => void;

export interface Maker {
  readonly definition: Uint8Array;
  readonly size: number;
  readonly keys: readonly string[];
  uses: number;
  /** After how many uses to think about compiling. */
  compileAt: number;
  /** How long it is kept beside others; less with each of them that is not known. */
  worth: number;
  /** A record of the values from `base` on. */
  make: Make;
  /** An empty record, and what puts the values into it: for records that may hold themselves. */
  fill: Fill;
  blank: () => object;
}

/** Known makers lie in sets by a hash of their definition. */
const sets = 256;
const ways = 4;
const mostWorth = 1000;

export class Makers {
  private readonly known: (Maker | undefined)[] = [];
  private readonly compiling: Compiling;
  /** Nobody can tell which definitions lie in one set. */
  private readonly factor = p.mathTrunc(p.mathRandom() * 2 ** 30) * 2 + 1;

  constructor(mayCompile: boolean) {
    this.compiling = new Compiling(mayCompile);
    for (let i = 0; i < sets * ways; i++) this.known[i] = undefined;
  }

  /** The maker for the definition of a shape in these bytes. */
  find(bytes: Uint8Array, start: number, end: number, parse: (start: number, end: number) => string[]): Maker {
    const size = end - start;
    const { factor } = this;
    let hash = size;
    for (let i = start; i < end; i++) hash = (p.mathImul(hash, factor) + (bytes[i] as number)) | 0;
    const set = ((hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (sets - 1)) * ways;
    for (let i = set; i < set + ways; i++) {
      const found = this.known[i];
      if (found !== undefined && found.size === size && sameBytes(found.definition, bytes, start, end)) return found;
    }
    const keys = parse(start, end);
    const definition = new p.Bytes(size);
    for (let i = start; i < end; i++) definition[i - start] = bytes[i] as number;
    const maker: Maker = {
      definition,
      size,
      keys,
      uses: 0,
      compileAt: this.compiling.first,
      worth: 0,
      make: slowMake(keys),
      fill: slowFill(keys),
      blank,
    };
    this.known[this.leastOf(set)] = maker;
    return maker;
  }

  /** The place of the maker that is missed least. */
  private leastOf(set: number): number {
    let least = set;
    let worth = Infinity;
    for (let i = set; i < set + ways; i++) {
      const maker = this.known[i];
      if (maker === undefined) return i;
      maker.worth += maker.uses;
      maker.worth = maker.worth > mostWorth ? mostWorth : maker.worth - 1;
      if (maker.worth >= worth) continue;
      worth = maker.worth;
      least = i;
    }
    return least;
  }

  /** Counts a use, and compiles what is used often. */
  use(maker: Maker): void {
    if (++maker.uses < maker.compileAt) return;
    const answer = this.compiling.ask(maker.uses);
    maker.compileAt = answer === true ? Infinity : answer;
    if (answer === true) this.compile(maker);
  }

  private compile(maker: Maker): void {
    let values = "";
    let blanks = "";
    let stores = "";
    for (let i = 0; i < maker.keys.length; i++) {
      const key = p.jsonStringify(maker.keys[i]);
      // In a literal "__proto__" without brackets would set the prototype; others are slower with them.
      const name = maker.keys[i] === "__proto__" ? `[${key}]` : key;
      values += `${name}:v[b+${i}],`;
      blanks += `${name}:undefined,`;
      stores += `o[${key}]=v[b+${i}];`;
    }
    try {
      maker.make = new p.FunctionConstructor("v", "b", `"use strict";return{${values}}`) as Make;
      if (p.hasOwn(sampleOf(maker.keys), "__proto__")) return;
      maker.blank = new p.FunctionConstructor(`"use strict";return{${blanks}}`) as () => object;
      maker.fill = new p.FunctionConstructor("o", "v", "b", `"use strict";${stores}`) as Fill;
    } catch {
      this.compiling.forbid();
      maker.make = slowMake(maker.keys);
    }
  }
}

function sampleOf(keys: readonly string[]): object {
  const sample = { __proto__: null } as object;
  for (let i = 0; i < keys.length; i++) put(sample, keys[i] as string, true);
  return sample;
}

function sameBytes(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (known[i - start] !== bytes[i]) return false;
  }
  return true;
}

const blank = (): object => ({});

/** A property of its own, whatever the prototypes say about the key. */
export function put(object: object, key: string, value: unknown): void {
  if (key in p.ObjectPrototype) {
    p.defineProperty(object, key, p.propertyOf(value));
  } else {
    (object as Record<string, unknown>)[key] = value;
  }
}

function slowFill(keys: readonly string[]): Fill {
  return (object, values, base) => {
    for (let i = 0; i < keys.length; i++) put(object, keys[i] as string, values[base + i]);
  };
}

function slowMake(keys: readonly string[]): Make {
  return (values, base) => {
    const object = {};
    for (let i = 0; i < keys.length; i++) put(object, keys[i] as string, values[base + i]);
    return object;
  };
}

/** Refuses keys that make no shape. */
export function checkKeys(keys: readonly string[]): void {
  if (keys.length === 0 || keys.length > MAX_RECORD_KEYS) throw malformed("a shape is out of bounds");
  for (let i = 0; i < keys.length; i++) {
    if ((keys[i] as string).length > MAX_RECORD_KEY_UNITS) throw malformed("a key of a shape");
  }
  if (hasFarIndex(keys)) throw malformed("a key of a shape");
  if (keysRepeat(keys, 0, keys.length, 1)) throw malformed("a key comes twice");
}

/** Up to here comparing all with all is faster. */
const fewKeys = 12;

/** Whether two are the same of the keys that lie at every `step`th place. */
export function keysRepeat(keys: readonly unknown[], start: number, end: number, step: number): boolean {
  if (end - start > fewKeys * step) {
    const seen = new p.OwnSet<unknown>();
    for (let i = start; i < end; i += step) seen.add(keys[i]);
    return seen.size < (end - start) / step;
  }
  for (let i = start; i < end; i += step) {
    for (let j = start; j < i; j += step) {
      if (keys[i] === keys[j]) return true;
    }
  }
  return false;
}
