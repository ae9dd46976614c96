// What the codec needs of the language, taken when this module is evaluated: before any script that
// could change it. Methods are kept as functions of their object (`mapSet(map, key, value)`), and the
// codec's own collections have their methods of their own.

/* eslint-disable @typescript-eslint/no-explicit-any */
type Uncurried<F> = F extends (this: any, ...args: infer A) => infer R ? (self: any, ...args: A) => R : never;

const { bind, call } = Function.prototype;
const uncurry = bind.bind(call) as <F>(method: F) => Uncurried<F>;

export const {
  defineProperties,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  keys: objectKeys,
  setPrototypeOf,
  values: objectValues,
} = Object;
export const reflectApply = Reflect.apply;
export const ownKeys = Reflect.ownKeys;
/** Says whether it did, where `defineProperty` throws. */
export const reflectDefineProperty = Reflect.defineProperty;
export const hasOwn = uncurry(Object.prototype.hasOwnProperty) as (object: object, key: PropertyKey) => boolean;
export const objectToString = uncurry(Object.prototype.toString) as (object: unknown) => string;
export const functionToString = uncurry(Function.prototype.toString);
export const isArray: (value: unknown) => boolean = Array.isArray;
export const isView: (value: unknown) => value is ArrayBufferView = ArrayBuffer.isView;
export const isInteger: (value: unknown) => boolean = Number.isInteger;
export const mathTrunc = Math.trunc;
export const mathRandom = Math.random;
export const mathImul = Math.imul;
export const bigintAsUintN = BigInt.asUintN;
export const jsonStringify = JSON.stringify as (value: unknown) => string;
export const { toStringTag } = Symbol;
export const FunctionConstructor = Function;

const getter = (prototype: object, key: PropertyKey): ((self: any) => any) => {
  const get = getOwnPropertyDescriptor(prototype, key)?.get;
  if (!get) return () => undefined;
  return uncurry(get) as (self: any) => any;
};

// ---- prototypes ----

export const ArrayPrototype = Array.prototype;
export const DatePrototype = Date.prototype;
export const MapPrototype = Map.prototype;
export const ObjectPrototype = Object.prototype;
export const SetPrototype = Set.prototype;
export const StringPrototype = String.prototype;
const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as Uint8Array;

// ---- strings ----

// An engine calls a method of a string much faster than a captured function: the codec calls the
// method where the prototype has still the one that was captured.
export const stringSlice = String.prototype.slice;
export const stringCharCodeAt = String.prototype.charCodeAt;
export const sliceOf = uncurry(stringSlice);
export const charCodeAtOf = uncurry(stringCharCodeAt);
export const endsWith = uncurry(String.prototype.endsWith);
export const startsWith = uncurry(String.prototype.startsWith);
export const stringFromCharCode = String.fromCharCode;
export const bigintToString = uncurry(BigInt.prototype.toString as (radix?: number) => string);
const wellFormed = (String.prototype as { isWellFormed?: () => boolean }).isWellFormed;
const regexpTest = uncurry(RegExp.prototype.exec);
export const isWellFormed: (text: string) => boolean = wellFormed
  ? (uncurry(wellFormed) as (text: string) => boolean)
  : (text) => regexpTest(/\p{Surrogate}/u, text) === null;

// ---- slots ----

export const dateTime = uncurry(Date.prototype.getTime) as (date: unknown) => number;
const dateGetTime = Date.prototype.getTime;
const FunctionPrototype = Function.prototype;
/** As `dateTime`, the way that JavaScriptCore makes fast, where nobody has changed it. */
export const timeOf = (date: unknown): number =>
  FunctionPrototype.call === call ? dateGetTime.call(date as Date) : dateTime(date);
export const mapSize = getter(Map.prototype, "size");
export const mapForEach = uncurry(Map.prototype.forEach) as (map: unknown, visit: (value: unknown, key: unknown) => void) => void;
export const mapSet = uncurry(Map.prototype.set) as (map: unknown, key: unknown, value: unknown) => void;
export const setSize = getter(Set.prototype, "size");
export const setForEach = uncurry(Set.prototype.forEach) as (set: unknown, visit: (value: unknown) => void) => void;
export const setAdd = uncurry(Set.prototype.add) as (set: unknown, value: unknown) => void;
export const regexpSource = getter(RegExp.prototype, "source");
export const regexpFlag: readonly [string, (self: unknown) => boolean][] = (
  [
    ["d", "hasIndices"],
    ["g", "global"],
    ["i", "ignoreCase"],
    ["m", "multiline"],
    ["s", "dotAll"],
    ["u", "unicode"],
    ["v", "unicodeSets"],
    ["y", "sticky"],
  ] as const
).map(([flag, name]) => [flag, getter(RegExp.prototype, name)]);
export const booleanValue = uncurry(Boolean.prototype.valueOf);
export const numberValue = uncurry(Number.prototype.valueOf);
export const stringValue = uncurry(String.prototype.valueOf);
export const bigintValue = uncurry(BigInt.prototype.valueOf);
export const symbolValue = uncurry(Symbol.prototype.valueOf);
export const weakMapHas = uncurry(WeakMap.prototype.has);
export const weakSetHas = uncurry(WeakSet.prototype.has);
export const weakRefDeref = typeof WeakRef === "function" ? uncurry(WeakRef.prototype.deref) : undefined;

