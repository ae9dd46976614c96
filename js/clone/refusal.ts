// What cannot be cloned, said with the way to it.

import { defineProperties, defineProperty, DomExceptionConstructor, isInteger, jsonStringify } from "./primordials.js";

/** What cannot be cloned, and where it lies. */
export function dataCloneError(path: string, what: string): Error {
  return cloneError(`An object could not be cloned. ${path}: ${what}`);
}

/** A DOMException named DataCloneError where the host has such, else an Error of that name. */
export function cloneError(message: string): Error {
  if (DomExceptionConstructor) return new DomExceptionConstructor(message, "DataCloneError");
  const error = new Error(message);
  return defineProperties(error, {
    name: { value: "DataCloneError", configurable: true, writable: true },
    code: { value: 25, configurable: true, writable: true },
  });
}

/** `.key`, `[0]` or `["a key"]`, as one would write it. */
export function step(key: unknown): string {
  if (isInteger(key)) return `[${key as number}]`;
  if (typeof key !== "string") return "[…]";
  return isIdentifier(key) ? `.${key}` : `[${jsonStringify(key)}]`;
}

function isIdentifier(key: string): boolean {
  if (key.length === 0 || key.length > 64) return false;
  for (let i = 0; i < key.length; i++) {
    const c = key[i] as string;
    const letter = (c >= "a" && c <= "z") || (c >= "A" && c <= "Z") || c === "_" || c === "$";
    if (!letter && !(i > 0 && c >= "0" && c <= "9")) return false;
  }
  return true;
}

/** What a decoder throws. */
export function malformed(problem: string): Error {
  const error = new Error(`malformed message: ${problem}`);
  return defineProperty(error, "code", {
    value: "ERR_MALFORMED_CLONE",
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
