// `webFrameMain`: the frames of pages. https://www.electronjs.org/docs/latest/api/web-frame-main
//
// A frame is a place that shows one document after another: a page's own, or an iframe. There is one
// WebFrameMain for it as long as it lives. What is said and asked of it goes to the document that it
// shows at that moment, and never to the next one.

import { checkChannel, checkPost } from "./checks.js";
import { numberOf, tokenOf } from "./frame-token.js";
import { IpcMain } from "./ipc-main.js";
import { unlessGone } from "./unless-gone.js";
import { call, executeScript, postToFrame, sendToFrame } from "./native.js";
import type { MessagePortMain } from "./message-port.js";
import { refuseInstances } from "./platform-objects.js";
import { Transfer } from "./transfer.js";
import { WatchedEmitter } from "./watched-emitter.js";

/** An open document, as its renderer has told of it. */
export interface OpenDocument {
  readonly renderer: number;
  readonly number: number;
  readonly frame: WebFrameMain;
  /** The number of the document that embeds it, in the same renderer; 0 for none. */
  readonly parent: number;
  /** The renderer, as the system numbers its process. */
  readonly process: number;
  /** It is a page's own: its address and origin are the shell's word, an iframe's its renderer's. */
  readonly main: boolean;
  readonly origin: string;
  readonly name: string;
  url: string;
  /** From when it is being left: what its messages are of, for its frame is about to show another document. */
  left?: WebFrameMain;
}

/** What a frame needs of the page that it is in. */
export interface FrameOwner {
  readonly id: number;
  readonly mainFrame: WebFrameMain;
  isVisible(): boolean;
  process(): { renderer: number; pid: number };
}

const places = new Map<number, WebFrameMain>();
const documents = new Map<number, OpenDocument>();

// Both are numbered from 1, by main and by a renderer: no app comes near 2^21 renderers.
const keyOf = (renderer: number, number: number): number => renderer * 2 ** 32 + number;

export function documentOf(renderer: number, number: number): OpenDocument | undefined {
  return documents.get(keyOf(renderer, number));
}

export class WebFrameMain extends WatchedEmitter {
  protected static override readonly title = "WebFrameMain";
  readonly frameTreeNodeId: number;
  readonly #owner: FrameOwner;
  #document: OpenDocument | undefined;
  /** What it shows, or has shown last. */
  #last: OpenDocument | undefined;
  #ipc: IpcMain | undefined;
  #destroyed = false;
  readonly #left: boolean = false;

  /** For this module alone. `leaving`: the document that its place shows no longer, where it stands for that one. */
  constructor(place: number, owner: FrameOwner, leaving?: OpenDocument) {
    super();
    this.frameTreeNodeId = place;
    this.#owner = owner;
    this.#document = this.#last = leaving;
    if (leaving) this.#left = true;
    else places.set(place, this);
  }

