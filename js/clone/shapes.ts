// The shapes of records that an encoder knows: lists of keys, found again fast, with their bytes.

import { MAX_RECORD_KEYS, MAX_RECORD_KEY_UNITS } from "./tags.js";
import { OwnMap } from "./primordials.js";

export interface Shape {
  readonly keys: readonly string[];
  /** What defines it in a message, with its length in front. */
  readonly definition: Uint8Array;
  readonly size: number;
  /** The number of the message that it has a number in, and that number. */
  message: number;
  number: number;
  /** The shape that came after this one the last time. */
  next: Shape | undefined;
}

interface Branch {
  readonly branches: OwnMap<string, Branch>;
  shape: Shape | undefined;
}

const newBranch = (): Branch => ({ branches: new OwnMap(), shape: undefined });
const mostBranches = 20_000;

export class Shapes {
  private root = newBranch();
  private count = 0;

  constructor(private readonly define: (keys: readonly string[]) => { definition: Uint8Array; size: number }) {}

  /** Forgets all of them where there are too many: between messages. */
  tidy(): void {
    if (this.count < mostBranches) return;
    this.root = newBranch();
    this.count = 0;
  }

  /** The shape of these keys, made where `make` says so; undefined where they make no record. */
  find(keys: readonly string[], make: boolean): Shape | undefined {
    const n = keys.length;
    if (n === 0 || n > MAX_RECORD_KEYS) return undefined;
    let at = this.root;
    for (let i = 0; i < n; i++) {
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
    if (at.shape === undefined && make) {
      at.shape = { keys, ...this.define(keys), message: 0, number: 0, next: undefined };
    }
    return at.shape;
  }
}

export function sameKeys(left: readonly string[], right: readonly string[]): boolean {
  const n = left.length;
  if (n !== right.length) return false;
  for (let i = 0; i < n; i++) {
    if (left[i] !== right[i]) return false;
  }
  return true;
}
