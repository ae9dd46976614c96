// What goes with a message of main.

import { detach, isList, takeTransfer, type Transferables } from "../clone/transfer.js";
import { MessagePortMain } from "./message-port.js";
import { closePort, freeBuffer } from "./native.js";

const ofMain: Transferables<MessagePortMain> = {
  isPort: (value) => MessagePortMain.is(value),
  isNeutered: (port) => MessagePortMain.idOf(port) === 0,
  isTransferable: () => true,
  refusal: (place) => new TypeError(`Port ${place} is not a valid port`),
};
/** What goes to a page with a channel's name: ports alone. */
const withChannel: Transferables<MessagePortMain> = { ...ofMain, onlyPorts: true, refusal: invalid };
const nothing: readonly never[] = [];

function invalid(): TypeError {
  return new TypeError("Invalid value for transfer");
}

export class Transfer {
  readonly ports: readonly MessagePortMain[] = nothing;
  readonly #buffers: readonly ArrayBuffer[] = nothing;

  /** Throws where an item cannot be handed on, by `source` where it goes through a port, else with a channel. */
  constructor(given: unknown, source?: MessagePortMain) {
    if (given === undefined) return;
    if (!isList(given)) throw invalid();
    const { ports, buffers } = takeTransfer(given, source ? ofMain : withChannel, source);
    this.ports = ports;
    this.#buffers = buffers;
  }

  get ids(): number[] {
    return this.ports.map((port) => MessagePortMain.idOf(port));
  }

  /** The message is sent: the sender's ports and buffers are empty from now on. */
  complete(): void {
    for (const port of this.ports) MessagePortMain.release(port);
    // Before Node 21 nothing but the addon can free it.
    for (const buffer of this.#buffers) freeBuffer(detach(buffer));
  }

  /** The message goes to nobody. */
  abandon(): void {
    const { ids } = this;
    this.complete();
    for (const id of ids) closePort(id);
  }
}
