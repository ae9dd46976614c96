// Objects that belong to the process they are in. Node makes most of its own in JavaScript, so that they look like
// instances of any class, of which nothing but the fields that one sees would be cloned.

import { types } from "node:util";

// https://nodejs.org/api/globals.html, but for what can be cloned.
const names = new Set(
  (
    "AbortController AbortSignal BroadcastChannel ByteLengthQueuingStrategy CloseEvent CompressionStream " +
    "CountQueuingStrategy Crypto CryptoKey CustomEvent DecompressionStream ErrorEvent Event EventSource EventTarget " +
    "FormData Headers MessageChannel MessageEvent MessagePort Navigator Performance PerformanceEntry PerformanceMark " +
    "PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming " +
    "ReadableByteStreamController ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest " +
    "ReadableStreamDefaultController ReadableStreamDefaultReader Request Response Storage SubtleCrypto TextDecoder " +
    "TextDecoderStream TextEncoder TextEncoderStream TransformStream TransformStreamDefaultController URL URLPattern " +
    "URLSearchParams WebSocket WritableStream WritableStreamDefaultController WritableStreamDefaultWriter"
  ).split(" "),
);
const own = new Map<object, string>();

/** Has instances of a class of main's own, such as a window, refused as well. */
export function refuseInstances({ name, prototype }: { readonly name: string; readonly prototype: object }): void {
  own.set(prototype, `a ${name}`);
}

/** What an object of main's process is, as in "a Response"; undefined for what may be cloned. */
export function platformKind(value: object): string | undefined {
  if (types.isKeyObject?.(value)) return "a KeyObject";
  for (let at = Object.getPrototypeOf(value) as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const known = own.get(at);
    if (known !== undefined) return known;
    const maker: unknown = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof maker !== "function") continue;
    const { name } = maker;
    // Node loads some of them when somebody looks: who has an instance has looked.
    if (names.has(name) && (globalThis as Record<string, unknown>)[name] === maker) {
      return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
    }
  }
  return undefined;
}
