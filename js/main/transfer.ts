// What a caller wants to hand on with a message.
// https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer

import { MessagePortMain } from "./message-port.js";
import { closePort } from "./native.js";
import { types } from "node:util";

export class Transfer {
  readonly ports: MessagePortMain[] = [];
  readonly #buffers: ArrayBuffer[] = [];

  /** Throws where an item cannot be handed on, by `source` where it goes through a port. */
  constructor(given: unknown, source?: MessagePortMain) {
    if (given === undefined || given === null) return;
    if (typeof given !== "object" || typeof (given as Partial<Iterable<unknown>>)[Symbol.iterator] !== "function") {
      throw new TypeError("Invalid value for transfer");
    }
    const seen = new Set<unknown>();
    let index = 0;
    for (const item of given as Iterable<unknown>) {
      const place = `at index ${index++}`;
      if (MessagePortMain.is(item)) {
        if (item === source) throw dataCloneError(`Port ${place} contains the source port.`);
        if (seen.has(item)) throw dataCloneError(`Message port ${place} is a duplicate of an earlier port.`);
        if (MessagePortMain.idOf(item) === 0) throw dataCloneError(`Port ${place} is already neutered.`);
        this.ports.push(item);
      } else if (types.isArrayBuffer(item)) {
        if (seen.has(item)) throw dataCloneError(`ArrayBuffer ${place} is a duplicate of an earlier ArrayBuffer.`);
        this.#buffers.push(item);
      } else {
        throw new TypeError(`Port ${place} is not a valid port`);
      }
      seen.add(item);
    }
  }

  get ids(): number[] {
    return this.ports.map((port) => MessagePortMain.idOf(port));
  }

  /** The message is sent: the sender's ports and buffers are empty from now on. */
  complete(): void {
    for (const port of this.ports) MessagePortMain.release(port);
    for (const buffer of this.#buffers) structuredClone(buffer, { transfer: [buffer] });
  }

  /** The message goes to nobody. */
  abandon(): void {
    const { ids } = this;
    this.complete();
    for (const id of ids) closePort(id);
  }
}

function dataCloneError(message: string): DOMException {
  return new DOMException(message, "DataCloneError");
}
