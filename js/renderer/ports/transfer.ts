// What a caller wants to hand on with a message.
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer

import { dataCloneError, detach, hasMoved, isBuffer, isPort, isTransferable } from "./dom.js";

export class Transfer {
  readonly ports: MessagePort[] = [];
  private readonly buffers: ArrayBuffer[] = [];

  /** Takes `[…]`, `{transfer: […]}` or nothing; throws where an item cannot be handed on by `source`. */
  constructor(given: unknown, source?: MessagePort) {
    const seen = new Set<unknown>();
    let index = 0;
    for (const item of itemsOf(given)) {
      const place = `at index ${index++}`;
      if (isPort(item)) {
        if (seen.has(item)) throw dataCloneError(`Message port ${place} is a duplicate of an earlier port.`);
        if (item === source) throw dataCloneError(`Port ${place} contains the source port.`);
        if (hasMoved(item)) throw dataCloneError(`Port ${place} is already neutered.`);
        this.ports.push(item);
      } else if (isBuffer(item)) {
        if (seen.has(item)) throw dataCloneError(`ArrayBuffer ${place} is a duplicate of an earlier ArrayBuffer.`);
        if (!isTransferable(item)) throw dataCloneError(`ArrayBuffer ${place} is already detached.`);
        this.buffers.push(item);
      } else {
        throw new TypeError("Invalid value for transfer");
      }
      seen.add(item);
    }
  }

  /** The message is cloned: the sender's buffers are empty from now on. */
  detachBuffers(): void {
    for (const buffer of this.buffers) detach(buffer);
  }
}

/** The ports in a list that the engine has taken already. */
export function portsIn(given: unknown): MessagePort[] {
  return [...itemsOf(given)].filter(isPort);
}

function itemsOf(given: unknown): Iterable<unknown> {
  const list = isOptions(given) ? given.transfer : given;
  if (list === undefined || list === null) return [];
  if (typeof list !== "object" || typeof (list as Iterable<unknown>)[Symbol.iterator] !== "function") {
    throw new TypeError("Invalid value for transfer");
  }
  return list as Iterable<unknown>;
}

function isOptions(given: unknown): given is { transfer?: unknown } {
  return (
    typeof given === "object" && given !== null && typeof (given as Partial<Iterable<unknown>>)[Symbol.iterator] !== "function"
  );
}
