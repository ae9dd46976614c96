// Ports that scripts of this world hand on with `window.postMessage`, most often to the page's own world, and
// those of channels that the page's own scripts make. They come out of a `message` event as other objects,
// which all worlds share: the runtime keeps what it sees of them, for the `close` event.

import { made, sent } from "./announce.js";
import { closing } from "./close-event.js";
import * as dom from "./dom.js";
import { posting } from "./unsendable.js";
import type { Face, Faces } from "./face.js";
import type { Sent } from "./sent.js";

interface Expected {
  readonly message: unknown;
  readonly faces: readonly (Face | undefined)[];
}

/** The runtime does not look into what the page's own scripts post. */
const something = {};

export class Away {
  private expected: Expected[] = [];
  private readonly onChange: (face: Face) => void;
  private readonly onClosing: (face: Face, port: MessagePort, posted: unknown) => void;

  /**
   * `onChange` hears when the DOM has brought something to a port of these, or the port itself, or the port is
   * lost; `onClosing` when a script closes one.
   */
  constructor(onChange: Away["onChange"], onClosing: Away["onClosing"]) {
    this.onChange = onChange;
    this.onClosing = onClosing;
  }

  /** Sees what becomes of ports in the window; `isolated`: the page's own scripts are in another world. */
  watch(faces: Faces, posted: Sent, isolated: boolean): void {
    // Before the page's own listeners.
    dom.listenToWindow("message", (event) => {
      posted.settle();
      this.see(event, faces, isolated);
    });
    dom.listenToWindow(made, (event) => {
      event.stopImmediatePropagation();
      const [port1, port2] = event.ports;
      if (!port1 || !port2) return;
      for (const face of faces.addPages(port1, port2)) this.hearClosing(face, face.away as MessagePort);
    });
    dom.listenToWindow(sent, (event) => {
      event.stopImmediatePropagation();
      posted.add(something, event.ports);
    });
  }

  /** Ports with these faces are on their way with a message to a window. */
  expect(message: unknown, faces: readonly (Face | undefined)[]): void {
    if (!faces.some((face) => face !== undefined)) return;
    for (const face of faces) if (face) face.isExpected = true;
    this.expected.push({ message, faces });
  }

  /** Messages come in the order that they were posted in; others may come in between. */
  private see(event: MessageEvent, faces: Faces, isolated: boolean): void {
    if (this.expected.length === 0 || !event.isTrusted || event.source !== window) return;
    const { ports } = event;
    const place = this.expected.findIndex(
      ({ message, faces }) => faces.length === ports.length && resembles(message, event.data),
    );
    if (place < 0) return;
    const passed = this.expected.splice(0, place + 1);
    const found = passed.pop();
    for (const lost of passed) lost.faces.forEach((face) => face && this.settle(face, undefined));
    found?.faces.forEach((face, i) => {
      if (!face) return;
      const port = ports[i] as MessagePort;
      const isKnown = face.other !== undefined && !face.wired;
      if (isKnown && !isolated) {
        face.isExpected = false;
        return faces.restore(port, face);
      }
      this.settle(face, port);
      // The preload script may send it on.
      if (isKnown && face.isPages) faces.restore(port, face);
    });
  }

  private settle(face: Face, port: MessagePort | undefined): void {
    face.isExpected = false;
    face.away = port;
    if (port) {
      if (!face.isPages || face.wired) this.count(face, port);
      this.hearClosing(face, port);
    }
    this.onChange(face);
  }

  /** Counts from now on what the DOM brings to a port. It is not collected any more as long as it is open. */
  count(face: Face, port: MessagePort): void {
    dom.listenNatively(port, "message", (event: MessageEvent) => {
      if (!event.isTrusted) return;
      face.brought++;
      this.onChange(face);
    });
  }

  /** Whether a port that the runtime does not know as this object leads to the link. */
  isLinked(port: MessagePort): boolean {
    return dom.isPort(port) && !dom.dispatch(port, new dom.Message(posting, { cancelable: true }));
  }

  private hearClosing(face: Face, port: MessagePort): void {
    dom.listenNatively(port, closing, ({ data }: MessageEvent) => this.onClosing(face, port, data));
    dom.listenNatively(port, posting, (event: MessageEvent) => {
      event.stopImmediatePropagation();
      if (face.wired) event.preventDefault();
    });
  }
}

function resembles(posted: unknown, came: unknown): boolean {
  if (posted === something) return true;
  return typeof posted === "object" ? typeof came === "object" : Object.is(posted, came);
}
