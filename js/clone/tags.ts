// The numbers of the wire format; docs/wire-format.md describes it, src/clone/wire.h has the same.

export const VERSION = 1;
export const HEADER_BYTES = 8;
/** A flag of the header: the body has references to objects in it. */
export const FLAG_REFERENCES = 1;

export const MAX_MESSAGE_BYTES = 2 ** 30;
/** How deep values lie in one another. */
export const MAX_DEPTH = 10_000;
export const MAX_BUFFER_BYTES = 2 ** 30;
export const MAX_RECORD_KEYS = 64;
export const MAX_RECORD_KEY_UNITS = 64;
export const MAX_SHAPES = 256;
/** The bytes of an ArrayBuffer of this size or more are attached. */
export const ATTACHED_BYTES = 32_768;
export const MAX_ATTACHED = 65_535;
export const TEXT_SEGMENT_UNITS = 16384;

// What a message may make, where an app does not raise it.

/** Objects, by their weights. */
export const MAX_OBJECTS = 2 ** 20;
/** So many objects any message may make; beyond them, one for each byte of its body and text. */
export const FREE_OBJECTS = 65_536;
/** Values in objects and arrays. */
export const MAX_VALUES = 12_000_000;
/** What text, a fraction and a BigInt count for beyond the value that they are. */
export const TEXT_VALUES = 3;
export const FLOAT_VALUES = 2;
export const BIGINT_VALUES = 3;
export const MAX_BIGINT_BYTES = 65_536;
export const MAX_REGEXP_UNITS = 16_384;
export const MAX_REGEXP_FLAGS = 16;
/** Buffers that may grow, and to how much all of them together. */
export const MAX_GROWING = 256;
export const MAX_GROWING_BYTES = 2 ** 31;

// For how many objects a costly one counts beyond the one that it is. What has entries counts for more
// with each of them: where they have names, and in a Map or Set or an object of at most 64.

export const NAMED_ENTRY_WEIGHT = 3;
export const ENTRY_WEIGHT = 1;
/** Of an object by entries that has some: its keys may be far indices, or new to the engine. */
export const OBJECT_WEIGHT = 3;
export function weightOfEntries(count: number): number {
  if (count > MAX_RECORD_KEYS) return count * NAMED_ENTRY_WEIGHT;
  return count === 0 ? 0 : OBJECT_WEIGHT + count * ENTRY_WEIGHT;
}
export const MAP_WEIGHT = 1;
export const SET_WEIGHT = 1;
export const ENTRIES_WEIGHT = 3;
export const ERROR_WEIGHT = 95;
export const DOM_EXCEPTION_WEIGHT = 95;
export const BUFFER_WEIGHT = 1;
export const GROWING_WEIGHT = 15;
export const BLOB_WEIGHT = 127;
export const REGEXP_WEIGHT = 7;
/** Of a group with a name, a property of characters (with the flag v), and one of strings (with i and v). */
export const NAMED_GROUP_WEIGHT = 127;
export const PROPERTY_WEIGHT = 255;
export const SET_PROPERTY_WEIGHT = 639;
export const STRINGS_WEIGHT = 9_999;
export const FOLDED_STRINGS_WEIGHT = 59_999;

export const FORM_ASCII = 0;
export const FORM_UTF8 = 1;
export const FORM_UTF16 = 2;

export const SMALL_INTEGER = 0x00;
export const SHORT_STRING = 0x40;
export const KNOWN_RECORD = 0x60;
export const SHORT_ARRAY = 0x80;
export const UNDEFINED = 0x90;
export const NULL = 0x91;
export const FALSE = 0x92;
export const TRUE = 0x93;
export const INT8 = 0x94;
export const INT16 = 0x95;
export const INT32 = 0x96;
export const FLOAT64 = 0x97;
export const STRING = 0x98;
export const BIGINT = 0x99;
export const REFERENCE = 0x9a;
export const HOLE = 0x9b;
export const RECORD = 0x9c;
export const NEW_RECORD = 0x9d;
export const OBJECT = 0x9e;
export const ARRAY = 0x9f;
export const ARRAY_BY_ENTRIES = 0xa0;
export const MAP = 0xa1;
export const SET = 0xa2;
export const DATE = 0xa3;
export const REGEXP = 0xa4;
export const BOXED_FALSE = 0xa5;
export const BOXED_TRUE = 0xa6;
export const BOXED_NUMBER = 0xa7;
export const BOXED_STRING = 0xa8;
export const BOXED_BIGINT = 0xa9;
export const BUFFER = 0xaa;
export const RESIZABLE_BUFFER = 0xab;
export const VIEW = 0xac;
export const TRACKING_VIEW = 0xad;
export const ERROR = 0xae;
export const ATTACHED_BUFFER = 0xb0;
export const PORT = 0xb1;
export const BLOB = 0xb2;
export const FILE = 0xb3;

/** By the number of the kind in a view. */
export const VIEW_NAMES = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  "DataView",
  "Float16Array",
] as const;
export const VIEW_ELEMENT_BYTES = [1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8, 1, 2] as const;
export const DATA_VIEW = 11;

/** By the number of the kind in an error. */
export const ERROR_NAMES = [
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
  "AggregateError",
  "DOMException",
] as const;
export const DOM_EXCEPTION = 8;
