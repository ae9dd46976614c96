// What of an error is written: more than the algorithm keeps.

import * as p from "./primordials.js";
import * as t from "./tags.js";

interface ErrorFields {
  /** The number of its kind. */
  readonly code: number;
  /** Strings that come first: a DOMException's name and message. */
  readonly head: readonly string[];
  readonly names: readonly string[];
  readonly fields: object;
}

export function errorFields(error: object, isDomException: boolean, own: readonly string[]): ErrorFields {
  const names: string[] = [];
  const fields = { __proto__: null } as unknown as Record<string, unknown>;
  const add = (key: string, value: unknown): void => {
    names[names.length] = key;
    fields[key] = value;
  };
  // A field that can plainly not be cloned, or read, is left out: the error itself matters more.
  const addCloneable = (key: string): void => {
    const value = valueOf(error, key);
    if (value !== unreadable && typeof value !== "function" && typeof value !== "symbol") add(key, value);
  };
  let head: readonly string[] = [];
  let code = t.DOM_EXCEPTION;
  if (isDomException) {
    head = [read(p.domExceptionName, error), read(p.domExceptionMessage, error)];
  } else {
    const name = valueOf(error, "name");
    code = codeOf(name);
    if (typeof name === "string" && name !== t.ERROR_NAMES[code]) add("name", name);
    const message = messageOf(error);
    if (message !== undefined) add("message", message);
  }
  const stack = valueOf(error, "stack");
  if (typeof stack === "string") add("stack", stack);
  if (p.hasOwn(error, "cause")) addCloneable("cause");
  if (p.hasOwn(error, "errors")) addCloneable("errors");
  for (let i = 0; i < own.length; i++) {
    const key = own[i] as string;
    if (!isHiddenField(key)) addCloneable(key);
  }
  return { code, head, names, fields };
}

const unreadable = {};

function valueOf(error: object, key: string): unknown {
  try {
    return (error as Record<string, unknown>)[key];
  } catch {
    return unreadable;
  }
}

function messageOf(error: object): string | undefined {
  try {
    const message = p.getOwnPropertyDescriptor(error, "message");
    return message !== undefined && p.hasOwn(message, "value") ? `${message.value as string}` : undefined;
  } catch {
    return undefined;
  }
}

function read(getter: ((self: object) => unknown) | undefined, error: object): string {
  return `${getter?.(error) as string}`;
}

function codeOf(name: unknown): number {
  for (let i = 0; i < t.DOM_EXCEPTION; i++) {
    if (t.ERROR_NAMES[i] === name) return i;
  }
  return 0;
}

/** The fields that errors have without showing them in a list of their keys. */
export function isHiddenField(key: string): boolean {
  return key === "message" || key === "name" || key === "stack" || key === "cause" || key === "errors";
}
