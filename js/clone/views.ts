// What a typed array or DataView shows, told by getters that were captured.

import * as p from "./primordials.js";
import { DATA_VIEW, VIEW_ELEMENT_BYTES, VIEW_NAMES } from "./tags.js";

export interface Bounds {
  readonly kind: number;
  readonly buffer: ArrayBuffer;
  readonly shared: boolean;
  readonly byteOffset: number;
  /** In elements; bytes for a DataView. */
  readonly length: number;
  /** Whether it follows the end of its buffer. */
  readonly tracks: boolean;
}

/** The bytes of a buffer; undefined where it is detached. */
export function bufferOf(buffer: ArrayBuffer): Uint8Array | undefined {
  try {
    return new p.Bytes(buffer);
  } catch {
    return undefined;
  }
}

/** Undefined where the view lies outside of its buffer, or that is detached. */
export function boundsOf(view: ArrayBufferView): Bounds | undefined {
  const name = p.typedArrayName(view);
  try {
    if (name === undefined) {
      return bounds(view, DATA_VIEW, p.dataViewBuffer(view), p.dataViewByteOffset(view), p.dataViewByteLength(view));
    }
    const length = p.typedArrayLength(view) as number;
    if (length === 0) p.typedArrayKeys(view);
    return bounds(view, kindOfName(name), p.typedArrayBuffer(view), p.typedArrayByteOffset(view), length);
  } catch {
    return undefined;
  }
}

function kindOfName(name: string): number {
  for (let i = 0; i < VIEW_NAMES.length; i++) {
    if (VIEW_NAMES[i] === name) return i;
  }
  throw new TypeError(`${name} is unknown`);
}

function bounds(view: ArrayBufferView, kind: number, buffer: ArrayBuffer, byteOffset: number, length: number): Bounds {
  const shared = isShared(buffer);
  const tracks = !shared && p.bufferResizable(buffer) === true && follows(view, kind, buffer, byteOffset, length);
  return { kind, buffer, shared, byteOffset, length, tracks };
}

function isShared(buffer: ArrayBuffer): boolean {
  if (p.sharedByteLength === undefined) return false;
  try {
    p.sharedByteLength(buffer);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a view of a resizable buffer follows its end. Nothing tells but a change of the buffer's
 * size, so it is made larger or smaller by an element for a moment; no script runs meanwhile.
 */
function follows(view: ArrayBufferView, kind: number, buffer: ArrayBuffer, byteOffset: number, length: number): boolean {
  const element = VIEW_ELEMENT_BYTES[kind] as number;
  const size = p.bufferByteLength(buffer) as number;
  if (length !== p.mathTrunc((size - byteOffset) / element)) return false;
  const most = p.bufferMaxByteLength(buffer) as number;
  const lengthNow = (): number => (kind === DATA_VIEW ? p.dataViewByteLength(view) : p.typedArrayLength(view)) as number;
  const resize = p.bufferResize as (buffer: ArrayBuffer, size: number) => void;
  if (size + element <= most) {
    resize(buffer, size + element);
    const follows = lengthNow() !== length;
    resize(buffer, size);
    return follows;
  }
  if (length === 0) return false;
  const end = new p.Bytes(p.bufferSlice(buffer, size - element) as ArrayBuffer);
  resize(buffer, size - element);
  let follows = true;
  try {
    // One of a fixed length is out of bounds now: it shows nothing, or refuses.
    follows = lengthNow() === length - 1 && (length > 1 || stillThere(view, kind));
  } catch {
    follows = false;
  }
  resize(buffer, size);
  p.typedArraySet(new p.Bytes(buffer), end, size - element);
  return follows;
}

function stillThere(view: ArrayBufferView, kind: number): boolean {
  if (kind !== DATA_VIEW) p.typedArrayKeys(view);
  return true;
}
