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

declare module "path-browserify" {
  const path: object;
  export default path;
}

declare module "buffer" {
  export const Buffer: object;
  export const SlowBuffer: object;
  export const kMaxLength: number;
  export const INSPECT_MAX_BYTES: number;
}

declare module "string_decoder" {
  export const StringDecoder: object;
}

declare module "querystring-es3" {
  export function parse(text: string): object;
  export function stringify(values: object): string;
}

declare module "util" {
  const util: object;
  export default util;
}
