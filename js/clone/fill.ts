// Puts the keys and values of a message into objects and arrays.

import { isIndex } from "./arrays.js";
import { isFarIndex, putFar } from "./far.js";
import { put } from "./makers.js";
import * as p from "./primordials.js";
import { malformed } from "./refusal.js";

/** An array of so many items that are put into it next, with room for no more where there are few. */
export function blankArray(length: number): unknown[] {
  if (length === 1) return [undefined];
  if (length === 2) return [undefined, undefined];
  if (length === 3) return [undefined, undefined, undefined];
  return [];
}

export function fillObject(object: object, values: unknown[], base: number, top: number): void {
  const count = (top - base) / 2;
  let isFar = false;
  for (let i = base; i < top; i += 2) {
    const key = values[i];
    if (typeof key !== "string") throw malformed("a key is not a string");
    if (isFar || !isFarIndex(key, count)) {
      put(object, key, values[i + 1]);
    } else {
      isFar = true;
      putFar(object, key, values[i + 1]);
    }
  }
  if (p.objectKeys(object).length !== count) throw malformed("a key comes twice");
}

export function fillElements(array: unknown[], values: unknown[], base: number, top: number): void {
  let last = -1;
  for (let i = base; i < top; i += 2) {
    const key = values[i];
    if (typeof key === "number" && key > last && key < array.length && p.isInteger(key)) {
      last = key;
    } else if (typeof key !== "string" || key === "length" || isIndex(key)) {
      throw malformed("a key is not of an array");
    } else {
      last = array.length;
      if (p.hasOwn(array, key)) throw malformed("a key comes twice");
    }
    p.defineProperty(array, key as string, p.propertyOf(values[i + 1]));
  }
}

/** Whether nothing on a prototype would take an item on its way into an array. */
export function isFreeOfIndices(prototype: object): boolean {
  // Indices come first among the keys.
  const first = p.ownKeys(prototype)[0];
  return typeof first !== "string" || `${+first >>> 0}` !== first;
}
