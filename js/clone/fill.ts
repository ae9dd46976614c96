// Puts the keys and values of a message into objects and arrays.

import { put } from "./makers.js";
import * as p from "./primordials.js";
import { malformed } from "./refusal.js";

export function fillObject(object: object, values: unknown[], base: number, top: number): void {
  for (let i = base; i < top; i += 2) {
    const key = values[i];
    if (typeof key !== "string") throw malformed("a key is not a string");
    put(object, key, values[i + 1]);
  }
  if (p.objectKeys(object).length !== (top - base) / 2) throw malformed("a key comes twice");
}

export function fillElements(array: unknown[], values: unknown[], base: number, top: number): void {
  let last = -1;
  for (let i = base; i < top; i += 2) {
    const key = values[i];
    if (typeof key === "number" && key > last && key < array.length && p.isInteger(key)) {
      last = key;
    } else if (typeof key !== "string" || key === "length" || `${+key >>> 0}` === key && key !== "4294967295") {
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
