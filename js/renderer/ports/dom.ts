// What the ports need of the DOM, taken before any other script can change it.

type Method<T> = (target: MessagePort, ...args: any[]) => T;

function uncurry<T>(method: (...args: any[]) => T): Method<T> {
  return (target, ...args) => Reflect.apply(method, target, args) as T;
}

const portPrototype = MessagePort.prototype;
const targetPrototype = EventTarget.prototype;
const handler = Object.getOwnPropertyDescriptor(portPrototype, "onmessage") as PropertyDescriptor;

export const postNatively = uncurry<void>(portPrototype.postMessage);
export const startNatively = uncurry<void>(portPrototype.start);
export const closeNatively = uncurry<void>(portPrototype.close);
export const listenNatively = uncurry<void>(targetPrototype.addEventListener);
export const unlistenNatively = uncurry<void>(targetPrototype.removeEventListener);
export const dispatch = uncurry<boolean>(targetPrototype.dispatchEvent);
export const handlerOf = uncurry<unknown>(handler.get as () => unknown);
export const setHandler = uncurry<void>(handler.set as (value: unknown) => void);

export const Channel = globalThis.MessageChannel;
export const Message = globalThis.MessageEvent;
export const PlainEvent = globalThis.Event;
const clone = globalThis.structuredClone;
const Exception = globalThis.DOMException;
const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength")?.get as () => number;

/** A port that is none of another's making: told by what it is, not by its prototype. */
export function isPort(value: unknown): value is MessagePort {
  try {
    Reflect.apply(handler.get as () => unknown, value, []);
    return true;
  } catch {
    return false;
  }
}

export function isBuffer(value: unknown): value is ArrayBuffer {
  try {
    Reflect.apply(byteLength, value, []);
    return true;
  } catch {
    return false;
  }
}

// The engine does not tell which ports were handed on.
const moved = new WeakSet<MessagePort>();

export function hasMoved(port: MessagePort): boolean {
  return moved.has(port);
}

export function noteMoved(port: MessagePort): void {
  moved.add(port);
}

/** The port in another object: `port` itself is neutered. */
export function moveNatively(port: MessagePort): MessagePort {
  const other = clone(port, { transfer: [port] });
  moved.add(port);
  return other;
}

export function detach(buffer: ArrayBuffer): void {
  clone(buffer, { transfer: [buffer] });
}

/** Whether the engine would transfer the buffer, which it does not here. */
export function isTransferable(buffer: ArrayBuffer): boolean {
  const reached = {};
  try {
    // The engine looks at what is transferred first, and transfers it last.
    clone(
      {
        get value() {
          throw reached;
        },
      },
      { transfer: [buffer] },
    );
  } catch (error) {
    return error === reached;
  }
  return false;
}

export function dataCloneError(message: string): DOMException {
  return new Exception(message, "DataCloneError");
}
