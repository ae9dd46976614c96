// Tells the runtime, in the world beside the page's, of the channels that the page's own scripts make, and of
// ports that they post to their window: by events with those ports, which it takes before other listeners.

import { createPostCheck } from "./unsendable.js";
import { hookChannels, hookWindow, transferOf } from "./hooks.js";

export const made = "cation:channel";
export const sent = "cation:sent";

/** Gives what tells how many messages were posted through a port of such a channel. */
export function announcePorts(): (port: MessagePort) => number | undefined {
  const { apply } = Reflect;
  const { isArray } = Array;
  const { window } = globalThis;
  const { get: isPort } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage") as { get: () => unknown };
  const looksLikePort = (value: unknown): value is MessagePort => {
    try {
      apply(isPort, value, []);
      return true;
    } catch {
      return false;
    }
  };
  const { get, set } = WeakMap.prototype;
  const { dispatchEvent } = EventTarget.prototype;
  const { MessageEvent: Announcement, MessagePort: Port } = globalThis;
  const { postMessage: post } = Port.prototype;
  const check = createPostCheck();
  const counts = new WeakMap<MessagePort, number>();
  const countOf = (port: MessagePort) => apply(get, counts, [port]) as number | undefined;
  const count = (port: MessagePort, posted: number) => apply(set, counts, [port, posted]);
  const tell = (type: string, ports: MessagePort[]): void => {
    try {
      apply(dispatchEvent, window, [new Announcement(type, { __proto__: null, ports } as MessageEventInit)]);
    } catch {
      // The engine goes through the list as the page has it done: these ports work, and nothing is told of them.
    }
  };
  const methods = {
    postMessage(this: MessagePort, ...args: unknown[]): void {
      check(this, args[0]);
      apply(post, this, args);
      const posted = countOf(this);
      if (posted !== undefined) count(this, posted + 1);
    },
  };
  Object.defineProperty(Port.prototype, "postMessage", { value: methods.postMessage });
  hookChannels((port1, port2) => {
    count(port1, 0);
    count(port2, 0);
    tell(made, [port1, port2]);
  });
  hookWindow((args) => {
    const given = transferOf(args);
    if (!isArray(given)) return;
    const ports: MessagePort[] = [];
    for (let i = 0; i < given.length; i++) if (looksLikePort(given[i])) ports[ports.length] = given[i] as MessagePort;
    if (ports.length > 0) tell(sent, ports);
  });
  return countOf;
}
