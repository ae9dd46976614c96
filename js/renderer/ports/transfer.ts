// What goes with a message of a page.

import { cloneError } from "../../clone/refusal.js";
import { detach, isList, listOf, takeTransfer, type Transferables } from "../../clone/transfer.js";
import { isPort, isTransferable, isUsable } from "./dom.js";

const ofPages: Transferables<MessagePort> = {
  isPort,
  isNeutered: (port) => !isUsable(port),
  isTransferable,
  // As the DOM has it: what is no object at all is no member of such a list.
  refusal: (place, item) =>
    (typeof item === "object" && item !== null) || typeof item === "function"
      ? cloneError(`Value ${place} does not have a transferable type.`)
      : new TypeError("Invalid value for transfer"),
};
/** What goes to main with a channel's name: ports alone. */
const withChannel: Transferables<MessagePort> = {
  ...ofPages,
  onlyPorts: true,
  refusal: () => new TypeError("Invalid value for transfer"),
};
const nothing: readonly never[] = [];

export class Transfer {
  readonly ports: readonly MessagePort[] = nothing;
  private readonly buffers: readonly ArrayBuffer[] = nothing;

  /** Takes `[…]`, `{transfer: […]}` or nothing; throws where an item cannot be handed on by `source`. */
  constructor(given: unknown, source?: MessagePort, allowed = ofPages) {
    if (given === undefined) return;
    const { ports, buffers } = takeTransfer(itemsOf(given), allowed, source);
    this.ports = ports;
    this.buffers = buffers;
  }

  /** Takes a list of ports or nothing. */
  static withChannel(given: unknown): Transfer {
    if (given !== undefined && !isList(given)) throw new TypeError("Invalid value for transfer");
    return new Transfer(given, undefined, withChannel);
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
