// Compares a copy of a graph with what it should be, without the codec's help: types by their slots,
// prototypes, keys and their order, attributes, and which of equal objects are the same one. Iterative.
// Runs in Node, in JavaScriptCore and in pages.

const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const TypedArray = getPrototypeOf(Uint8Array);
const getters = (constructor, ...names) => names.map((name) => getOwnPropertyDescriptor(constructor.prototype, name)?.get);
const [viewBuffer, viewOffset, viewLength, viewBytes] = getters(TypedArray, "buffer", "byteOffset", "length", "byteLength");
const [dataBuffer, dataOffset, dataBytes] = getters(DataView, "buffer", "byteOffset", "byteLength");
const [bufferBytes, bufferMost, isResizable] = getters(ArrayBuffer, "byteLength", "maxByteLength", "resizable");
const [regexpSource, regexpFlags] = getters(RegExp, "source", "flags");
const typedArrayName = getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get;

const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;
const dateTime = Date.prototype.getTime;
const boxed = {
  Number: Number.prototype.valueOf,
  String: String.prototype.valueOf,
  Boolean: Boolean.prototype.valueOf,
  BigInt: BigInt.prototype.valueOf,
};
const isDomException = (value) => typeof DOMException === "function" && value instanceof DOMException;
const toString = Object.prototype.toString;

/** What an object is called, by its slots or its prototype; what is compared next throws where it is not. */
function kindOf(object) {
  if (Array.isArray(object)) return "Array";
  if (ArrayBuffer.isView(object)) return typedArrayName.call(object) ?? "DataView";
  return apply(toString, object, []).slice(8, -1);
}

const errorFields = ["name", "message", "stack", "cause", "errors"];
const enumerableKeys = (object) => Object.keys(object).filter((key) => !errorFields.includes(key));

const shown = (value) => (Object.is(value, -0) ? "-0" : typeof value === "string" ? JSON.stringify(value) : `${typeof value} ${String(value)}`);

/**
 * Says where `copy` differs from `model`, as text, or undefined. `model` is the original, or, with
 * `isClone`, what structuredClone has made of it. Of errors that has only what the standard says: their
 * type and message. `split` has the kinds that this structuredClone makes anew for every reference.
 */
