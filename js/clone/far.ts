// Properties that are called like an index far out.

import { isIndex } from "./arrays.js";
import * as p from "./primordials.js";

/** Whether a key is an index so far out that an engine may take memory for all that are in front of it. */
export function isFarIndex(key: string, count: number): boolean {
  if (key === "") return false;
  const first = key[0] as string;
  return first >= "1" && first <= "9" && isIndex(key) && +key >= 2 * count + 16;
}

/** Puts a value at such an index. What is not enumerable has no place in a list of items. */
export function putFar(object: object, key: string, value: unknown): void {
  p.defineProperty(object, key, p.hiddenPropertyOf(value));
  p.defineProperty(object, key, p.propertyOf(value));
}
