// Gives the ports of this world the manners of ports whose channels may reach out of the process, and
// what Electron adds to them: the `close` event. https://www.electronjs.org/docs/latest/tutorial/message-ports

import { installCloseEvent } from "./close-event.js";
import * as dom from "./dom.js";
import { hookChannels, hookWindow } from "./hooks.js";
import type { Ports } from "./ports.js";

export function installPorts(ports: Ports): void {
  installCloseEvent();
  installOnPorts(ports);
  installOnSenders(ports);
  hookWindow((args) => ports.sent.note(args));
  hookChannels((port1, port2) => ports.faces.addChannel(port1, port2));
}

function installOnPorts(ports: Ports): void {
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
  };
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(methods))) {
    Object.defineProperty(MessagePort.prototype, name, property);
  }
}

/** All that can carry a port away from this world: it is noted. */
function installOnSenders(ports: Ports): void {
  const carry = (owner: object, name: string, sent: (args: unknown[]) => void): void => {
    const native = Object.getOwnPropertyDescriptor(owner, name);
    const send = native?.value as ((...args: unknown[]) => unknown) | undefined;
    if (!send) return;
    const value = {
      [name](this: unknown, ...args: unknown[]): unknown {
        const result = Reflect.apply(send, this, args) as unknown;
        sent(args);
        return result;
      },
    }[name];
    Object.defineProperty(owner, name, { ...native, value });
  };
  carry(globalThis, "structuredClone", ([, options]) => ports.sentNatively(options));
  for (const sender of [globalThis.Worker, globalThis.ServiceWorker]) {
    if (sender) carry(sender.prototype, "postMessage", ([, transfer]) => ports.sentNatively(transfer));
  }
}
