// What one message may ask for. A decoder reads messages of others, so that each kind of value weighs what
// it costs at worst; an encoder keeps to the same bounds, so that a sender hears of them and not a receiver.

import * as t from "./tags.js";

/** The bounds that an app may raise; docs/wire-format.md says what counts for how many. */
export interface Limits {
  /** How many objects a message makes; costly ones count as several. */
  readonly objects?: number | undefined;
  /** How many values lie in its objects; text and fractions count as several. */
  readonly values?: number | undefined;
}

/** For an app that has raised the bound of objects (0: it has not): values in step with them. */
export function limitsFor(objects: number): Limits {
  if (!(objects > t.MAX_OBJECTS)) return {};
  return { objects, values: t.MAX_VALUES * (Math.floor(objects / t.MAX_OBJECTS) + 1) };
}

export const tooManyObjects = "too many objects";
export const tooManyValues = "too many values";

/** How many objects a message of so many bytes, body and text, may make. */
export function objectsOf(limits: Limits, bytes: number): number {
  const most = limits.objects ?? t.MAX_OBJECTS;
  const allowed = t.FREE_OBJECTS + bytes;
  return allowed < most ? allowed : most;
}

/** For how many objects a RegExp counts beyond the one that it is, or -1 where it is too long. */
export function weightOfRegExp(source: string, flags: string): number {
  const units = source.length;
  if (units > t.MAX_REGEXP_UNITS || flags.length > t.MAX_REGEXP_FLAGS) return -1;
  let weight = t.REGEXP_WEIGHT + units;
  let sets = false;
  let ignoresCase = false;
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] === "v") sets = true;
    if (flags[i] === "i") ignoresCase = true;
  }
  for (let i = 0; i + 2 < units; i++) {
    const unit = source[i];
    if (unit === "(" && source[i + 1] === "?" && source[i + 2] === "<") weight += t.NAMED_GROUP_WEIGHT;
    if (unit !== "\\" || source[i + 2] !== "{" || (source[i + 1] !== "p" && source[i + 1] !== "P")) continue;
    if (sets && isOfStrings(source, i + 3)) weight += ignoresCase ? t.FOLDED_STRINGS_WEIGHT : t.STRINGS_WEIGHT;
    else weight += sets ? t.SET_PROPERTY_WEIGHT : t.PROPERTY_WEIGHT;
  }
  return weight;
}

/** Whether a property that begins there is one of strings: its engines make thousands of alternatives. */
function isOfStrings(source: string, at: number): boolean {
  return begins(source, at, "RGI_") || begins(source, at, "Basic_Emoji") || begins(source, at, "Emoji_Keycap");
}

function begins(text: string, at: number, part: string): boolean {
  if (at + part.length > text.length) return false;
  for (let i = 0; i < part.length; i++) {
    if (text[at + i] !== part[i]) return false;
  }
  return true;
}
