// What listeners and handlers get beside a page's arguments.
// https://www.electronjs.org/docs/latest/api/structures/ipc-main-event

import { checkChannel } from "./checks.js";
import type { MessagePortMain } from "./message-port.js";
import { dropCall, rejectCall, resolveCall, sendToFrame } from "./native.js";
import type { WebContents } from "./web-contents.js";
import { documentOf, type OpenDocument, type WebFrameMain } from "./web-frame-main.js";

export class IpcMainInvokeEvent {
  readonly type = "frame";
  readonly sender: WebContents;
  readonly processId: number;
  readonly frameId: number;
  /** The address of the document, and its origin, when it sent: whatever its frame shows since. */
  readonly senderURL: string;
  readonly senderOrigin: string;
  /** Whether these two are more than what the document's own process says: for a page's own documents. */
  readonly senderVerified: boolean;
  defaultPrevented = false;

  constructor(sender: WebContents, document: OpenDocument) {
    this.sender = sender;
    this.processId = document.renderer;
    this.frameId = document.number;
    this.senderURL = document.url;
    this.senderOrigin = document.origin;
    this.senderVerified = document.main;
  }

  /** As every event of Electron has it; nothing is done by default. */
  preventDefault(): void {
    this.defaultPrevented = true;
  }

  /** The frame that has sent; null once it shows another document, or is gone. */
  get senderFrame(): WebFrameMain | null {
    const document = documentOf(this.processId, this.frameId);
    return document?.left ?? document?.frame ?? null;
  }

  /** Sends to the very document that sent; goes nowhere when that is gone. */
  reply(channel: string, ...args: unknown[]): void {
    checkChannel(channel);
    sendToFrame(this.processId, this.frameId, channel, args);
  }
}

export class IpcMainEvent extends IpcMainInvokeEvent {
  readonly ports: MessagePortMain[];

  constructor(sender: WebContents, document: OpenDocument, ports: MessagePortMain[] = []) {
    super(sender, document);
    this.ports = ports;
  }
}

// An event that is collected can get its returnValue no more: the page must not wait for it.
const forgotten = new FinalizationRegistry<number>(dropCall);

/** The event of a sendSync: the page waits until `returnValue` is set. */
export class IpcMainSyncEvent extends IpcMainEvent {
  #reply: number;
  #value: unknown;

  constructor(sender: WebContents, document: OpenDocument, reply: number) {
    super(sender, document);
    this.#reply = reply;
    forgotten.register(this, reply, this);
  }

  get returnValue(): unknown {
    return this.#value;
  }

  set returnValue(value: unknown) {
    const reply = this.#take();
    if (reply === 0) return;
    this.#value = value;
    try {
      resolveCall(reply, value);
    } catch (error) {
      rejectCall(reply, error);
      throw error;
    }
  }

  /** Answers with an error, where nobody has answered. */
  fail(error: unknown): void {
    const reply = this.#take();
    if (reply !== 0) rejectCall(reply, error);
  }

  #take(): number {
    const reply = this.#reply;
    this.#reply = 0;
    forgotten.unregister(this);
    return reply;
  }
}
