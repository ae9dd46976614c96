// The runtime's end of the link: values become messages and messages values. What is posted in one
// turn leaves together, in a microtask; a synchronous call sends what was posted before it.

import { type Codec, createCodec, limitsFor } from "../clone/index.js";
import { createBlobReader } from "./blob.js";
import { Kind, type Natives } from "./natives.js";
import { type Entry, headBytes, writeHead } from "./ports/head.js";
import { utf8 } from "./utf8.js";

interface Pending {
  /** What an error of the call is said to be of. */
  readonly channel: string;
  /** Passed on as they are: what a document of this process says, and what main does of a guest. */
  readonly isPlain: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

const maxChannelBytes = 65535;
const maxKeptChannels = 1000;
/** src/ipc/limits.h has both: main ends whoever goes past them. */
const maxArguments = 10_000;
const noBytes = new Uint8Array(0);

export class Wire {
  private readonly natives: Natives;
  private readonly codec: Codec;
  private readonly channels = new Map<string, Uint8Array>();
  private readonly pending = new Map<number, Pending>();
  private readonly turn = Promise.resolve();
  private readonly flush: () => void;
  private input: Uint8Array = noBytes;
  private output: Uint8Array = noBytes;
  private flushing = false;
  private open = true;
  private released = false;

  constructor(natives: Natives, messageObjects: number) {
    this.natives = natives;
    this.codec = createCodec({ readBlob: createBlobReader(), limits: limitsFor(messageObjects) });
    this.flush = () => {
      this.flushing = false;
      try {
        natives.flush();
      } catch {
        // The document has ended since; what it had posted leaves with what others post.
      }
    };
  }

  send(channel: string, args: unknown[]): void {
    this.call(Kind.send, 0, channel, args);
  }

  invoke(channel: string, args: unknown[]): Promise<unknown> {
    const call = this.call(Kind.invoke, -1, channel, args);
    return this.answerTo(call, channel);
  }

  /** Has main do something with a guest; rejects with what main says. */
  callGuest(word: string, args: unknown[]): Promise<unknown> {
    return this.answerTo(this.call(Kind.guest, -1, word, args), word, true);
  }

  /** The same, and nobody wants to know what comes of it. */
  tellGuest(word: string, args: unknown[]): void {
    this.call(Kind.guest, 0, word, args);
  }

  /** To the page around the document, which is a guest's. */
  sendToHost(channel: string, args: unknown[]): void {
    this.call(Kind.toHost, 0, channel, args);
  }

  /** To the main document of a guest, by the number of its contents. */
  sendToGuest(contents: number, channel: string, args: unknown[]): void {
    this.call(Kind.toGuest, contents, channel, args);
  }

  /** Has another document of the process run a script. */
  executeInFrame(document: number, world: string, code: string, url: string): Promise<unknown> {
    const name = this.nameOf(world);
    const call = this.natives.executeInFrame(document, name.length, this.encode(name, [code, url], "args"));
    return this.answerTo(call, "executeJavaScript", true);
  }

  sendSync(channel: string, args: unknown[]): unknown {
    return this.callSync(Kind.sendSync, channel, args);
  }

  /** The text of a file of the app, null where there is none. */
  readFile(path: string): string | null {
    return this.callSync(Kind.readFile, path, []) as string | null;
  }

  /** The environment of the main process, as it is now. */
  readEnvironment(): Record<string, string> {
    return this.callSync(Kind.readEnvironment, "", []) as Record<string, string>;
  }

  /** Answers a call of main. */
  answer(call: number, kind: typeof Kind.resolve | typeof Kind.reject, value: unknown): void {
    this.post(kind, call, noBytes, this.encode(noBytes, value, "result"));
  }

  useInput(buffer: Uint8Array): void {
    this.input = buffer;
  }

  /** The value in the first `length` bytes of the input. */
  decode(length: number): unknown {
    return this.codec.decode(this.input, 0, length);
  }

  /** A reply has come in. */
  settle(kind: number, call: number, length: number): void {
    const pending = this.pending.get(call);
    if (!pending) return;
    this.pending.delete(call);
    let value: unknown;
    try {
      value = this.decode(length);
    } catch (error) {
      pending.reject(error);
      return;
    }
    if (kind === Kind.resolve) pending.resolve(value);
    else pending.reject(pending.isPlain ? value : remoteError(pending.channel, value));
  }

