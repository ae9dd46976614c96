// One connection to main, as a stranger or a renderer: what it says, and what it hears.

import { clone, inFile, kinds, message, record, unclone } from "./wire.mjs";

/** One connection to main. */
export class Speaker {
  isClosed = false;
  page = 0;
  /** What main has said that is no answer: messages as `readMessage` gives them, with `files`. */
  heard = [];
  #lastCall = 0;
  #calls = new Map();
  #waiting = [];

  constructor(stage, link) {
    this.stage = stage;
    this.link = link;
    this.closed = new Promise((resolve) => (this.onClosed = () => {
      this.isClosed = true;
      for (const settle of this.#calls.values()) settle({ closed: true });
      resolve();
    }));
  }

  take(heard) {
    const isReply = heard.kind === kinds.resolve || heard.kind === kinds.reject;
    const settle = isReply && this.#calls.get(heard.call);
    if (settle) {
      this.#calls.delete(heard.call);
      return settle(heard);
    }
    this.heard.push(heard);
    for (const look of this.#waiting) look();
  }

  /** Waits for a message of a kind, and takes it. */
  async next(kind) {
    return this.stage.until(`a message of the kind ${kind}`, () => {
      const at = this.heard.findIndex((heard) => heard.kind === kind);
      return at < 0 ? undefined : this.heard.splice(at, 1)[0];
    });
  }

  packet(bytes, options) {
    // What a closed link does not take is nobody's to wait for.
    return Promise.race([this.stage.packet(this.link, bytes, options), this.closed]);
  }

  /** Messages, all in one packet. */
  say(...messages) {
    return this.packet(Buffer.concat(messages.map((each) => record(each))));
  }

  /** A packet of the same message again and again. */
  flood(each, { packets = 1, bytes = 60_000 } = {}) {
    const one = record(each);
    return this.packet(repeat(one, Math.max(1, Math.floor(bytes / one.length))), { times: packets });
  }

  /** A message in a memory file of its own. */
  large(bytes, options) {
    const file = this.stage.memory(bytes);
    const sent = this.packet(inFile(bytes.length), { files: [file], ...options });
    this.stage.drop(file);
    return sent;
  }

  /** A message of any size. */
  sayAny(bytes) {
    return bytes.length > 32_768 ? this.large(bytes) : this.say(bytes);
  }

  hello(token) {
    return this.say(message(kinds.hello, { channel: token }));
  }

  attached(frame, { page = this.page, ...facts } = {}) {
    const all = { url: "file:///x.html", origin: "file://", name: "", main: true, parent: 0, frameId: 0, ...facts };
    return message(kinds.attached, { page, frame, body: clone([all]) });
  }
  attach(frame, facts) {
    return this.sayAny(this.attached(frame, facts));
  }
  /** An iframe of the document 1. */
  embed(frame, facts) {
    return this.attach(frame, { main: false, parent: 1, frameId: frame, ...facts });
  }
  detach(frame, isGone = true) {
    return this.say(message(kinds.detached, { page: this.page, frame, body: clone([isGone]) }));
  }
  event(name, value, { frame = 1 } = {}) {
    return this.sayAny(message(kinds.event, { page: this.page, frame, channel: name, body: clone(value) }));
  }
  send(channel, body, { frame = 1, page = this.page } = {}) {
    return this.sayAny(message(kinds.send, { page, frame, channel, body }));
  }

  /** Asks main, and gives what it answers with: a message, or `{closed: true}`. */
  async ask(kind, channel, body, { frame = 1, page = this.page } = {}) {
    const call = this.call();
    const answer = new Promise((resolve) => this.#calls.set(call, resolve));
    if (this.isClosed) return { closed: true };
    void this.sayAny(message(kind, { call, page, frame, channel, body }));
    return answer;
  }
  call() {
    return ++this.#lastCall;
  }
  /** The value that an invoke gives, or throws what it is rejected with; `undefined` where main hangs. */
  async invoke(channel, args, options) {
    const answer = await this.ask(kinds.invoke, channel, clone(args), options);
    if (answer.closed) throw new Error("the link was closed");
    const value = unclone(answer.body);
    if (answer.kind === kinds.reject) throw value;
    return value;
  }

  deafen(isDeaf = true) {
    this.stage.order({ op: "deaf", link: this.link, deaf: isDeaf });
  }
  close() {
    this.stage.order({ op: "close", link: this.link });
    this.stage.links.delete(this.link);
    this.isClosed = true;
  }
}

const repeat = (bytes, count) => Buffer.concat(Array.from({ length: count }, () => bytes));
