// `MessagePortMain` and `MessageChannelMain`.
// https://www.electronjs.org/docs/latest/api/message-port-main

import { closePort, createChannel, decodeBody, postToPort, startPort, type OnPort } from "./native.js";
import { refuseInstances } from "./platform-objects.js";
import { Transfer } from "./transfer.js";
import { WatchedEmitter } from "./watched-emitter.js";

/** A started port can still receive, and is kept; another one is collected, and closed, when its user lets go. */
const started = new Map<number, MessagePortMain>();
const known = new Map<number, WeakRef<MessagePortMain>>();
const collected = new FinalizationRegistry<number>((id) => {
  known.delete(id);
  closePort(id);
});
const key = Symbol("MessagePortMain");

export class MessagePortMain extends WatchedEmitter {
  protected static override readonly title = "MessagePortMain";
  #id: number;

  /** For this module alone: ports come from a MessageChannelMain, or with a message. */
  constructor(given: typeof key, id: number) {
    if (given !== key) throw new TypeError("Illegal constructor: a MessageChannelMain makes ports");
    super();
    this.#id = id;
    known.set(id, new WeakRef(this));
    collected.register(this, id, this);
  }

  postMessage(message: unknown, transfer?: readonly unknown[]): void {
    const carried = new Transfer(transfer, this);
    if (this.#id === 0) return carried.abandon();
    postToPort(this.#id, message, carried);
  }

  /** Gives the messages that wait, and those to come. */
  start(): void {
    if (this.#id === 0 || started.has(this.#id)) return;
    started.set(this.#id, this);
    startPort(this.#id);
  }

  close(): void {
    const id = MessagePortMain.release(this);
    if (id !== 0) closePort(id);
  }

  static is(value: unknown): value is MessagePortMain {
    return typeof value === "object" && value !== null && #id in value;
  }

  /** The port's number; 0 for one that is closed or handed on. */
  static idOf(port: MessagePortMain): number {
    return port.#id;
  }

  /** Takes the port's number: it is a port no more. */
  static release(port: MessagePortMain): number {
    const id = port.#id;
    port.#id = 0;
    started.delete(id);
    known.delete(id);
    collected.unregister(port);
    return id;
  }
}

refuseInstances(MessagePortMain);

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const [first, second] = createChannel();
    this.port1 = new MessagePortMain(key, first);
    this.port2 = new MessagePortMain(key, second);
  }
}

/** Ports that have come with a message. */
export function portsOf(ids: readonly number[]): MessagePortMain[] {
  return ids.map((id) => new MessagePortMain(key, id));
}

/** What happens to ports: a message, or without a body the end of the channel. */
export const onPort: OnPort = (id, body, buffers, ids) => {
  const port = started.get(id) ?? known.get(id)?.deref();
  if (body === undefined) {
    if (!port) return;
    MessagePortMain.release(port);
    port.emit("close");
    return;
  }
  const ports = portsOf(ids);
  let data: unknown;
  try {
    data = decodeBody(body, buffers, ports);
  } catch {
    // Who wrote it cannot be told: a port's messages come by whoever has had the port meanwhile.
    ports.forEach((each) => each.close());
    port?.emit("messageerror");
    return;
  }
  port?.emit("message", { data, ports });
};
