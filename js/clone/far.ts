// Properties that are called like an index far out.

import { isIndex } from "./arrays.js";
import * as p from "./primordials.js";

/** Whether a key is an index so far out that an engine may take memory for all that are in front of it. */
export function isFarIndex(key: string, count: number): boolean {
  if (key === "") return false;
  const first = key[0] as string;
  return first >= "1" && first <= "9" && isIndex(key) && +key >= 2 * count + 16;
}

/** Whether these keys have one, so that they make no shape. */
export function hasFarIndex(keys: readonly string[]): boolean {
  for (let i = 0; i < keys.length; i++) {
    if (isFarIndex(keys[i] as string, keys.length)) return true;
  }
  return false;
}

/**
 * Puts a value at such an index. What is not enumerable has no place in a list of items: an engine keeps the
 * indices of this object in a dictionary from now on.
 */
export function putFar(object: object, key: string, value: unknown): void {
  p.defineProperty(object, key, p.hiddenPropertyOf(value));
  p.defineProperty(object, key, p.propertyOf(value));
}