// ---- buffers and views ----

export const bufferByteLength = getter(ArrayBuffer.prototype, "byteLength");
export const bufferResizable = getter(ArrayBuffer.prototype, "resizable");
export const bufferMaxByteLength = getter(ArrayBuffer.prototype, "maxByteLength");
export const bufferSlice = uncurry(ArrayBuffer.prototype.slice);
const resize = (ArrayBuffer.prototype as { resize?: (size: number) => void }).resize;
export const bufferResize = resize ? uncurry(resize) : undefined;
const moveTo = (ArrayBuffer.prototype as { transferToFixedLength?: (size: number) => ArrayBuffer }).transferToFixedLength;
export const bufferTransfer = moveTo ? uncurry(moveTo) : undefined;
export const sharedByteLength =
  typeof SharedArrayBuffer === "function" ? getter(SharedArrayBuffer.prototype, "byteLength") : undefined;
export const typedArrayName = getter(TypedArrayPrototype, toStringTag) as (self: unknown) => string | undefined;
export const typedArrayBuffer = getter(TypedArrayPrototype, "buffer");
export const typedArrayByteOffset = getter(TypedArrayPrototype, "byteOffset");
export const typedArrayLength = getter(TypedArrayPrototype, "length");
/** Throws where the array's buffer is detached or too short for it. */
export const typedArrayKeys = uncurry(TypedArrayPrototype.keys);
export const typedArraySet = uncurry(TypedArrayPrototype.set) as (to: Uint8Array, from: Uint8Array, at: number) => void;
export const typedArraySubarray = uncurry(TypedArrayPrototype.subarray);
export const typedArrayCopyWithin = uncurry(TypedArrayPrototype.copyWithin);
export const dataViewBuffer = getter(DataView.prototype, "buffer");
export const dataViewByteOffset = getter(DataView.prototype, "byteOffset");
export const dataViewByteLength = getter(DataView.prototype, "byteLength");

// ---- constructors ----

export const ArrayBufferConstructor = ArrayBuffer;
export const DateConstructor = Date;
export const MapConstructor = Map;
export const ObjectConstructor = Object;
export const RegExpConstructor = RegExp;
export const SetConstructor = Set;
export const Bytes = Uint8Array;
export const Units = Uint16Array;
export const Limbs = BigUint64Array;
type ViewConstructor = new (buffer: ArrayBuffer, offset?: number, length?: number) => ArrayBufferView;
export const viewConstructors: readonly (ViewConstructor | undefined)[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
  (globalThis as { Float16Array?: ViewConstructor }).Float16Array,
];
export const errorConstructors: readonly (new (message?: string) => Error)[] = [
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];
export const AggregateErrorConstructor = AggregateError;
export const ErrorConstructor = Error;
/** Whether an error's stack is replaced by assigning to it: without the stack being made text first, by a function of
 * the app in Node, as it is where it is defined. */
export const stackIsAssigned = ((): boolean => {
  const sample = new Error();
  sample.stack = "";
  const stack = getOwnPropertyDescriptor(sample, "stack");
  return stack?.value === "" && stack.writable === true && stack.configurable === true && stack.enumerable === false;
})();
export const isErrorObject = (Error as { isError?: (value: unknown) => boolean }).isError;

// ---- what only some hosts have ----

export type FileConstructor = new (parts: readonly object[], name: string, options: object) => object;
interface DomException {
  new (message?: string, name?: string): Error;
  prototype: object;
}
const host = globalThis as unknown as {
  Blob?: new (parts: readonly object[], options: object) => object;
  File?: FileConstructor;
  Buffer?: { prototype: object };
  DOMException?: DomException;
  TextDecoder?: new (label: string, options: object) => { decode(bytes: Uint8Array): string };
  TextEncoder?: new () => { encodeInto(text: string, bytes: Uint8Array): { read: number; written: number } };
  structuredClone?: (value: unknown, options?: { transfer: object[] }) => unknown;
};
export const DomExceptionConstructor = host.DOMException;
export const domExceptionName = host.DOMException && getter(host.DOMException.prototype, "name");
export const domExceptionMessage = host.DOMException && getter(host.DOMException.prototype, "message");
export const BlobConstructor = host.Blob;
export const blobType = host.Blob && getter(host.Blob.prototype as object, "type");
export const FileConstructor = host.File;
export const fileName = host.File && getter(host.File.prototype as object, "name");
export const fileLastModified = host.File && getter(host.File.prototype as object, "lastModified");
/** Node's: its instances are often views of a buffer that they share with others. */
export const BufferPrototype = host.Buffer?.prototype;
export const nativeClone = host.structuredClone;

