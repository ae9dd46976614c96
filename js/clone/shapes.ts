// The shapes of records that an encoder knows: lists of keys, found again fast, with their bytes. A shape
// that is met often gets a function of its own, compiled for its keys: an engine reads `o.key` many times
// faster than `o[key]`. Where a page's policy forbids that, a loop does the same.

import { Compiling } from "./compiling.js";
import * as p from "./primordials.js";
import { hasFarIndex } from "./far.js";
import { put } from "./makers.js";
import { MAX_RECORD_KEYS, MAX_RECORD_KEY_UNITS } from "./tags.js";
import { Writer } from "./writer.js";

/** What takes the values of a record, one by one; `value` says whether it opened a container. */
interface Values {
  string(value: string): void;
  number(value: number): void;
  value(value: unknown): boolean;
  /** Hears of a key that shows nothing. */
  checkKey(record: object, key: string): void;
}
/** Writes values of a record from `place.at` on, until one has opened a container: whether one has. */
export type WriteValues = (record: object, place: { at: number }, values: Values) => boolean;

export interface Shape {
  readonly keys: readonly string[];
  /** What defines it in a message, with its length in front. */
  readonly definition: Uint8Array;
  readonly size: number;
  writeValues: WriteValues;
  uses: number;
  /** After how many uses to think about compiling. */
  compileAt: number;
  /** The number of the message that it has a number in, and that number. */
  message: number;
  number: number;
  /** The shape that came after this one the last time. */
  next: Shape | undefined;
}

interface Branch {
  readonly branches: p.OwnMap<string, Branch>;
  shape: Shape | undefined;
}

const newBranch = (): Branch => ({ branches: new p.OwnMap(), shape: undefined });
const mostBranches = 20_000;
const mostKept = 10_000;

export class Shapes {
  private root = newBranch();
  private count = 0;

  /** Those that have functions of their own. */
  private compiled: Shape[] = [];
  private readonly compiling: Compiling;

  constructor(mayCompile: boolean) {
    this.compiling = new Compiling(mayCompile);
  }

  /** Forgets shapes where there are too many, between messages: not those that have paid, where they fit. */
  tidy(): void {
    if (this.count < mostBranches) return;
    const { compiled } = this;
    this.root = newBranch();
    this.count = 0;
    this.compiled = [];
    for (let i = 0; i < compiled.length && this.count < mostKept; i++) {
      const shape = compiled[i] as Shape;
      (this.branchOf(shape.keys, true) as Branch).shape = shape;
      put(this.compiled, `${this.compiled.length}`, shape);
    }
  }

  /** The shape of these keys, made where `make` says so; undefined where they make no record. */
  find(keys: readonly string[], make: boolean): Shape | undefined {
    const n = keys.length;
    if (n === 0 || n > MAX_RECORD_KEYS) return undefined;
    const at = this.branchOf(keys, make);
    if (at === undefined) return undefined;
    if (at.shape === undefined && make) {
      if (hasFarIndex(keys)) return undefined;
      at.shape = { keys, ...define(keys), writeValues: inLoop(keys), uses: 0, compileAt: this.compiling.first, message: 0, number: 0, next: undefined };
    }
    return at.shape;
  }

  private branchOf(keys: readonly string[], make: boolean): Branch | undefined {
    let at = this.root;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      let branch = at.branches.get(key);
      if (branch === undefined) {
        if (!make || key.length > MAX_RECORD_KEY_UNITS) return undefined;
        branch = newBranch();
        at.branches.set(key, branch);
        this.count++;
      }
      at = branch;
    }
    return at;
  }

  /** Counts a use, and compiles what is used often. */
  use(shape: Shape): void {
    if (++shape.uses < shape.compileAt) return;
    const answer = this.compiling.ask(shape.uses);
    shape.compileAt = answer === true ? Infinity : answer;
    if (answer === true) this.compile(shape);
  }

  private compile(shape: Shape): void {
    let code = "";
    for (let i = 0; i < shape.keys.length; i++) {
      const key = p.jsonStringify(shape.keys[i]);
      code += `case ${i}:v=o[${key}];if(typeof v==="string")e.string(v);else if(typeof v==="number")e.number(v);`;
      code += `else{f.at=${i + 1};if(v===undefined)e.checkKey(o,${key});if(e.value(v))return true}`;
    }
    try {
      shape.writeValues = new p.FunctionConstructor(
        "o", "f", "e",
        `"use strict";let v;switch(f.at){${code}}f.at=${shape.keys.length};return false`,
      ) as WriteValues;
      put(this.compiled, `${this.compiled.length}`, shape);
    } catch {
      this.compiling.forbid();
    }
  }
}

function inLoop(keys: readonly string[]): WriteValues {
  return (record, place, values) => {
    while (place.at < keys.length) {
      const key = keys[place.at] as string;
      const value = (record as Record<string, unknown>)[key];
      place.at++;
      if (typeof value === "string") values.string(value);
      else if (typeof value === "number") values.number(value);
      else {
        if (value === undefined) values.checkKey(record, key);
        if (values.value(value)) return true;
      }
    }
    return false;
  };
}

function define(keys: readonly string[]): { definition: Uint8Array; size: number } {
  const inner = new Writer();
  inner.varint(keys.length);
  for (let i = 0; i < keys.length; i++) inner.text(keys[i] as string);
  const outer = new Writer();
  outer.varint(inner.at);
  outer.part(inner.bytes, 0, inner.at);
  return { definition: p.typedArraySubarray(outer.bytes, 0, outer.at) as Uint8Array, size: outer.at };
}

export function sameKeys(left: readonly string[], right: readonly string[]): boolean {
  const n = left.length;
  if (n !== right.length) return false;
  for (let i = 0; i < n; i++) {
    if (left[i] !== right[i]) return false;
  }
  return true;
}
