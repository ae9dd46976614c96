// Ports that scripts of this world post to windows.

import * as dom from "./dom.js";

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

  /** A script calls `postMessage(message, targetOrigin, transfer)`, or with options for the last two. */
  note(args: unknown[]): void {
    const options = typeof args[1] === "object" ? (args[1] as { transfer?: unknown } | null) : null;
    const given = options ? options.transfer : args[2];
    if (typeof given !== "object" || given === null) return;
    let items: unknown[];
    try {
      items = [...(given as Iterable<unknown>)];
    } catch {
      // The engine says what is wrong with it.
      return;
    }
    // Some lists can be gone through only once.
    if (options) args[1] = { ...options, transfer: items };
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
