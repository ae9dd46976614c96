// The ports of a document whose channels reach out of it. Messages have numbers, for each direction of a
// channel, and are given in their order; src/ipc/ports.h is main's side.

import { Away } from "./away.js";
import * as dom from "./dom.js";
import { type Face, Faces } from "./face.js";
import { type Entry, readHead, readLost, readNumber, writeEntry, writeNumber } from "./head.js";
import { Sent } from "./sent.js";
import { portsIn, Transfer } from "./transfer.js";
import { type Unread, Wired } from "./wired.js";
import { Kind, type Natives } from "../natives.js";
import type { Wire } from "../wire.js";

interface Returned {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** The last word of a port that scripts of the page have closed. */
const lastWord = `cation:${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
/** Below what main takes of all documents of this process (src/ipc/limits.h). */
const mostChannels = 16_000;
const isBefore = (a: number, b: number): boolean => ((a - b) | 0) < 0;

export class Ports {
  private readonly wire: Wire;
  private readonly byNumber = new Map<number, Wired>();
  /** The ports that scripts of this world have. */
  readonly faces = new Faces((port, face, event) => this.brought(port, face, event));
  private readonly away = new Away(
    (face) => face.wired && dom.afterThisTask(() => this.endIfDone(face.wired)),
    (face, port, posted) => {
      if (face.isPages) {
        face.isClosed = true;
        if (typeof posted === "number") face.posted = posted;
      }
      // Behind what was posted through it.
      if (face.wired) dom.postNatively(port, lastWord);
    },
  );
  readonly sent = new Sent((message, ports) => this.away.expect(message, this.leave(ports)));
  private readonly collected: FinalizationRegistry<Wired>;
  private lastNumber = -1;
  /** Channels that this document has brought to main; those that it was given are others' to answer for. */
  private own = 0;
  private readonly natives: Natives;

  constructor(wire: Wire, natives: Natives, isolated: boolean, private readonly reportUncaught: (error: unknown) => void) {
    this.wire = wire;
    this.natives = natives;
    if (typeof window !== "undefined") this.away.watch(this.faces, this.sent, isolated);
    this.collected = new FinalizationRegistry((wired) => {
      // Another window may have been given the port behind the runtime's back.
      if (this.isAlone()) this.endSoon(wired);
    });
  }

  /** Whether no other window can be reached from here, nor from there this one. */
  private isAlone(): boolean {
    return dom.hasNoFrames() && this.natives.isAlone();
  }

  // ---- out ----

  /** `ipcRenderer.postMessage`. */
  postToMain(channel: string, message: unknown, transfer: Transfer): void {
    this.send(Kind.post, 0, channel, message, () => 0, transfer);
  }

  /** Posts through a port of this world. */
  postThrough(port: MessagePort, message: unknown, rest: readonly unknown[]): void {
    this.sent.settle();
    const face = this.faces.of(port);
    const wired = face?.wired;
    // What the DOM has of this port goes first.
    if (wired && wired.behind === 0) return this.post(wired, message, new Transfer(rest[0], port));
    // It knows more kinds of values than a link, and nobody could be told of them later.
    if (wired || this.away.isLinked(port)) this.wire.checkMessage(message, new Transfer(rest[0], port).ports);
    dom.postNatively(port, message, ...rest);
    if (face) face.posted++;
    if (wired) wired.behind++;
    this.sentNatively(rest[0]);
  }

  private post(wired: Wired, message: unknown, transfer: Transfer): void {
    this.send(Kind.portMessage, wired.number, "", message, () => wired.sent, transfer);
    wired.sent = (wired.sent + 1) >>> 0;
  }

  private send(kind: number, call: number, channel: string, message: unknown, next: () => number, transfer: Transfer): void {
    if (transfer.ports.length > 0 && this.own + transfer.ports.length > mostChannels) {
      const text = `A document has at most ${mostChannels} message channels that reach out of it: close some`;
      throw Object.assign(new RangeError(text), { code: "ERR_TOO_MANY_PORTS" });
    }
    const returned: Returned[] = [];
    this.wire.postWithPorts(kind, call, channel, message, next, transfer.ports, (port) => this.give(port, returned));
    transfer.detachBuffers();
    for (const { number, bytes } of returned) this.wire.postBytes(Kind.portReturned, number, bytes);
  }

  /** A port leaves for another process: how it is called in the message. */
  private give(port: MessagePort, returned: Returned[]): Entry {
    this.sent.settle();
    const face = this.faces.leave(port);
    const wired = face?.wired;
    const moved = dom.moveNatively(port);
    if (wired?.isClear) {
      dom.closeNatively(moved);
      return this.withdraw(wired, returned);
    }
    if (wired) this.handOn(wired);
    // Its partner stays, here or where nobody knows: what the DOM brings from there goes to the link.
    const stays = new Wired((this.lastNumber += 2), moved, 0, 0);
    this.byNumber.set(stays.number, stays);
    this.own++;
    stays.isHere = false;
    if (face?.other) this.bindPartner(stays, face, face.other);
    this.listen(stays);
    return { number: stays.number, sent: 0, received: 0 };
  }

  /** The other port of a channel that was made here goes to the link from now on, what the DOM has first. */
  private bindPartner(stays: Wired, face: Face, partner: Face): void {
    if (partner.isGone) {
      // The runtime may see it again.
      stays.face = partner;
      stays.passed = face.posted;
      partner.wired = stays;
      if (partner.isPages) this.bindPages(stays, partner);
      return;
    }
    const { port } = partner;
    const isOpen = port && !partner.isClosed;
    stays.behind = face.due;
    if (!isOpen) {
      // A port that nobody has any more is closed.
      if (partner.isClosed || this.isAlone()) dom.afterThisTask(() => this.endSoon(stays));
    } else if (dom.isEntangled(port)) {
      stays.ahead = partner.due;
      stays.passed = face.posted;
      stays.isHere = true;
      this.settle(stays, port, partner);
    }
  }

  /** The page's own scripts have it, and have not been watched so far. */
  private bindPages(stays: Wired, partner: Face): void {
    stays.passed = partner.brought;
    if (partner.isClosed) {
      // Behind what the page has posted through it.
      stays.behind = partner.posted;
      dom.afterThisTask(() => this.endSoon(stays));
    } else if (partner.away) {
      this.away.count(partner, partner.away);
    }
  }

  /** The DOM has carried a message of this world, and these ports with it. */
  sentNatively(transfer: unknown): void {
    this.leave(portsIn(transfer));
  }

  private leave(ports: readonly MessagePort[]): (Face | undefined)[] {
    return ports.map((port) => {
      const face = this.faces.leave(port);
      if (face?.wired) this.handOn(face.wired);
      return face;
    });
  }

  /** Scripts of this world do not have it any more, and the DOM has taken the unread messages along. */
  private handOn(wired: Wired): void {
    wired.leave();
    this.collected.unregister(wired);
    wired.isHere = false;
    for (const { carried } of wired.unread) for (const each of carried) this.handOn(each);
    wired.dropUnread();
    // It may be on its way to where the runtime sees it again.
    dom.afterThisTask(() => this.endIfDone(wired));
  }

  /** Ends it here; what scripts have not had goes back to main, and after it. */
  private withdraw(wired: Wired, returned: Returned[]): Entry {
    const entry = { number: wired.number, sent: wired.sent, received: wired.given };
    for (const { bytes, carried } of wired.unread) {
      carried.forEach((end, i) => writeEntry(bytes, 0, i, this.withdraw(end, returned)));
      returned.push({ number: wired.number, bytes });
    }
    for (const bytes of wired.early.values()) returned.push({ number: wired.number, bytes });
    this.forget(wired);
    dom.closeNatively(wired.near);
    return entry;
  }

  private forget(wired: Wired): void {
    if (this.byNumber.delete(wired.number) && wired.number % 2 === 1) this.own--;
    this.release(wired);
  }

  private release(wired: Wired): void {
    wired.release();
    this.collected.unregister(wired);
  }

  // ---- in ----

  /** Makes ports of what a message carries. */
  adopt(entries: readonly Entry[]): MessagePort[] {
    return entries.map(({ number, sent, received }) => {
      const { port1: near, port2: port } = new dom.Channel();
      const wired = new Wired(number, near, sent, received);
      this.byNumber.set(number, wired);
      this.settle(wired, port);
      this.listen(wired);
      return port;
    });
  }

  private settle(wired: Wired, port: MessagePort, face = this.faces.add(port)): void {
    wired.settle(port, face);
    this.collected.register(port, wired, wired);
  }

  /** A message for a port. */
  onMessage(number: number, bytes: Uint8Array): void {
    this.sent.settle();
    const wired = this.byNumber.get(number);
    // It was handed on, or is closed: what the message carries is main's to look after.
    if (!wired) return this.wire.postBytes(Kind.portReturned, number, bytes);
    const sequence = readNumber(bytes);
    if (sequence === wired.received) {
      this.take(wired, bytes);
      for (let next; (next = wired.early.get(wired.received)); ) {
        wired.early.delete(wired.received);
        wired.hold(next, false);
        this.take(wired, next);
      }
      this.endIfDone(wired);
    } else if (isBefore(wired.received, sequence) && !wired.early.has(sequence)) {
      wired.early.set(sequence, bytes.slice());
      wired.hold(bytes);
    }
    // Nobody waits for ever for what would fill the process: the channel ends.
    if (wired.isFull) this.end(wired);
  }

  private take(wired: Wired, bytes: Uint8Array): void {
    const { entries, end } = readHead(bytes);
    const ports = this.adopt(entries);
    let data: unknown;
    let type = "message";
    try {
      data = this.wire.decodeBytes(bytes, end, ports);
    } catch {
      type = "messageerror";
      data = null;
    }
    wired.received = (wired.received + 1) >>> 0;
    // Another window may have been given the port behind the runtime's back.
    if (wired.isHere && !this.isAlone() && wired.port && !dom.isEntangled(wired.port)) this.handOn(wired);
    const port = wired.open;
    if (port) {
      try {
        dom.dispatch(port, dom.messageOf(type, data, ports));
      } catch (error) {
        this.reportUncaught(error);
      }
      return;
    }
    const carried = ports.map((each) => this.faces.of(each)?.wired as Wired);
    dom.postNatively(wired.near, data, ports);
    wired.passed++;
    for (const each of carried) {
      if (wired.isHere) this.release(each);
      else this.handOn(each);
    }
    if (!wired.isHere) return;
    wired.unread.push({ bytes: bytes.slice(), carried, type });
    wired.hold(bytes);
  }

  /** The DOM has brought a message to a port of this world, before its listeners hear of it. */
  private brought(port: MessagePort, face: Face, event: MessageEvent): void {
    const { wired } = face;
    if (!wired) return;
    if (wired.ahead > 0) {
      wired.ahead--;
    } else if (wired.unread.length > 0) {
      const { bytes, carried, type } = wired.unread.shift() as Unread;
      wired.hold(bytes, false);
      carried.forEach((end, i) => this.settle(end, event.ports[i] as MessagePort));
      if (type !== "message") {
        event.stopImmediatePropagation();
        dom.dispatch(port, new dom.Message(type));
      }
    }
    if (wired.last !== undefined && wired.open) dom.afterThisTask(() => this.endIfDone(wired));
  }

  /** What the DOM brings from where a port was handed on to, or what it was given before it was wired. */
  private listen(wired: Wired): void {
    dom.setHandler(wired.near, (event: MessageEvent) => {
      if (event.data === lastWord) return this.close(wired);
      try {
        this.post(wired, event.data, new Transfer(event.ports));
      } catch (error) {
        this.reportUncaught(error);
      }
      if (wired.behind > 0 && --wired.behind === 0 && wired.isEnding) this.close(wired);
    });
  }

  // ---- the end ----

  onClose(number: number, bytes: Uint8Array): void {
    this.sent.settle();
    const wired = this.byNumber.get(number);
    if (!wired) return;
    wired.last = readNumber(bytes);
    this.endIfDone(wired);
  }

  /** What is missing by now does not come. */
  onLost(number: number, bytes: Uint8Array): void {
    this.sent.settle();
    const wired = this.byNumber.get(number);
    if (!wired) return this.wire.postBytes(Kind.portLost, number, bytes);
    const { until, isOver } = readLost(bytes);
    if (!isOver && !isBefore(wired.received, until)) return;
    wired.last = wired.received;
    this.endIfDone(wired);
  }

  private endIfDone(wired: Wired | undefined): void {
    if (wired?.last === undefined || isBefore(wired.received, wired.last)) return;
    const { face, isHere } = wired;
    if (isHere ? wired.unread.length > 0 || wired.ahead > 0 : face?.isExpected) return;
    if (!isHere && face?.away && face.brought < wired.passed) return;
    this.end(wired);
  }

  private end(wired: Wired): void {
    const port = wired.isHere ? wired.port : wired.face?.away;
    this.close(wired);
    if (port) dom.endNatively(port);
  }

  /** Scripts of this world have closed a port. */
  closePort(port: MessagePort): void {
    this.sent.settle();
    const wired = this.faces.of(port)?.wired;
    this.faces.close(port);
    if (wired) this.endSoon(wired);
  }

  /** Ends it when the DOM has brought what was posted through its face. */
  private endSoon(wired: Wired): void {
    wired.isEnding = true;
    if (wired.behind === 0) this.close(wired);
  }

  private close(wired: Wired): void {
    if (!this.byNumber.has(wired.number)) return;
    this.forget(wired);
    this.wire.postBytes(Kind.portClose, wired.number, writeNumber(wired.sent));
    dom.closeNatively(wired.near);
    for (const { carried } of wired.unread) for (const each of carried) this.close(each);
    // Main looks after ports that nobody has got, and needs nothing else of what came too early.
    for (const bytes of wired.early.values()) {
      if (readHead(bytes).entries.length > 0) this.wire.postBytes(Kind.portReturned, wired.number, bytes);
    }
  }
}
