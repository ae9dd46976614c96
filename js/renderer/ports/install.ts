// Gives the ports of this world the manners of ports whose channels may reach out of the process, and
// what Electron adds to them: the `close` event. https://www.electronjs.org/docs/latest/tutorial/message-ports

import * as dom from "./dom.js";
import type { Ports } from "./ports.js";

export function installPorts(ports: Ports): void {
  installOnPorts(ports);
  installOnSenders(ports);
  globalThis.MessageChannel = new Proxy(dom.Channel, {
    construct(target, args, newTarget): MessageChannel {
      const channel = Reflect.construct(target, args, newTarget) as MessageChannel;
      ports.faces.addChannel(channel.port1, channel.port2);
      return channel;
    },
  });
}

function installOnPorts(ports: Ports): void {
  const closeHandlers = new WeakMap<MessagePort, unknown>();
  const methods = {
    postMessage(this: MessagePort, message: unknown, ...rest: unknown[]): void {
      ports.postThrough(this, message, rest);
    },
    start(this: MessagePort): void {
      ports.faces.hear(this, true);
      dom.startNatively(this);
    },
    close(this: MessagePort): void {
      ports.closePort(this);
    },
    addEventListener(this: MessagePort, type: string, ...rest: unknown[]): void {
      if (type === "message") ports.faces.hear(this, false);
      dom.listenNatively(this, type, ...rest);
    },
    get onmessage(): unknown {
      return dom.handlerOf(this as unknown as MessagePort);
    },
    set onmessage(handler: unknown) {
      const port = this as unknown as MessagePort;
      ports.faces.hear(port, true);
      dom.setHandler(port, handler);
    },
    get onclose(): unknown {
      return closeHandlers.get(this as unknown as MessagePort) ?? null;
    },
    set onclose(handler: unknown) {
      const port = this as unknown as MessagePort;
      const old = closeHandlers.get(port);
      if (old) dom.unlistenNatively(port, "close", old);
      closeHandlers.delete(port);
      if (typeof handler !== "function") return;
      closeHandlers.set(port, handler);
      dom.listenNatively(port, "close", handler);
    },
  };
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(methods))) {
    Object.defineProperty(MessagePort.prototype, name, property);
  }
}

/** All that can carry a port away from this world: it is noted. */
function installOnSenders(ports: Ports): void {
  const carry = (owner: object, name: string, transferOf: (args: unknown[]) => unknown): void => {
    const native = Object.getOwnPropertyDescriptor(owner, name);
    const send = native?.value as ((...args: unknown[]) => unknown) | undefined;
    if (!send) return;
    const value = {
      [name](this: unknown, ...args: unknown[]): unknown {
        const result = Reflect.apply(send, this, args) as unknown;
        ports.sentNatively(transferOf(args));
        return result;
      },
    }[name];
    Object.defineProperty(owner, name, { ...native, value });
  };
  // `postMessage(message, targetOrigin, transfer)`, or with options for the last two.
  carry(globalThis, "postMessage", ([, target, transfer]) => (typeof target === "string" ? transfer : target));
  carry(globalThis, "structuredClone", ([, options]) => options);
  for (const sender of [globalThis.Worker, globalThis.ServiceWorker]) {
    if (sender) carry(sender.prototype, "postMessage", ([, transfer]) => transfer);
  }
}
