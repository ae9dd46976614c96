// One end of a channel whose other end is somewhere behind the link. The DOM's channel has two ends in
// this process: `near` is the runtime's, and the other one, the face, is with the scripts. As long as that is
// with scripts of this world and started, a message is dispatched on it straight away, and what they post
// through it goes to the link. Where it is not started, or was handed on to another world, window or worker,
// the DOM carries the messages between it and `near`, queues them, and keeps their order.

import type { Face } from "./face.js";

/** What one port may hold that its scripts have not had, and what each message counts beside its bytes. */
const mostHeldBytes = 64 * 2 ** 20;
const messageBytes = 256;

/** A message that was given to the DOM and has not arrived: kept, for the port may be handed on first. */
export interface Unread {
  readonly bytes: Uint8Array;
  /** The ends that it carries. */
  readonly carried: readonly Wired[];
  /** Of the event. */
  readonly type: string;
}

export class Wired {
  readonly number: number;
  readonly near: MessagePort;
  sent: number;
  received: number;
  /** The other end is closed, and has sent so many. */
  last: number | undefined;
  /** Is taken out of order: what came before its turn. */
  readonly early = new Map<number, Uint8Array>();
  unread: Unread[] = [];
  /** How much the two hold. */
  private heldBytes = 0;
  /** How many messages the DOM still brings to the face that were posted before the link's, in the page. */
  ahead = 0;
  /** How many the DOM was given for the face in all. */
  passed = 0;
  /** How many the DOM still brings from the face. */
  behind = 0;
  /** It is with scripts of this world, or on its way to them in a message. */
  isHere = true;
  /** The face is gone: the end, when the DOM has brought what it had posted. */
  isEnding = false;
  face: Face | undefined;
  private object: WeakRef<MessagePort> | undefined;
  // A port that can still receive is not collected.
  private kept: MessagePort | undefined;

  constructor(number: number, near: MessagePort, sent: number, received: number) {
    this.number = number;
    this.near = near;
    this.sent = sent;
    this.received = received;
  }

  /** The port that scripts of this world have. */
  get port(): MessagePort | undefined {
    return this.kept ?? this.object?.deref();
  }

  /** The port to dispatch a message on, where nothing has to come before it. */
  get open(): MessagePort | undefined {
    return this.unread.length === 0 && this.ahead === 0 ? this.kept : undefined;
  }

  /** Nothing that the DOM carries is under way, but for what is `unread`. */
  get isClear(): boolean {
    return this.ahead === 0 && this.behind === 0;
  }

  /** It is with scripts of this world. */
  settle(port: MessagePort, face: Face): void {
    this.face = face;
    this.object = new WeakRef(port);
    face.wired = this;
    if (face.isStarted) this.start(port);
  }

  start(port: MessagePort): void {
    this.kept = port;
  }

  /** Scripts of this world do not have it as this object any more. */
  leave(): void {
    this.object = undefined;
    this.kept = undefined;
  }

  release(): void {
    if (this.face) this.face.wired = undefined;
    this.face = undefined;
    this.leave();
  }

  /** Counts a message that waits, or with `waits` false one that does not any more. */
  hold(bytes: Uint8Array, waits = true): void {
    const size = bytes.length + messageBytes;
    this.heldBytes += waits ? size : -size;
  }
  /** The DOM has taken along what was unread. */
  dropUnread(): void {
    for (const { bytes } of this.unread) this.hold(bytes, false);
    this.unread = [];
  }
  /** Whoever is at the other end sends more than anybody takes. */
  get isFull(): boolean {
    return this.heldBytes > mostHeldBytes;
  }

  /** How many messages scripts have had. */
  get given(): number {
    return (this.received - this.unread.length) >>> 0;
  }
}
