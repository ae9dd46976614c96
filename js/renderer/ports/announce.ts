// Tells the runtime, in the world beside the page's, of the channels that the page's own scripts make, and of
// ports that they post to their window: by events with those ports, which it takes before other listeners.

export const made = "cation:channel";
export const sent = "cation:sent";

/** Gives what tells how many messages were posted through a port of such a channel. */
export function announcePorts(): (port: MessagePort) => number | undefined {
  const { apply, construct } = Reflect;
  const { get, set } = WeakMap.prototype;
  const counts = new WeakMap<MessagePort, number>();
  const countOf = (port: MessagePort) => apply(get, counts, [port]) as number | undefined;
  const { dispatchEvent } = EventTarget.prototype;
  const { MessageEvent: Announcement, MessagePort: Port, MessageChannel: Channel } = globalThis;
  const postNatively = globalThis.postMessage as (...args: unknown[]) => void;
  const tell = (type: string, ports: MessagePort[]): void => {
    apply(dispatchEvent, window, [new Announcement(type, { ports })]);
  };
  globalThis.MessageChannel = new Proxy(Channel, {
    construct(target, args, newTarget): MessageChannel {
      const channel = construct(target, args, newTarget) as MessageChannel;
      const { port1, port2 } = channel;
      apply(set, counts, [port1, 0]);
      apply(set, counts, [port2, 0]);
      tell(made, [port1, port2]);
      return channel;
    },
  });
  const { postMessage: post } = Port.prototype;
  const methods = {
    postMessage(this: MessagePort, ...args: unknown[]): void {
      apply(post, this, args);
      const count = countOf(this);
      if (count !== undefined) apply(set, counts, [this, count + 1]);
    },
  };
  Object.defineProperty(Port.prototype, "postMessage", { value: methods.postMessage });
  // As the runtime's own: install.ts.
  function postMessage(this: unknown): void {
    "use strict";
    const args = arguments as unknown as unknown[];
    const options = typeof args[1] === "object" ? (args[1] as { transfer?: unknown } | null) : null;
    const given = options ? options.transfer : args[2];
    if (Array.isArray(given)) {
      const ports: MessagePort[] = [];
      for (let i = 0; i < given.length; i++) if (given[i] instanceof Port) ports[ports.length] = given[i];
      if (ports.length > 0) tell(sent, ports);
    }
    return postNatively.apply(this, args);
  }
  Object.defineProperty(postMessage, "length", { value: 1 });
  globalThis.postMessage = postMessage;
  return countOf;
}
