// The shapes that a decoder knows, with what makes records of them. A shape that is met often gets
// functions of its own, compiled for its keys: an object literal is the fastest way to an object.
// Where a page's policy forbids that, a loop does the same.

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
  /** A record of the values from `base` on. */
  make: Make;
  /** An empty record, and what puts the values into it: for records that may hold themselves. */
  fill: Fill;
  blank: () => object;
}

const usesBeforeCompiling = 50;

export class Makers {
  private readonly known: (Maker | undefined)[] = [];
  private mayCompile: boolean;

  constructor(mayCompile: boolean) {
    this.mayCompile = mayCompile;
    for (let i = 0; i < 256; i++) this.known[i] = undefined;
  }

  /** The maker for the definition of a shape in these bytes. */
  find(bytes: Uint8Array, start: number, end: number, parse: (start: number, end: number) => string[]): Maker {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = (hash * 31 + (bytes[i] as number)) | 0;
    const place = (hash ^ (hash >> 8) ^ (hash >> 16)) & 255;
    const found = this.known[place];
    if (found !== undefined && found.size === end - start && sameBytes(found.definition, bytes, start, end)) return found;
    const keys = parse(start, end);
    const definition = new p.Bytes(end - start);
    for (let i = start; i < end; i++) definition[i - start] = bytes[i] as number;
    const maker: Maker = { definition, size: end - start, keys, uses: 0, make: slowMake(keys), fill: slowFill(keys), blank };
    this.known[place] = maker;
    return maker;
  }

  /** Counts a use, and compiles what is used often. */
  use(maker: Maker): void {
    if (++maker.uses === usesBeforeCompiling && this.mayCompile) this.compile(maker);
  }

  private compile(maker: Maker): void {
    let values = "";
    let blanks = "";
    let stores = "";
    for (let i = 0; i < maker.keys.length; i++) {
      const key = p.jsonStringify(maker.keys[i]);
      // In a literal "__proto__" without brackets would set the prototype.
      values += `[${key}]:v[b+${i}],`;
      blanks += `[${key}]:undefined,`;
      stores += `o[${key}]=v[b+${i}];`;
    }
    try {
      maker.make = new p.FunctionConstructor("v", "b", `"use strict";return{${values}}`) as Make;
      if (p.hasOwn(sampleOf(maker.keys), "__proto__")) return;
      maker.blank = new p.FunctionConstructor(`"use strict";return{${blanks}}`) as () => object;
      maker.fill = new p.FunctionConstructor("o", "v", "b", `"use strict";${stores}`) as Fill;
    } catch {
      this.mayCompile = false;
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
    for (let j = 0; j < i; j++) {
      if (keys[i] === keys[j]) throw malformed("a key comes twice");
    }
  }
}
