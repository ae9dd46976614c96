// Ports that scripts of this world hand on with `window.postMessage`, most often to the page's own world. They
// come out of a `message` event as other objects, which all worlds share: the runtime keeps what it sees of
// them, for the `close` event.

import { closing } from "./close-event.js";
import * as dom from "./dom.js";
import type { Face } from "./face.js";

interface Expected {
  readonly message: unknown;
  readonly faces: readonly (Face | undefined)[];
}

export class Away {
  private expected: Expected[] = [];
  private readonly onChange: (face: Face) => void;
  private readonly onClosing: (face: Face, port: MessagePort) => void;

  /**
   * `onChange` hears when the DOM has brought something to a port of these, or the port itself, or the port is
   * lost; `onClosing` when a script closes one.
   */
  constructor(onChange: Away["onChange"], onClosing: Away["onClosing"]) {
    this.onChange = onChange;
    this.onClosing = onClosing;
    // Before the page's own listeners.
    if (typeof window !== "undefined") dom.listenToWindow("message", (event) => this.see(event));
  }

  /** Ports with these faces are on their way with a message to a window. */
  expect(message: unknown, faces: readonly (Face | undefined)[]): void {
    if (!faces.some((face) => face !== undefined)) return;
    for (const face of faces) if (face) face.isExpected = true;
    this.expected.push({ message, faces });
  }

  /** Messages come in the order that they were posted in; others may come in between. */
  private see(event: MessageEvent): void {
    if (this.expected.length === 0 || !event.isTrusted || event.source !== window) return;
    const { ports } = event;
    const place = this.expected.findIndex(
      ({ message, faces }) => faces.length === ports.length && resembles(message, event.data),
    );
    if (place < 0) return;
    const passed = this.expected.splice(0, place + 1);
    const found = passed.pop();
    for (const { faces } of passed) faces.forEach((face) => face && this.settle(face, undefined));
    found?.faces.forEach((face, i) => face && this.settle(face, ports[i]));
  }

  private settle(face: Face, port: MessagePort | undefined): void {
    face.isExpected = false;
    face.away = port;
    if (port) {
      dom.listenNatively(port, "message", (event: MessageEvent) => {
        if (!event.isTrusted) return;
        face.brought++;
        this.onChange(face);
      });
      dom.listenNatively(port, closing, () => this.onClosing(face, port));
    }
    this.onChange(face);
  }
}

function resembles(posted: unknown, came: unknown): boolean {
  return typeof posted === "object" ? typeof came === "object" : Object.is(posted, came);
}
