// What cannot be cloned, said with the way to it.

import {
  defineProperties,
  defineProperty,
  DomExceptionConstructor,
  getOwnPropertyDescriptor,
  isInteger,
  jsonStringify,
  propertyOf,
} from "./primordials.js";

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

/** A value that is past a bound of messages: what a sender hears. */
export function tooLarge(error: Error): Error {
  return withCode(error, "ERR_MESSAGE_TOO_LARGE");
}

/** What a decoder throws for bytes that break the format, or its bounds. */
export function malformed(problem: string): Error {
  return withCode(new Error(`malformed message: ${problem}`), MALFORMED);
}

/** What a decoder throws for a value that is of the format, and that this engine cannot make. */
export function unsupported(problem: string): Error {
  return withCode(new Error(`unsupported message: ${problem}`), UNSUPPORTED);
}

/** The error that a decoder throws for what was thrown in it: an engine's own errors never leave it. */
export function refusalOf(thrown: unknown): unknown {
  if (typeof thrown === "object" && thrown !== null) {
    const code: unknown = getOwnPropertyDescriptor(thrown, "code")?.value;
    if (code === MALFORMED || code === UNSUPPORTED) return thrown;
  }
  return unsupported("a value that cannot be made here");
}

const MALFORMED = "ERR_MALFORMED_CLONE";
const UNSUPPORTED = "ERR_UNSUPPORTED_CLONE";

function withCode(error: Error, code: string): Error {
  return defineProperty(error, "code", propertyOf(code));
}