  /** No reply can come any more: the main process has gone, or the document itself. */
  close(released: boolean): void {
    this.open = false;
    this.released = released;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { channel, reject } of waiting) {
      reject(remoteError(channel, released ? new Error("reply was never sent: the document has gone") : closedError()));
    }
  }

  // ---- ports ----

  /**
   * Posts a message with ports. Once it is cloned, and its getters have done what they may, `next` tells the
   * message's number and `give` how each port is called.
   */
  postWithPorts(
    kind: number,
    call: number,
    channel: string,
    message: unknown,
    next: () => number,
    ports: readonly MessagePort[],
    give: (port: MessagePort) => Entry,
  ): void {
    const name = this.nameOf(channel);
    const end = this.encode(name, message, "message", headBytes(ports.length), ports);
    writeHead(this.output, name.length, next(), ports.map(give));
    this.natives.post(kind, call, name.length, end);
    this.flushSoon();
  }

  /** Throws where a message could not be posted for what it is. */
  checkMessage(message: unknown, ports: readonly object[]): void {
    this.codec.encode(message, "message", 0, ports);
  }

  /** Posts a message that is bytes alone. */
  postBytes(kind: number, call: number, bytes: Uint8Array): void {
    if (!this.open) return;
    this.natives.useOutput(bytes);
    this.output = bytes;
    this.natives.post(kind, call, 0, bytes.length);
    this.flushSoon();
  }

  /** The first `length` bytes of the input; they are another message's with the next one. */
  inputBytes(length: number): Uint8Array {
    return this.input.subarray(0, length);
  }

  /** The value in `bytes` from `start` on. */
  decodeBytes(bytes: Uint8Array, start: number, ports: readonly object[]): unknown {
    return this.codec.decode(bytes, start, bytes.length, { ports });
  }

  private answerTo(call: number, channel: string, isPlain = false): Promise<unknown> {
    return new Promise((resolve, reject) => this.pending.set(call, { channel, isPlain, resolve, reject }));
  }

  private callSync(kind: number, channel: string, args: unknown[]): unknown {
    const name = this.nameOf(channel);
    const end = this.encodeArguments(name, args);
    const length = this.natives.callSync(kind, name.length, end);
    const value = this.decode(length < 0 ? -1 - length : length);
    if (length < 0) throw value;
    return value;
  }

  private call(kind: number, call: number, channel: string, args: unknown[]): number {
    const name = this.nameOf(channel);
    return this.post(kind, call, name, this.encodeArguments(name, args));
  }

  private post(kind: number, call: number, name: Uint8Array, end: number): number {
    const number = this.natives.post(kind, call, name.length, end);
    this.flushSoon();
    return number;
  }

  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    void this.turn.then(this.flush);
  }

  private encodeArguments(name: Uint8Array, args: unknown[]): number {
    if (args.length > maxArguments) {
      const text = `A message has at most ${maxArguments} arguments, not ${args.length}: send them as one array`;
      throw Object.assign(new RangeError(text), { code: "ERR_MESSAGE_TOO_LARGE" });
    }
    return this.encode(name, args, "args");
  }

  private encode(name: Uint8Array, value: unknown, root: string, head = 0, ports?: readonly object[]): number {
    if (!this.open) throw this.released ? releasedError() : closedError();
    const end = this.codec.encode(value, root, name.length + head, ports);
    const { buffer } = this.codec;
    buffer.set(name);
    if (buffer !== this.output) {
      this.natives.useOutput(buffer);
      this.output = buffer;
    }
    return end;
  }

  private nameOf(channel: string): Uint8Array {
    const known = this.channels.get(channel);
    if (known) return known;
    const name = utf8(channel);
    if (name.length > maxChannelBytes) {
      throw new RangeError(`The name of a channel has at most ${maxChannelBytes} bytes`);
    }
    if (this.channels.size >= maxKeptChannels) this.channels.clear();
    this.channels.set(channel, name);
    return name;
  }
}

function closedError(): Error {
  return Object.assign(new Error("The main process has gone"), { code: "ERR_LINK_CLOSED" });
}

function releasedError(): Error {
  return Object.assign(new Error("IPC method called after context was released"), { code: "ERR_FRAME_GONE" });
}

function remoteError(channel: string, cause: unknown): Error {
  return new Error(`Error invoking remote method '${channel}': ${textOf(cause)}`, { cause });
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "a value that has no text";
  }
}
