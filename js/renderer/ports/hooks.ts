// What becomes of a realm's own ways to make ports and to post them to its window, the runtime's and the page's.

/** `onMade` hears of the ports of each channel that a script makes. */
export function hookChannels(onMade: (port1: MessagePort, port2: MessagePort) => void): void {
  const { construct } = Reflect;
  globalThis.MessageChannel = new Proxy(globalThis.MessageChannel, {
    construct(target, args, newTarget): MessageChannel {
      const channel = construct(target, args, newTarget) as MessageChannel;
      try {
        onMade(channel.port1, channel.port2);
      } catch {
        // A page that has changed what a channel is has its channel all the same.
      }
      return channel;
    },
  });
}

/**
 * `onPost` is given the arguments of each `window.postMessage`, before the engine is.
 *
 * The engine takes for the `source` of a message the window whose script calls it: a frame's, of its parent's
 * function. So this one ends with a tail call, and is not between the two.
 */
export function hookWindow(onPost: (args: unknown[]) => void): void {
  const native = globalThis.postMessage as (...args: unknown[]) => void;
  // Its own from now on, whatever becomes of the prototype's: nobody else has this function any more.
  if (native) Object.defineProperty(native, "apply", { __proto__: null, value: native.apply } as PropertyDescriptor);
  function postMessage(this: unknown): void {
    "use strict";
    const args = arguments as unknown as unknown[];
    onPost(args);
    return native.apply(this, args);
  }
  Object.defineProperty(postMessage, "length", { value: 1 });
  globalThis.postMessage = postMessage;
}

/** Whether this stands in the place of `targetOrigin, transfer`. */
export function isOptions(given: unknown): given is { readonly transfer?: unknown } {
  return typeof given === "object" && given !== null;
}

/** What goes with `postMessage(message, targetOrigin, transfer)`, or with options for the last two. */
export function transferOf(args: readonly unknown[]): unknown {
  return isOptions(args[1]) ? args[1].transfer : args[2];
}
