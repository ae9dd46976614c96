// Writes the objects that are neither plain nor arrays, or look as if they were not.

import { Fill, noKeys } from "./containers.js";
import type { Encoder } from "./encoder.js";
import { errorFields } from "./error-fields.js";
import { Kind, kindOf, type Refused } from "./kinds.js";
import { weightOfRegExp } from "./limits.js";
import * as p from "./primordials.js";
import * as t from "./tags.js";
import { boundsOf, bufferOf } from "./views.js";

/** Writes an object that has its number, or begins to: whether a frame was opened for it. */
export function writeOther(encoder: Encoder, object: object, prototype: object | null): boolean {
  const place = encoder.attachments.placeOf(object);
  if (place >= 0) {
    encoder.byte(t.PORT);
    encoder.varint(place);
    return false;
  }
  const keys = p.isView(object) ? noKeys : p.objectKeys(object);
  const kind: Kind | Refused = kindOf(object, prototype, keys.length > 0, encoder.platformKind);
  if (typeof kind !== "number") return encoder.refuse(`${kind.what} cannot be cloned`);
  switch (kind) {
    case Kind.plain:
      if (keys.length > 0) return encoder.record(object, keys as string[]);
      encoder.byte(t.OBJECT);
      encoder.byte(0);
      return false;
    case Kind.date:
      encoder.date(object);
      return false;
    case Kind.regexp:
      writeRegExp(encoder, object);
      return false;
    case Kind.map:
    case Kind.set:
      return writeCollection(encoder, object, kind === Kind.map);
    case Kind.boolean:
      encoder.byte(p.booleanValue(object) ? t.BOXED_TRUE : t.BOXED_FALSE);
      return false;
    case Kind.number:
      encoder.byte(t.BOXED_NUMBER);
      encoder.float64(p.numberValue(object) as number);
      return false;
    case Kind.string:
      encoder.byte(t.BOXED_STRING);
      encoder.string(p.stringValue(object) as string);
      return false;
    case Kind.bigint:
      encoder.byte(t.BOXED_BIGINT);
      encoder.bigint(p.bigintValue(object) as bigint);
      return false;
    case Kind.buffer:
      writeBuffer(encoder, object as ArrayBuffer);
      return false;
    case Kind.view:
      writeView(encoder, object as ArrayBufferView, prototype);
      return false;
    case Kind.blob:
    case Kind.file:
      writeBlob(encoder, object, kind === Kind.file);
      return false;
    default: {
      const { code, head, names, fields } = errorFields(object, kind === Kind.domException, keys);
      encoder.byte(t.ERROR);
      encoder.byte(code);
      for (let i = 0; i < head.length; i++) encoder.string(head[i] as string);
      return encoder.openError(fields, names, code === t.DOM_EXCEPTION ? t.DOM_EXCEPTION_WEIGHT : t.ERROR_WEIGHT);
    }
  }
}

function writeRegExp(encoder: Encoder, object: object): void {
  let flags = "";
  for (let i = 0; i < p.regexpFlag.length; i++) {
    const flag = p.regexpFlag[i] as (typeof p.regexpFlag)[number];
    if (flag[1](object)) flags += flag[0];
  }
  const source = p.regexpSource(object) as string;
  const weight = weightOfRegExp(source, flags);
  if (weight < 0) encoder.refuseSize(`a RegExp of more than ${t.MAX_REGEXP_UNITS} characters`);
  encoder.charge(weight);
  encoder.byte(t.REGEXP);
  encoder.string(source);
  encoder.string(flags);
}

/** The items are taken before anything in them is read: a getter may change the collection. */
function writeCollection(encoder: Encoder, object: object, isMap: boolean): boolean {
  const list: unknown[] = p.arrayFrom({ length: isMap ? 2 * p.mapSize(object) : p.setSize(object) });
  let n = 0;
  if (isMap) {
    p.mapForEach(object, (value, key) => {
      list[n++] = key;
      list[n++] = value;
    });
  } else {
    p.setForEach(object, (value) => {
      list[n++] = value;
    });
  }
  encoder.byte(isMap ? t.MAP : t.SET);
  const count = isMap ? n / 2 : n;
  encoder.varint(count);
  encoder.charge(count * t.ENTRY_WEIGHT + (isMap ? t.MAP_WEIGHT : t.SET_WEIGHT));
  return encoder.open(Fill.list, list, noKeys, n);
}

function writeBuffer(encoder: Encoder, buffer: ArrayBuffer): void {
  const all = bufferOf(buffer);
  if (all === undefined) return encoder.refuse("a detached ArrayBuffer cannot be cloned");
  const length = p.bufferByteLength(buffer) as number;
  if (p.bufferResizable(buffer) !== true) return writeBytes(encoder, all, length);
  const most = p.bufferMaxByteLength(buffer) as number;
  encoder.chargeGrowing(most);
  encoder.charge(t.GROWING_WEIGHT);
  encoder.byte(t.RESIZABLE_BUFFER);
  encoder.varint(length);
  encoder.varint(most);
  encoder.part(all, 0, length);
}

/** Writes bytes as an ArrayBuffer. */
function writeBytes(encoder: Encoder, bytes: Uint8Array, length: number): void {
  encoder.charge(t.BUFFER_WEIGHT);
  if (encoder.attachments.take(bytes, length)) {
    encoder.byte(t.ATTACHED_BUFFER);
    return;
  }
  encoder.byte(t.BUFFER);
  encoder.varint(length);
  encoder.part(bytes, 0, length);
}

function writeView(encoder: Encoder, view: ArrayBufferView, prototype: object | null): void {
  const bounds = boundsOf(view);
  if (bounds === undefined) return encoder.refuse("a view outside of its buffer cannot be cloned");
  const buffer = bounds.buffer;
  encoder.byte(bounds.tracks ? t.TRACKING_VIEW : t.VIEW);
  encoder.byte(bounds.kind);
  if (prototype === p.BufferPrototype && prototype !== undefined) {
    // Node's Buffers share theirs with others that are nobody's business: only the part is sent.
    encoder.byte(0);
    encoder.varint(bounds.length);
    encoder.identities.skip();
    writeBytes(encoder, new p.Bytes(buffer, bounds.byteOffset, bounds.length), bounds.length);
    return;
  }
  encoder.varint(bounds.byteOffset);
  if (!bounds.tracks) encoder.varint(bounds.length);
  if (encoder.wasSeen(buffer)) return;
  encoder.within = ".buffer";
  if (bounds.shared) encoder.refuse("a SharedArrayBuffer cannot be cloned");
  writeBuffer(encoder, buffer);
  encoder.within = "";
}

function writeBlob(encoder: Encoder, blob: object, isFile: boolean): void {
  if (encoder.readBlob === undefined) {
    return encoder.refuse("a Blob cannot be read at once here: send its arrayBuffer()");
  }
  encoder.charge(t.BLOB_WEIGHT);
  encoder.byte(isFile ? t.FILE : t.BLOB);
  encoder.string((p.blobType as (self: object) => string)(blob));
  if (isFile) {
    encoder.string((p.fileName as (self: object) => string)(blob));
    encoder.float64((p.fileLastModified as (self: object) => number)(blob));
  }
  const bytes = encoder.readBlob(blob);
  encoder.identities.skip();
  writeBytes(encoder, bytes, p.typedArrayLength(bytes) as number);
}
