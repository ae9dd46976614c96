// ipcRenderer: an EventEmitter whose events are the messages of the main process.
// https://www.electronjs.org/docs/latest/api/ipc-renderer

import { EventEmitter } from "events";
import type { Wire } from "./wire.js";

export interface IpcRendererEvent {
  readonly sender: IpcRenderer;
  readonly senderId: number;
  readonly ports: readonly unknown[];
}

function checkChannel(channel: unknown): asserts channel is string {
  if (typeof channel !== "string") {
    throw new TypeError(`The channel must be a string, not ${channel === null ? "null" : typeof channel}`);
  }
}

export class IpcRenderer extends EventEmitter {
  readonly #wire: Wire;

  constructor(wire: Wire) {
    super();
    this.#wire = wire;
  }

  send(channel: string, ...args: unknown[]): void {
    checkChannel(channel);
    this.#wire.send(channel, args);
  }

  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    // An error in the arguments rejects, as every other error of the call does. An async function
    // would say this shorter, and settle three turns later.
    try {
      checkChannel(channel);
      return this.#wire.invoke(channel, args);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  sendSync(channel: string, ...args: unknown[]): unknown {
    checkChannel(channel);
    return this.#wire.sendSync(channel, args);
  }

  /** A message of main: the listeners get an event and the arguments. */
  static deliver(ipc: IpcRenderer, channel: string, args: unknown[]): void {
    // An event named "error" that nobody hears would throw: here it is a channel like any other.
    if (ipc.listenerCount(channel) === 0) return;
    const event: IpcRendererEvent = { sender: ipc, senderId: 0, ports: [] };
    ipc.emit(channel, event, ...args);
  }
}
