// The ports of a document whose channels reach out of it. Messages have numbers, for each direction of a
// channel, and are given in their order; src/ipc/ports.h is main's side.

import * as dom from "./dom.js";
import { type Entry, readHead, readNumber, writeEntry, writeNumber } from "./head.js";
import { portsIn, Transfer } from "./transfer.js";
import { type Unread, Wired } from "./wired.js";
import { Kind } from "../natives.js";
import { reportUncaught } from "../report.js";
import type { Wire } from "../wire.js";

interface Returned {
  readonly number: number;
  readonly bytes: Uint8Array;
}

const isBefore = (a: number, b: number): boolean => ((a - b) | 0) < 0;
/** The last word of a port that scripts of this world have closed. */
const lastWord = `cation:${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

export class Ports {
  private readonly wire: Wire;
  private readonly byNumber = new Map<number, Wired>();
  private readonly byPort = new WeakMap<MessagePort, Wired>();
  /** Of channels that scripts of this world have made: the other end. */
  private readonly partners = new WeakMap<MessagePort, WeakRef<MessagePort>>();
  /** Numbers of ports that were handed on over the link: what still comes for them goes back. */
  private readonly left = new Set<number>();
  /** Ports of this world whose partner was handed on over the link. */
  private readonly stayed = new WeakMap<MessagePort, Wired>();
  /** Ports that the DOM has carried messages of: they may be on their way. */
  private readonly used = new WeakSet<MessagePort>();
  private readonly collected: FinalizationRegistry<Wired>;
  private lastNumber = -1;
  private returned: Returned[] = [];

  constructor(wire: Wire) {
    this.wire = wire;
    this.collected = new FinalizationRegistry((wired) => {
      // Another window may have been given the port behind the runtime's back.
      if (isAlone()) this.close(wired);
    });
  }

  /** The end that scripts of this world have as `port`. */
  wiredOf(port: MessagePort): Wired | undefined {
    return this.byPort.get(port);
  }

  /** Scripts of this world have made a channel. */
  note(port1: MessagePort, port2: MessagePort): void {
    this.partners.set(port1, new WeakRef(port2));
    this.partners.set(port2, new WeakRef(port1));
  }

  // ---- out ----

  /** `ipcRenderer.postMessage`. */
  postToMain(channel: string, message: unknown, transfer: Transfer): void {
    this.send(Kind.post, 0, channel, message, 0, transfer);
  }

  /** Posts through a port of this world. */
  post(wired: Wired, message: unknown, transfer: Transfer): void {
    this.send(Kind.portMessage, wired.number, "", message, wired.sent, transfer);
    wired.sent = (wired.sent + 1) >>> 0;
  }

  private send(kind: number, call: number, channel: string, message: unknown, sequence: number, transfer: Transfer): void {
    this.wire.postWithPorts(kind, call, channel, message, sequence, transfer.ports, (port) => this.give(port));
    transfer.detachBuffers();
    for (const { number, bytes } of this.returned) this.wire.postBytes(Kind.portReturned, number, bytes);
    this.returned = [];
  }

  /** A port leaves for another process: how it is called in the message. */
  private give(port: MessagePort): Entry {
    const moved = dom.moveNatively(port);
    const wired = this.byPort.get(port) ?? this.unusedStay(port);
    if (wired) {
      dom.closeNatively(moved);
      return this.withdraw(wired);
    }
    // Its partner stays, here or where nobody knows: what the DOM brings from there goes to the link.
    const stays = new Wired((this.lastNumber += 2), moved, 0, 0);
    stays.handOn();
    this.byNumber.set(stays.number, stays);
    stays.partner = this.partners.get(port);
    const partner = stays.partner?.deref();
    if (partner) {
      this.stayed.set(partner, stays);
      this.collected.register(partner, stays, stays);
      if (this.used.has(port)) this.used.add(partner);
    }
    this.listen(stays);
    return { number: stays.number, sent: 0, received: 0 };
  }

  /** Both ports of a channel are handed on over the link, and nothing is between them. */
  private unusedStay(port: MessagePort): Wired | undefined {
    const stays = this.stayed.get(port);
    return stays && stays.received === 0 && !this.used.has(port) ? stays : undefined;
  }

  /** The DOM has carried a message of a port, with others. */
  sentNatively(port: MessagePort | undefined, transfer: unknown): void {
    if (port) this.used.add(port);
    for (const each of portsIn(transfer)) {
      const wired = this.byPort.get(each) ?? this.stayed.get(each);
      dom.noteMoved(each);
      this.byPort.delete(each);
      this.stayed.delete(each);
      if (!wired) continue;
      this.collected.unregister(wired);
      wired.partner = undefined;
      wired.handOn();
    }
  }

  /** Ends it here; what scripts have not had goes back to main, and after it. */
  private withdraw(wired: Wired): Entry {
    const entry = { number: wired.number, sent: wired.sent, received: wired.given };
    for (const { bytes, carried } of wired.unread) {
      carried.forEach((end, i) => writeEntry(bytes, 0, i, this.withdraw(end)));
      this.returned.push({ number: wired.number, bytes });
    }
    for (const bytes of wired.early.values()) this.returned.push({ number: wired.number, bytes });
    this.left.add(wired.number);
    this.forget(wired);
    dom.closeNatively(wired.near);
    return entry;
  }

  private forget(wired: Wired): void {
    this.byNumber.delete(wired.number);
    const { port } = wired;
    if (port) this.byPort.delete(port);
    const partner = wired.partner?.deref();
    if (partner) this.stayed.delete(partner);
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

  private settle(wired: Wired, port: MessagePort): void {
    wired.port = port;
    this.byPort.set(port, wired);
    this.collected.register(port, wired, wired);
  }

  /** A message for a port. */
  onMessage(number: number, bytes: Uint8Array): void {
    const wired = this.byNumber.get(number);
    if (!wired) {
      if (this.left.has(number)) this.wire.postBytes(Kind.portReturned, number, bytes);
      return;
    }
    const { sequence } = readHead(bytes);
    if (sequence === wired.received) {
      this.take(wired, bytes);
      for (let next; (next = wired.early.get(wired.received)); ) {
        wired.early.delete(wired.received);
        this.take(wired, next);
      }
      this.endIfDone(wired);
    } else if (isBefore(wired.received, sequence)) {
      wired.early.set(sequence, bytes.slice());
    }
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
    const { port } = wired;
    const atOnce = port && wired.isStarted && wired.unread.length === 0;
    wired.received = (wired.received + 1) >>> 0;
    if (atOnce) {
      try {
        dom.dispatch(port, new dom.Message(type, { data, ports }));
      } catch (error) {
        reportUncaught(error);
      }
      return;
    }
    const carried = ports.map((each) => this.byPort.get(each) as Wired);
    dom.postNatively(wired.near, data, ports);
    if (wired.isHere) {
      for (const each of carried) {
        this.collected.unregister(each);
        each.travel();
      }
      wired.unread.push({ bytes: bytes.slice(), carried });
    } else {
      for (const each of carried) {
        this.collected.unregister(each);
        each.handOn();
      }
    }
  }

  /** A script listens to a port of this world, or starts it. */
  hear(port: MessagePort, starts: boolean): void {
    const wired = this.byPort.get(port);
    if (!wired) return;
    if (!wired.isHeard) {
      wired.isHeard = true;
      // Before the script's own.
      dom.listenNatively(port, "message", (event: MessageEvent) => this.arrived(wired, event));
    }
    if (starts) wired.start();
  }

  /** The DOM has brought a message to a port of this world, before its listeners hear of it. */
  arrived(wired: Wired, event: MessageEvent): void {
    if (!event.isTrusted) return;
    const unread: Unread | undefined = wired.unread.shift();
    unread?.carried.forEach((end, i) => this.settle(end, event.ports[i] as MessagePort));
    if (wired.last !== undefined && wired.unread.length === 0) this.afterThisTask(() => this.endIfDone(wired));
  }

  /** A microtask would come between the listeners of one event. */
  private afterThisTask(run: () => void): void {
    const { port1, port2 } = new dom.Channel();
    dom.setHandler(port1, () => {
      dom.closeNatively(port1);
      run();
    });
    dom.postNatively(port2, null);
  }

  /** What the DOM brings from where a port was handed on to. */
  private listen(wired: Wired): void {
    dom.setHandler(wired.near, (event: MessageEvent) => {
      if (event.data === lastWord) return this.close(wired);
      try {
        this.post(wired, event.data, new Transfer(event.ports));
      } catch (error) {
        reportUncaught(error);
      }
    });
  }

  // ---- the end ----

  onClose(number: number, bytes: Uint8Array): void {
    const wired = this.byNumber.get(number);
    if (!wired) return;
    wired.last = readNumber(bytes);
    this.endIfDone(wired);
  }

  private endIfDone(wired: Wired): void {
    if (wired.last === undefined || isBefore(wired.received, wired.last) || wired.unread.length > 0) return;
    if (!this.byNumber.has(wired.number)) return;
    const port = wired.port ?? wired.partner?.deref();
    this.end(wired);
    if (port) dom.dispatch(port, new dom.PlainEvent("close"));
  }

  /** Scripts of this world have closed a port, or it is collected. */
  closePort(port: MessagePort): void {
    const wired = this.byPort.get(port);
    if (wired) this.close(wired);
    // What it posted before is still on its way to the near end.
    else if (this.stayed.has(port)) dom.postNatively(port, lastWord);
    dom.closeNatively(port);
  }

  private close(wired: Wired): void {
    if (!this.byNumber.has(wired.number)) return;
    this.end(wired);
    dom.closeNatively(wired.near);
  }

  private end(wired: Wired): void {
    this.forget(wired);
    this.wire.postBytes(Kind.portClose, wired.number, writeNumber(wired.sent));
    for (const { carried } of wired.unread) for (const each of carried) this.close(each);
  }
}

/** Whether no other window can be reached from here. */
function isAlone(): boolean {
  return window.length === 0 && window.parent === window && window.opener === null;
}
