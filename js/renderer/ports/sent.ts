// Ports that scripts of this world post to windows.

import * as dom from "./dom.js";
import { isOptions, transferOf } from "./hooks.js";

interface Message {
  readonly message: unknown;
  readonly ports: readonly MessagePort[];
}

export class Sent {
  private messages: Message[] = [];
  private readonly onSent: (message: unknown, ports: readonly MessagePort[]) => void;

  /** `onSent` hears of ports that the engine has taken; it takes none where it throws. */
  constructor(onSent: Sent["onSent"]) {
    this.onSent = onSent;
  }

  /** A script calls a window's `postMessage` with these. */
  note(args: unknown[]): void {
    const given = transferOf(args);
    if (typeof given !== "object" || given === null) return;
    let items: unknown[];
    try {
      items = [...(given as Iterable<unknown>)];
    } catch {
      // The engine says what is wrong with it.
      return;
    }
    // Some lists can be gone through only once.
    if (isOptions(args[1])) args[1] = { ...args[1], transfer: items };
    else args[2] = items;
    this.add(args[0], items.filter(dom.isPort));
  }

  add(message: unknown, ports: readonly MessagePort[]): void {
    if (ports.length > 0) this.messages.push({ message, ports });
  }

  /** Before anything is done with a port that may have been taken, or a message comes. */
  settle(): void {
    if (this.messages.length === 0) return;
    for (const { message, ports } of this.messages.splice(0)) {
      if (!ports.some(dom.isEntangled)) this.onSent(message, ports);
    }
  }
}
