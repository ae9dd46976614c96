// What is used of the packages that bring no types.

declare module "events" {
  type Listener = (...args: never[]) => void;
  export class EventEmitter {
    on(name: string | symbol, listener: Listener): this;
    once(name: string | symbol, listener: Listener): this;
    emit(name: string | symbol, ...args: unknown[]): boolean;
    listenerCount(name: string | symbol): number;
  }
}

declare module "url" {
  export function parse(url: string, parseQuery?: boolean, slashesDenoteHost?: boolean): object;
  export function format(url: string | object): string;
  export function resolve(from: string, to: string): string;
  export function resolveObject(from: string, to: string): object;
  export const Url: new () => object;
}
