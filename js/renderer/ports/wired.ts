// One end of a channel whose other end is somewhere behind the link. The DOM's channel has two ends in
// this process: `near` is the runtime's, and the other one is with the scripts. As long as that is
// with scripts of this world and started, a message is dispatched on it straight away, and what they post
// through it goes to the link. Where it is not started, or was handed on to another world, window or worker,
// the DOM carries the messages between it and `near`, queues them, and keeps their order.

/** A message that was given to the DOM and has not arrived: kept, for the port may be handed on first. */
export interface Unread {
  readonly bytes: Uint8Array;
  /** The ends that it carries. */
  readonly carried: readonly Wired[];
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
  /** It is with scripts of this world, or on its way to them in a message. */
  isHere = true;
  isStarted = false;
  /** What the DOM gives for it may be counted. */
  isHeard = false;
  /** Of a port that was handed on over the link: the other port of its channel, which stays. */
  partner: WeakRef<MessagePort> | undefined;
  private face: WeakRef<MessagePort> | undefined;
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
    return this.isHere ? this.face?.deref() : undefined;
  }

  set port(port: MessagePort | undefined) {
    this.face = port && new WeakRef(port);
    this.kept = undefined;
  }

  start(): void {
    this.isStarted = true;
    this.kept = this.port;
  }

  /** Scripts of this world do not have it any more, and the DOM has taken the unread messages along. */
  handOn(): void {
    this.isHere = false;
    this.port = undefined;
    this.unread = [];
  }

  /** It moves to another object, in a message that the DOM carries to this world. */
  travel(): void {
    this.port = undefined;
    this.isStarted = false;
    this.isHeard = false;
  }

  /** How many messages scripts have had. */
  get given(): number {
    return (this.received - this.unread.length) >>> 0;
  }
}
