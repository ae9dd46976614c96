// What a caller wants to hand on with a message: one walk for both kinds of port.
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer

import * as p from "./primordials.js";
import { cloneError } from "./refusal.js";
import { bufferOf } from "./views.js";

/** What the host's ports and buffers are. */
export interface Transferables<Port> {
  isPort(value: unknown): value is Port;
  /** Closed, or handed on. */
  isNeutered(port: Port): boolean;
  isTransferable(buffer: ArrayBuffer): boolean;
  /** Whether buffers are refused as all else is. */
  readonly onlyPorts?: boolean;
  /** The error for an item that is neither. */
  refusal(place: string, item: unknown): Error;
}

export interface Transferred<Port> {
  readonly ports: Port[];
  readonly buffers: ArrayBuffer[];
}

/** Walks a list; throws where an item cannot be handed on by `source`. */
export function takeTransfer<Port>(
  list: Iterable<unknown>,
  { isPort, isNeutered, isTransferable, onlyPorts, refusal }: Transferables<Port>,
  source?: Port,
): Transferred<Port> {
  const ports: Port[] = [];
  const buffers: ArrayBuffer[] = [];
  const seen = new Set<unknown>();
  let index = 0;
  for (const item of list) {
    const place = `at index ${index++}`;
    if (isPort(item)) {
      if (item === source) throw cloneError(`Port ${place} contains the source port.`);
      if (seen.has(item)) throw cloneError(`Message port ${place} is a duplicate of an earlier port.`);
      if (isNeutered(item)) throw cloneError(`Port ${place} is already neutered.`);
      ports.push(item);
    } else if (onlyPorts !== true && isBuffer(item)) {
      if (seen.has(item)) throw cloneError(`ArrayBuffer ${place} is a duplicate of an earlier ArrayBuffer.`);
      if (!bufferOf(item)) throw cloneError(`ArrayBuffer ${place} is already detached.`);
      if (!isTransferable(item)) throw cloneError(`ArrayBuffer ${place} cannot be transferred.`);
      buffers.push(item);
    } else {
      throw refusal(place, item);
    }
    seen.add(item);
  }
  return { ports, buffers };
}

/** The items of a list, of which nothing has none. */
export function listOf(given: unknown): Iterable<unknown> {
  if (given === undefined || given === null) return [];
  if (!isList(given)) throw new TypeError("Invalid value for transfer");
  return given;
}

export function isList(given: unknown): given is Iterable<unknown> {
  return typeof given === "object" && given !== null && typeof (given as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";
}

function isBuffer(value: unknown): value is ArrayBuffer {
  try {
    p.bufferByteLength(value);
    return true;
  } catch {
    return false;
  }
}

/** Empties a buffer, by moving what it has to another one, which is free at once where the engine can do that. */
export function detach(buffer: ArrayBuffer): ArrayBuffer {
  const moved = p.nativeClone?.(buffer, { transfer: [buffer] }) as ArrayBuffer;
  p.bufferTransfer?.(moved, 0);
  return moved;
}
