// `ipcMain`, and the same for one contents: listeners of messages and handlers of invokes.
// https://www.electronjs.org/docs/latest/api/ipc-main

import { EventEmitter } from "node:events";

import { checkChannel } from "./checks.js";
import type { IpcMainEvent, IpcMainInvokeEvent } from "./ipc-event.js";
import { call } from "./native.js";

export type Handler = (event: IpcMainInvokeEvent, ...args: any[]) => unknown;
type Listener = (event: IpcMainEvent, ...args: any[]) => void;

/** Where handlers hold: in a contents, or in a frame; zeroes for everybody. */
export type Scope = readonly [contents: number, frame: number];

const handlers = new Map<number, Handler>();

/** The handler that the router has chosen. */
export function handlerOf(id: number): Handler | undefined {
  return handlers.get(id);
}

export interface IpcMain {
  on(channel: string, listener: Listener): this;
  once(channel: string, listener: Listener): this;
  off(channel: string, listener: Listener): this;
  addListener(channel: string, listener: Listener): this;
  removeListener(channel: string, listener: Listener): this;
}

export class IpcMain extends EventEmitter {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    super();
    this.#scope = scope;
  }

  // These need no `this`: apps take them apart, and libraries inherit from ipcMain.
  readonly handle = (channel: string, listener: Handler): void => {
    checkChannel(channel);
    if (typeof listener !== "function") {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof listener}'`);
    }
    handlers.set(call("handlers.add", this.#scope, channel), listener);
  };

  readonly handleOnce = (channel: string, listener: Handler): void => {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return listener(event, ...args);
    });
  };

  readonly removeHandler = (channel: string): void => {
    checkChannel(channel);
    const id = call("handlers.remove", this.#scope, channel);
    if (id !== undefined) handlers.delete(id);
  };
}

export const ipcMain = new IpcMain([0, 0]);
