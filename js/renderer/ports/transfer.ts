// What goes with a message of a page.

import { detach, isList, listOf, takeTransfer, type Transferables } from "../../clone/transfer.js";
import { isPort, isTransferable, isUsable } from "./dom.js";

const ofPages: Transferables<MessagePort> = {
  isPort,
  isNeutered: (port) => !isUsable(port),
  isTransferable,
  refusal: () => new TypeError("Invalid value for transfer"),
};
const nothing: readonly never[] = [];

export class Transfer {
  readonly ports: readonly MessagePort[] = nothing;
  private readonly buffers: readonly ArrayBuffer[] = nothing;

  /** Takes `[…]`, `{transfer: […]}` or nothing; throws where an item cannot be handed on by `source`. */
  constructor(given: unknown, source?: MessagePort) {
    if (given === undefined) return;
    const { ports, buffers } = takeTransfer(itemsOf(given), ofPages, source);
    this.ports = ports;
    this.buffers = buffers;
  }

  /** The message is cloned: the sender's buffers are empty from now on. */
  detachBuffers(): void {
    for (const buffer of this.buffers) detach(buffer);
  }
}

/** The ports in a list that the engine has taken already. */
export function portsIn(given: unknown): MessagePort[] {
  return given === undefined ? [] : [...itemsOf(given)].filter(isPort);
}

function itemsOf(given: unknown): Iterable<unknown> {
  const isOptions = typeof given === "object" && given !== null && !isList(given);
  return listOf(isOptions ? (given as { transfer?: unknown }).transfer : given);
}