export function difference(model, copy, { isClone = false, split = [] } = {}) {
  const copies = new Map();
  const models = new Map();
  const todo = [[model, copy, "value"]];
  while (todo.length > 0) {
    const [a, b, path] = todo.pop();
    const problem = compare(a, b, path);
    if (problem !== undefined) return `${path}: ${problem}`;
  }
  for (const [a, b] of copies) {
    if (ArrayBuffer.isView(a) && followsItsBuffer(a) !== followsItsBuffer(b)) return "one view follows its buffer, its copy does not";
  }
  return undefined;

  function compare(a, b, path) {
    if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) {
      return Object.is(a, b) ? undefined : `${shown(a)} became ${shown(b)}`;
    }
    const kind = kindOf(a);
    if (!split.includes(kind)) {
      if (copies.has(a) || models.has(b)) {
        return copies.get(a) === b && models.get(b) === a ? undefined : "it is not the same object as elsewhere";
      }
      copies.set(a, b);
      models.set(b, a);
    }
    if (kind !== kindOf(b)) return `${kind} became ${kindOf(b)}`;
    const prototype = kind === "Object" ? Object.prototype : getPrototypeOf(a);
    if (getPrototypeOf(b) !== prototype) return `a ${kind} has another prototype`;
    const go = (x, y, step) => void todo.push([x, y, path + step]);
    const slots = slotsOf(kind, a, b, go);
    if (slots !== undefined) return slots;
    return kind === "Error" || kind === "DOMException" ? fields(a, b, go) : properties(kind, a, b, go);
  }

  function slotsOf(kind, a, b, go) {
    switch (kind) {
      case "Array":
        return a.length === b.length ? undefined : `${a.length} items became ${b.length}`;
      case "ArrayBuffer":
        return sameBuffer(a, b);
      case "Map": {
        const [x, y] = [[...mapEntries.call(a)], [...mapEntries.call(b)]];
        if (x.length !== y.length) return `${x.length} entries became ${y.length}`;
        x.forEach(([key, value], i) => {
          go(key, y[i][0], `<key ${i}>`);
          go(value, y[i][1], `<value ${i}>`);
        });
        return undefined;
      }
      case "Set": {
        const [x, y] = [[...setValues.call(a)], [...setValues.call(b)]];
        if (x.length !== y.length) return `${x.length} entries became ${y.length}`;
        x.forEach((value, i) => go(value, y[i], `<${i}>`));
        return undefined;
      }
      case "Date":
        return Object.is(dateTime.call(a), dateTime.call(b)) ? undefined : "another time";
      case "RegExp":
        return regexpSource.call(a) === regexpSource.call(b) && regexpFlags.call(a) === regexpFlags.call(b) && b.lastIndex === 0
          ? undefined
          : `${a} became ${b}`;
      case "Number":
      case "String":
      case "Boolean":
      case "BigInt":
        return Object.is(boxed[kind].call(a), boxed[kind].call(b)) ? undefined : "another value in its box";
      case "DataView":
        go(dataBuffer.call(a), dataBuffer.call(b), ".buffer");
        return dataOffset.call(a) === dataOffset.call(b) && dataBytes.call(a) === dataBytes.call(b) ? undefined : "other bounds";
      case "Object":
      case "Error":
      case "DOMException":
        return undefined;
      default:
        go(viewBuffer.call(a), viewBuffer.call(b), ".buffer");
        return viewOffset.call(a) === viewOffset.call(b) && viewLength.call(a) === viewLength.call(b) && viewBytes.call(a) === viewBytes.call(b)
          ? undefined
          : "other bounds";
    }
  }

  function properties(kind, a, b, go) {
    // The items of these lie in their slots.
    if (kind !== "Array" && kind !== "Object") return undefined;
    const keys = Object.keys(a);
    const theirs = ownKeys(b).filter((key) => kind !== "Array" || key !== "length");
    if (keys.length !== theirs.length || keys.some((key, i) => key !== theirs[i])) {
      return `the keys ${JSON.stringify(keys)} became ${theirs.map(String).join()}`;
    }
    for (const key of keys) {
      const descriptor = getOwnPropertyDescriptor(b, key);
      if (!(descriptor.writable && descriptor.enumerable && descriptor.configurable)) return `${key} has other attributes`;
      go(a[key], descriptor.value, `[${JSON.stringify(key)}]`);
    }
    return undefined;
  }

  function fields(a, b, go) {
    if (a.message !== b.message) return "another message";
    if (isClone) return undefined;
    if (a.name !== b.name || (!isDomException(a) && a.stack !== b.stack)) return "another name or stack";
    for (const key of ["cause", "errors"]) {
      if (Object.hasOwn(a, key) !== Object.hasOwn(b, key)) return `${key} came or went`;
      if (Object.hasOwn(a, key)) go(a[key], b[key], `.${key}`);
    }
    if (isDomException(a)) return undefined;
    const [x, y] = [enumerableKeys(a), enumerableKeys(b)];
    if (x.join("\n") !== y.join("\n")) return `the keys ${x} became ${y}`;
    for (const key of x) go(getOwnPropertyDescriptor(a, key).value, getOwnPropertyDescriptor(b, key).value, `.${key}`);
    return undefined;
  }
}

function sameBuffer(a, b) {
  const [size, most] = [bufferBytes.call(a), isResizable && apply(bufferMost, a, [])];
  if (size !== bufferBytes.call(b)) return `${size} bytes became ${b.byteLength}`;
  if (isResizable && (apply(isResizable, a, []) !== apply(isResizable, b, []) || most !== apply(bufferMost, b, []))) return "it grows otherwise";
  const [x, y] = [new Uint8Array(a), new Uint8Array(b)];
  for (let i = 0; i < size; i++) if (x[i] !== y[i]) return `byte ${i} is another`;
  return undefined;
}

/** Whether a view follows the end of its buffer; grows the buffer to see, and shrinks it again. */
function followsItsBuffer(view) {
  const buffer = view.buffer;
  if (!isResizable || !isResizable.call(buffer) || bufferMost.call(buffer) === bufferBytes.call(buffer)) return undefined;
  const before = [bufferBytes.call(buffer), view.byteLength];
  buffer.resize(Math.min(bufferMost.call(buffer), before[0] + 8));
  const follows = view.byteLength !== before[1];
  buffer.resize(before[0]);
  return follows;
}
