// A port that scripts of this world have, of a channel that was made here or has come over the link. The
// runtime counts what the DOM carries through it, so that it knows when nothing is on its way any more.

import { closing } from "./close-event.js";
import * as dom from "./dom.js";
import type { Wired } from "./wired.js";

export class Face {
  private object: WeakRef<MessagePort>;
  /** Where it goes over the link. */
  wired: Wired | undefined;
  /** The other port of a channel that was made here. */
  other: Face | undefined;
  /** Scripts have started it: that cannot be taken back. */
  isStarted = false;
  /** Scripts may listen to it, and the runtime does, before them. */
  isHeard = false;
  /** Scripts of this world have handed it on, or closed it. */
  isGone = false;
  isClosed = false;
  /** It is of a channel that the page's own scripts have made. */
  isPages = false;
  /** It is on its way with a message to a window, and what became of it there. */
  isExpected = false;
  away: MessagePort | undefined;
  /** How many messages the DOM was given through it, and has brought. */
  posted = 0;
  brought = 0;

  constructor(port: MessagePort) {
    this.object = new WeakRef(port);
  }

  /** It has come out of a message as another object. */
  become(port: MessagePort): void {
    this.object = new WeakRef(port);
    this.isStarted = false;
    this.isHeard = false;
  }

  /** The port, where it was not collected. */
  get port(): MessagePort | undefined {
    return this.object.deref();
  }

  /** How many messages the DOM still has for it. */
  get due(): number {
    return this.other ? this.other.posted - this.brought : 0;
  }
}

/** The ports of a world. `onBrought` hears of what the DOM brings to them, before their listeners. */
export class Faces {
  private readonly byPort = new WeakMap<MessagePort, Face>();
  private readonly onBrought: (port: MessagePort, face: Face, event: MessageEvent) => void;

  constructor(onBrought: Faces["onBrought"]) {
    this.onBrought = onBrought;
  }

  of(port: MessagePort): Face | undefined {
    return this.byPort.get(port);
  }

  add(port: MessagePort): Face {
    const face = new Face(port);
    this.byPort.set(port, face);
    return face;
  }

  /** Scripts have made a channel. */
  addChannel(port1: MessagePort, port2: MessagePort): void {
    const face1 = this.add(port1);
    const face2 = this.add(port2);
    face1.other = face2;
    face2.other = face1;
  }

  /** A port has come back to scripts of this world. */
  restore(port: MessagePort, face: Face): void {
    face.become(port);
    this.byPort.set(port, face);
    if (face.isPages) return;
    face.isGone = false;
    this.endIfDone(face);
  }

  /** The page's own scripts have made a channel. */
  addPages(port1: MessagePort, port2: MessagePort): readonly Face[] {
    if (port1 === port2 || this.byPort.has(port1) || this.byPort.has(port2)) return [];
    this.addChannel(port1, port2);
    return [port1, port2].map((port) => {
      const face = this.byPort.get(port) as Face;
      face.isPages = true;
      face.isGone = true;
      face.away = port;
      return face;
    });
  }

  /** A port leaves this world. */
  leave(port: MessagePort): Face | undefined {
    const face = this.byPort.get(port);
    if (face) face.isGone = true;
    this.byPort.delete(port);
    return face;
  }

  /** A script listens to a port, or starts it. */
  hear(port: MessagePort, starts: boolean): void {
    const face = this.byPort.get(port);
    if (!face) return;
    if (!face.isHeard) {
      face.isHeard = true;
      // Before the script's own.
      dom.listenNatively(port, "message", (event: MessageEvent) => {
        if (!event.isTrusted) return;
        face.brought++;
        this.onBrought(port, face, event);
        if (face.other) this.endIfDone(face);
      });
    }
    if (!starts) return;
    face.isStarted = true;
    face.wired?.start(port);
  }

  /** A script closes a port. */
  close(port: MessagePort): void {
    const face = this.byPort.get(port);
    if (!face) dom.dispatch(port, new dom.PlainEvent(closing));
    dom.closeNatively(port);
    if (!face || face.isClosed) return;
    face.isClosed = true;
    if (face.other) this.endIfDone(face.other);
  }

  /** The engine does not tell the ports of a channel of each other's end. */
  private endIfDone(face: Face): void {
    if (!face.other?.isClosed || face.due > 0 || face.isClosed || face.isGone || face.wired) return;
    face.isClosed = true;
    const { port } = face;
    if (port) dom.afterThisTask(() => face.isGone || dom.endNatively(port));
  }
}
