// What an array has beside its items.

import * as p from "./primordials.js";

/** Whether a key is how the language writes the index of an array. */
export function isIndex(key: string): boolean {
  const number = +key >>> 0;
  return number !== 0xffffffff && `${number}` === key;
}

const fewItems = 8;
/** JavaScriptCore takes 0.1 microseconds an item to count an array's properties. */
const countedItems = 10_000;
const lastKeys = ["", "0", "1", "2", "3", "4", "5", "6", "7"];

/** Whether an array has all of its items and no properties beside them. */
export function isDense(array: unknown[], length: number): boolean {
  if (length <= fewItems) {
    const keys = p.objectKeys(array);
    return keys.length === length && (length === 0 || keys[length - 1] === lastKeys[length]);
  }
  if (p.countsFast) {
    if (p.objectValues(array).length !== length) return false;
  } else if (length <= countedItems && p.objectKeys(array).length !== length) {
    return false;
  }
  // A hole counts as undefined.
  if (!p.arrayIncludes(array, undefined)) return true;
  for (let i = 0; i < length; i++) {
    if (array[i] === undefined && !p.hasOwn(array, i)) return false;
  }
  return true;
}
