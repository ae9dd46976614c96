// What Electron adds to the ports of a realm, the page's or the runtime's: the `onclose` of the `close` event.
// https://www.electronjs.org/docs/latest/tutorial/message-ports

/**
 * Tells the runtime that a script closes a port that it does not look after as one of its own world. Its data:
 * how many messages were posted through it, where that is known.
 */
export const closing = "cation:closing";

export function installCloseEvent(countOf?: (port: MessagePort) => number | undefined): void {
  const { apply } = Reflect;
  const { prototype } = MessagePort;
  const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
  const { get, set, delete: remove } = WeakMap.prototype;
  const { close } = prototype;
  const Announcement = MessageEvent;
  const handlers = new WeakMap<object, unknown>();
  const methods = {
    close(this: MessagePort): void {
      // The engine dispatches nothing on a closed port.
      try {
        apply(dispatchEvent, this, [new Announcement(closing, { __proto__: null, data: countOf?.(this) } as MessageEventInit)]);
      } catch {
        // It is no port, and the engine says so.
      }
      apply(close, this, []);
    },
    get onclose(): unknown {
      return (apply(get, handlers, [this]) as unknown) ?? null;
    },
    set onclose(handler: unknown) {
      const old = apply(get, handlers, [this]) as unknown;
      if (old) apply(removeEventListener, this, ["close", old]);
      apply(remove, handlers, [this]);
      if (typeof handler !== "function") return;
      apply(addEventListener, this, ["close", handler]);
      apply(set, handlers, [this, handler]);
    },
  };
  const properties = Object.getOwnPropertyDescriptors(methods);
  for (const name of ["close", "onclose"] as const) Object.defineProperty(prototype, name, properties[name]);
}