/** Gives an object the methods that its prototype has now, for good. */
function keep<T extends object>(object: T, prototype: object, names: readonly string[]): T {
  for (const name of names) {
    const descriptor = getOwnPropertyDescriptor(prototype, name);
    if (descriptor) defineProperty(object, name, descriptor);
  }
  return object;
}

export const utf8Decoder =
  host.TextDecoder &&
  keep(new host.TextDecoder("utf-8", { fatal: true, ignoreBOM: true }), host.TextDecoder.prototype as object, ["decode"]);
export const utf8Encoder = host.TextEncoder && keep(new host.TextEncoder(), host.TextEncoder.prototype as object, ["encodeInto"]);

/** A Set, a Map and a WeakMap that nobody else can reach the methods of. */
export class OwnSet<T> extends Set<T> {}
keep(OwnSet.prototype, Set.prototype, ["add", "clear", "forEach", "size"]);
export class OwnMap<K, V> extends Map<K, V> {}
keep(OwnMap.prototype, Map.prototype, ["get", "set", "delete", "clear", "forEach", "size"]);
export class OwnWeakMap<K extends object, V> extends WeakMap<K, V> {}
keep(OwnWeakMap.prototype, WeakMap.prototype, ["get", "set"]);

function* sampleGenerator(): Generator<undefined> {
  yield undefined;
}
async function* sampleAsyncGenerator(): AsyncGenerator<undefined> {
  yield undefined;
}
/** Prototypes of objects that the algorithm refuses, and that no getter tells apart. */
export const refusedPrototypes: readonly (readonly [object, string])[] = (
  [
    [Promise.prototype, "a Promise"],
    [getPrototypeOf(getPrototypeOf(sampleGenerator())), "a generator"],
    [getPrototypeOf(getPrototypeOf(sampleAsyncGenerator())), "a generator"],
    [getPrototypeOf([][Symbol.iterator]()), "an iterator"],
    [getPrototypeOf(new Map()[Symbol.iterator]()), "an iterator"],
    [getPrototypeOf(new Set()[Symbol.iterator]()), "an iterator"],
    [getPrototypeOf(""[Symbol.iterator]()), "an iterator"],
    [typeof FinalizationRegistry === "function" ? FinalizationRegistry.prototype : null, "a FinalizationRegistry"],
  ] as [object | null, string][]
).filter((entry): entry is [object, string] => entry[0] !== null);

/** Prototypes of objects that a getter or method tells apart: what has one without the slot is plain. */
export const toldPrototypes: readonly unknown[] = [
  Map,
  Set,
  Date,
  RegExp,
  Boolean,
  Number,
  String,
  BigInt,
  Symbol,
  WeakMap,
  WeakSet,
  typeof WeakRef === "function" ? WeakRef : Map,
  Array,
  ArrayBuffer,
  getPrototypeOf(Uint8Array) as { prototype: unknown },
  ...viewConstructors,
  ...errorConstructors,
  AggregateError,
  typeof SharedArrayBuffer === "function" ? SharedArrayBuffer : Map,
].map((constructor) => (constructor as { prototype: unknown } | undefined)?.prototype);

/** A descriptor that has nothing from Object.prototype. A literal with that prototype would be a dictionary. */
class Property implements PropertyDescriptor {
  writable = true;
  configurable = true;
  constructor(
    public value: unknown,
    public enumerable: boolean,
  ) {}
}
setPrototypeOf(Property.prototype, null);

/** The descriptor of an ordinary property. */
export const propertyOf = (value: unknown): PropertyDescriptor => new Property(value, true);
/** The same of one that lists of keys do not show. */
export const hiddenPropertyOf = (value: unknown): PropertyDescriptor => new Property(value, false);

/** Whether arrays may be sliced: nobody has put another constructor where `slice` looks for it. */
const species = Symbol.species;
const speciesOf = (constructor: object): unknown => (constructor as { [key: symbol]: unknown })[species];
export const ArrayConstructor = Array;
export const arrayFill = uncurry(Array.prototype.fill) as (array: unknown[], value: unknown) => unknown[];
export const arraySlice = uncurry(Array.prototype.slice) as <T>(array: T[], start: number, end: number) => T[];
export const arrayIncludes = uncurry(Array.prototype.includes) as (array: unknown[], item: unknown) => boolean;
export const arrayFrom = Array.from as (list: { length: number }) => undefined[];
export const arraysAreIntact = (): boolean =>
  ArrayPrototype.constructor === ArrayConstructor && speciesOf(ArrayConstructor) === ArrayConstructor;
export const buffersAreIntact = (): boolean =>
  ArrayBufferConstructor.prototype.constructor === ArrayBufferConstructor &&
  speciesOf(ArrayBufferConstructor) === ArrayBufferConstructor;

export const isV8 = startsWith(String(new Error().stack), "Error");
/** V8 counts an array's properties fast with Object.values, and no other way; JavaScriptCore has none. */
export const countsFast = isV8;
/** Whether the host's encoder is faster than a loop for text that is ASCII. */
export const encodesFast = isV8 && utf8Encoder !== undefined;
