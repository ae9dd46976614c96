// ipcRenderer: an EventEmitter whose events are the messages of the main process.
// https://www.electronjs.org/docs/latest/api/ipc-renderer

import { EventEmitter } from "events";
import { checkChannel, checkPost } from "../main/checks.js";
import type { Ports } from "./ports/ports.js";
import type { Reports } from "./report.js";
import { Transfer } from "./ports/transfer.js";
import type { Wire } from "./wire.js";

/** https://www.electronjs.org/docs/latest/api/structures/ipc-renderer-event */
export class IpcRendererEvent {
  readonly sender: IpcRenderer;
  readonly ports: readonly MessagePort[];
  defaultPrevented = false;

  constructor(sender: IpcRenderer, ports: readonly MessagePort[]) {
    this.sender = sender;
    this.ports = ports;
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export interface IpcRenderer extends EventEmitter {
  send(channel: string, ...args: unknown[]): void;
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  sendSync(channel: string, ...args: unknown[]): unknown;
  postMessage(channel: string, message: unknown, transfer?: readonly unknown[]): void;
  sendToHost(channel: string, ...args: unknown[]): void;
}

const noHost = "ipcRenderer.sendToHost reaches the page around a <webview>, and this page is in none: use send";

/**
 * Its methods need no `this`: apps take them apart, and libraries inherit from it. `isGuest`: the document is in a
 * `<webview>`.
 */
export function createIpcRenderer(wire: Wire, ports: Ports, reports: Reports, isGuest: boolean): IpcRenderer {
  class IpcRendererOfDocument extends EventEmitter implements IpcRenderer {
    send(channel: string, ...args: unknown[]): void {
      try {
        checkChannel(channel);
        wire.send(channel, args);
      } catch (error) {
        reports.throw(error);
      }
    }

    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      // An error in the arguments rejects, as every other error of the call does. An async function
      // would say this shorter, and settle three turns later.
      try {
        checkChannel(channel);
        return wire.invoke(channel, args);
      } catch (error) {
        return Promise.reject(error);
      }
    }

    sendSync(channel: string, ...args: unknown[]): unknown {
      try {
        checkChannel(channel);
        return wire.sendSync(channel, args);
      } catch (error) {
        return reports.throw(error);
      }
    }

    postMessage(channel: string, message: unknown, transfer?: readonly unknown[]): void {
      try {
        checkPost(channel, arguments.length);
        ports.postToMain(channel, message, Transfer.withChannel(transfer));
      } catch (error) {
        reports.throw(error);
      }
    }

    sendToHost(channel: string, ...args: unknown[]): void {
      try {
        checkChannel(channel);
        if (!isGuest) throw new Error(noHost);
        wire.sendToHost(channel, args);
      } catch (error) {
        reports.throw(error);
      }
    }
  }
  return new IpcRendererOfDocument();
}

/** A message of main: the listeners get an event and the arguments; false where there are none. */
export function deliver(ipc: IpcRenderer, channel: string, args: unknown[], ports: readonly MessagePort[] = []): boolean {
  // An event named "error" that nobody hears would throw: here it is a channel like any other.
  return ipc.listenerCount(channel) > 0 && ipc.emit(channel, new IpcRendererEvent(ipc, ports), ...args);
}
