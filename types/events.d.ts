/// <reference types="node" />

declare namespace Electron {
  type EmitterMethod =
    | "on"
    | "once"
    | "off"
    | "addListener"
    | "removeListener"
    | "removeAllListeners"
    | "prependListener"
    | "prependOnceListener"
    | "emit"
    | "listenerCount"
    | "listeners"
    | "rawListeners"
    | "eventNames"
    | "setMaxListeners"
    | "getMaxListeners";

  /** A Node EventEmitter that has these events: each with the arguments that its listeners get. */
  interface Emitter<Events> extends Omit<NodeJS.EventEmitter, EmitterMethod> {
    on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this;
    once<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this;
    off<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this;
    addListener<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this;
    removeListener<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this;
    prependListener<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this;
    prependOnceListener<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): this;
    removeAllListeners(name?: keyof Events): this;
    emit(name: string | symbol, ...args: any[]): boolean;
    listenerCount(name: string | symbol): number;
    listeners(name: string | symbol): Function[];
    rawListeners(name: string | symbol): Function[];
    eventNames(): (string | symbol)[];
    setMaxListeners(count: number): this;
    getMaxListeners(): number;
  }

  type Listener<Args> = (...args: Args extends any[] ? Args : never) => void;

  /** What a listener gets first. */
  type Event<More extends object = {}> = {
    preventDefault(): void;
    readonly defaultPrevented: boolean;
  } & More;
}