  get ipc(): IpcMain {
    return (this.#ipc ??= new IpcMain([0, this.frameTreeNodeId]));
  }
  /** For the modules of main. */
  get owner(): FrameOwner {
    return this.#owner;
  }
  /** The frame's own `ipc`, where the app has asked for it. */
  get ipcIfUsed(): IpcMain | undefined {
    return this.#ipc;
  }

  get url(): string {
    return this.#last?.url ?? "";
  }
  get origin(): string {
    return this.#last?.origin ?? "null";
  }
  /** Cation's own: whether `url` and `origin` are more than what the page's own process says. */
  get verified(): boolean {
    return this.#last?.main ?? false;
  }
  get name(): string {
    return this.#last?.name ?? "";
  }
  get processId(): number {
    return this.#last?.renderer ?? this.#owner.process().renderer;
  }
  get routingId(): number {
    return this.#last?.number ?? 0;
  }
  get frameToken(): string {
    return this.#last ? tokenOf(this.#last.number) : placeTokenOf(this.frameTreeNodeId);
  }
  get osProcessId(): number {
    return this.#document?.process ?? (this.#last ? 0 : this.#owner.process().pid);
  }
  get visibilityState(): "visible" | "hidden" {
    return !this.detached && this.#owner.isVisible() ? "visible" : "hidden";
  }
  get detached(): boolean {
    return this.#destroyed || this.#left;
  }

  get top(): WebFrameMain | null {
    return this.#destroyed ? null : this.#owner.mainFrame;
  }
  get parent(): WebFrameMain | null {
    const document = this.#document;
    if (!document || document.parent === 0) return null;
    return documentOf(document.renderer, document.parent)?.frame ?? null;
  }
  get frames(): WebFrameMain[] {
    const document = this.#document;
    if (!document) return [];
    const embedded = ({ renderer, parent }: OpenDocument): boolean =>
      renderer === document.renderer && parent === document.number;
    return [...documents.values()].filter(embedded).map(({ frame }) => frame);
  }
  get framesInSubtree(): WebFrameMain[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)];
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    checkChannel(channel);
    this.#check();
    const document = this.#document;
    if (document) sendToFrame(document.renderer, document.number, channel, args);
  }

  /** Sends one value, and hands on the ports in `transfer`. */
  postMessage(channel: string, message: unknown, transfer?: readonly MessagePortMain[]): void {
    checkPost(channel, arguments.length);
    this.#check();
    const document = this.#document;
    const carried = new Transfer(transfer);
    if (document) postToFrame(document.renderer, document.number, channel, message, carried);
    else carried.abandon();
  }

  executeJavaScript(code: string, _userGesture?: boolean): Promise<any> {
    const run = async (): Promise<unknown> => {
      if (typeof code !== "string") throw new TypeError("The code must be a string");
      this.#check();
      try {
        return await this.executeIn("main", code);
      } catch (error) {
        throw named(error);
      }
    };
    return unlessGone(() => this.#destroyed, run());
  }

  /** Loads what it shows anew; false where there is nothing to load. */
  reload(): boolean {
    return this.#document !== undefined && call("contents.reload_frame", this.#owner.id, this.frameTreeNodeId);
  }

  /** For the modules of main: runs a script in a world of the document that it shows. */
  executeIn(world: string, code: string, url = ""): Promise<unknown> {
    const { renderer, number } = this.#document ?? { renderer: 0, number: 0 };
    return executeScript(renderer, number, world, code, url);
  }

  #check(): void {
    if (this.#destroyed) throw new Error("Render frame was disposed before WebFrameMain could be accessed");
  }

  /** For this module alone. */
  static show(frame: WebFrameMain, document: OpenDocument): void {
    frame.#document = frame.#last = document;
  }
  static leave(frame: WebFrameMain, document: OpenDocument): void {
    if (frame.#document === document) frame.#document = undefined;
  }
  static end(frame: WebFrameMain): void {
    frame.#destroyed = true;
    frame.#document = undefined;
  }
}

refuseInstances(WebFrameMain);
/** A frame that has shown nothing yet, which no document's token is like. */
function placeTokenOf(place: number): string {
  return "F" + place.toString(16).toUpperCase().padStart(31, "0");
}

/** As Electron has it of a frame: the message of an error begins with its name. */
function named(error: unknown): unknown {
  if (!(error instanceof Error) || error.message.startsWith(`${error.name}: `)) return error;
  const value = `${error.name}: ${error.message}`;
  return Object.defineProperty(error, "message", { value, configurable: true, writable: true });
}

export interface AttachedFrame {
  contents: number;
  renderer: number;
  frame: number;
  place: number;
  parent: number;
  main: boolean;
  /** Its place has shown no document before. */
  first: boolean;
  process: number;
  url: string;
  origin: string;
  name: string;
}

/** A document was opened. */
export function openDocument(owner: FrameOwner, facts: AttachedFrame): OpenDocument {
  const { renderer, frame: number, place, parent, process, main, origin, name, url } = facts;
  const frame = places.get(place) ?? new WebFrameMain(place, owner);
  const document = { renderer, number, frame, parent, process, main, origin, name, url };
  documents.set(keyOf(renderer, number), document);
  WebFrameMain.show(frame, document);
  return document;
}

/** A document is being left, and may say some last words. */
export function leaveDocument(document: OpenDocument): void {
  document.left ??= new WebFrameMain(document.frame.frameTreeNodeId, document.frame.owner, document);
}

/** A document has gone; its frame may show another. */
export function closeDocument(renderer: number, number: number): void {
  const key = keyOf(renderer, number);
  const document = documents.get(key);
  if (!document) return;
  documents.delete(key);
  WebFrameMain.leave(document.frame, document);
  if (document.left) WebFrameMain.end(document.left);
}

/** A frame has gone. */
export function endFrame(place: number): void {
  const frame = places.get(place);
  if (!frame) return;
  places.delete(place);
  WebFrameMain.end(frame);
}

/** The `webFrameMain` module. */
export const webFrameMain = {
  fromId(processId: number, routingId: number): WebFrameMain | undefined {
    return documentOf(processId, routingId)?.frame;
  },
  fromFrameToken(processId: number, frameToken: string): WebFrameMain | null {
    if (!String(frameToken).startsWith("F")) return documentOf(processId, numberOf(frameToken))?.frame ?? null;
    const frame = places.get(numberOf(`0${frameToken.slice(1)}`));
    return frame?.frameToken === frameToken && frame.processId === processId ? frame : null;
  },
};
