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
export const dispatch = uncurry<boolean>(targetPrototype.dispatchEvent);
export const handlerOf = uncurry<unknown>(handler.get as () => unknown);
export const setHandler = uncurry<void>(handler.set as (value: unknown) => void);

export function listenToWindow(type: string, listener: (event: MessageEvent) => void): void {
  Reflect.apply(targetPrototype.addEventListener, window, [type, listener, true]);
}

export const Channel = globalThis.MessageChannel;
export const Message = globalThis.MessageEvent;
export const PlainEvent = globalThis.Event;
const clone = globalThis.structuredClone;
const { defineProperty } = Reflect;

/** The event of a message that did not come through the DOM. */
export function messageOf(type: string, data: unknown, ports: MessagePort[]): MessageEvent {
  const event = new Message(type, ports.length > 0 ? { data, ports } : { data });
  // To the constructor it is as good as nothing, which is null.
  if (data === undefined && type === "message") defineProperty(event, "data", { value: data, enumerable: true, configurable: true });
  return event;
}

/** A port that is none of another's making: told by what it is, not by its prototype. */
export function isPort(value: unknown): value is MessagePort {
  try {
    Reflect.apply(handler.get as () => unknown, value, []);
    return true;
  } catch {
    return false;
  }
}

/** Whether the port was not handed on: a port refuses to carry itself, and one that is none does nothing. */
export function isEntangled(port: MessagePort): boolean {
  try {
    postNatively(port, null, [port]);
    return false;
  } catch {
    return true;
  }
}

/** Whether the port is neither closed nor handed on. */
export function isUsable(port: MessagePort): boolean {
  return isTransferable(port) && isEntangled(port);
}

/** The port in another object: `port` itself is neutered. */
export function moveNatively(port: MessagePort): MessagePort {
  return clone(port, { transfer: [port] });
}

/** Whether the engine would transfer a buffer, or a port that was not handed on, which it does not here. */
export function isTransferable(item: Transferable): boolean {
  const reached = {};
  try {
    // The engine looks at what is transferred first, and transfers it last.
    clone(
      {
        get value() {
          throw reached;
        },
      },
      { transfer: [item] },
    );
  } catch (error) {
    return error === reached;
  }
  return false;
}

/** The other end is closed. */
export function endNatively(port: MessagePort): void {
  // The engine dispatches nothing on a closed port.
  dispatch(port, new PlainEvent("close"));
  closeNatively(port);
}

/** A microtask would come between the listeners of one event. */
export function afterThisTask(run: () => void): void {
  const { port1, port2 } = new Channel();
  setHandler(port1, () => {
    closeNatively(port1);
    run();
  });
  postNatively(port2, null);
}

/** Whether the page has no frames but this one. */
export function hasNoFrames(): boolean {
  return window.length === 0 && window.parent === window;
}
