// What the host gives the runtime of a document, and what the runtime gives the host. Bytes and
// numbers cross on the hot way, and nothing else.

import type { Kit } from "./bridge/kit.js";
import type { Part, PartFactory } from "./modules.js";

/** The kinds of messages, as src/ipc/message.h has them. */
export const Kind = {
  send: 10,
  invoke: 11,
  sendSync: 12,
  resolve: 13,
  reject: 14,
  execute: 15,
  readFile: 16,
  readEnvironment: 17,
  guest: 18,
  toGuest: 19,
  post: 20,
  portMessage: 21,
  portClose: 22,
  portReturned: 23,
  portLost: 25,
  toHost: 28,
} as const;

export interface Natives {
  /** The memory that `post` and `callSync` take their bytes from, until the next `useOutput`. */
  useOutput(buffer: Uint8Array): void;
  /**
   * Posts the message whose channel lies in the first `channelBytes` of the output, with its body up to
   * `end`. A `call` of -1 takes a new number, which is given back. Throws where the link is closed or
   * the message too large.
   */
  post(kind: number, call: number, channelBytes: number, end: number): number;
  /** Sends what was posted in this turn. */
  flush(): void;
  /**
   * Posts a `sendSync`, `readFile` or `readEnvironment` and blocks until its answer lies in the input: the count of its
   * bytes, or for a rejection that count taken from -1.
   */
  callSync(kind: number, channelBytes: number, end: number): number;
  /** Evaluates a script in the page's world, whatever the page's policy says; throws what it throws. */
  evaluate(code: string, url: string): unknown;
  /** The same in the runtime's own world. */
  evaluateOwn(code: string, url: string): unknown;
  /** The kit of the page's realm; undefined where the runtime is in the page's own realm. */
  pageKit(): Kit | undefined;
  /** The kit of another world of the document, by its number: made at the first time that it is asked for. */
  worldKit(world: string): Kit;
  /** Evaluates a script in such a world; throws what it throws. */
  evaluateInWorld(world: string, code: string, url: string): unknown;
  /** The page's face of a DOM node of this world; undefined for all else. */
  nodeToPage(object: object): object | undefined;
  /** This world's face of a DOM node of the page. */
  nodeFromPage(object: object): object | undefined;
  /** The number of this document. */
  frameNumber(): number;
  /**
   * The document that is to another one of the process what `relation` says, 0 for none: "self", "parent", "top",
   * "opener", "next", or by the argument "child" (its place), "named" and "selected" (by a selector).
   */
  relatedFrame(document: number, relation: string, argument: string): number;
  /**
   * Has another document of the process run a script: the world's name and the clone of `[code, url]` lie in the
   * output, as those of `post`. Gives the number of the call, which `receive` settles.
   */
  executeInFrame(document: number, worldBytes: number, end: number): number;
  /** How large the page is shown. */
  zoom(): number;
  setZoom(factor: number): void;
  /** A part of the library that is compiled when it is asked for. */
  load(part: Part): PartFactory;
  /** What the system says of this process and its machine: see ProcessInfo in process.ts. */
  processInfo(): readonly [...number[], string];
  /** Ends this process as a fault of the engine would. */
  crash(): never;
  /** Whether the process has never shown another page. */
  isAlone(): boolean;
  /** Tells main of what is written to the console, where main wants to know. */
  tellConsole(level: string, message: string, line: number, source: string): void;
  /** Keeps from main, until it is taken back, that an error was not told for whose it is. Gives whether one was. */
  hush(isHushed: boolean): boolean;
  /** Tells the shell, and through it main, that the preload has failed. */
  preloadFailed(path: string, message: string): void;
  /** Tells the shell where a guest is, and which part of that is seen, each as x, y, width and height. */
  placeGuest(contents: number, ...place: number[]): void;
  /** Tells the shell that the element of a guest has the focus now, and how it came; 0: the page itself. */
  focusGuest(contents: number, how: "here" | "forward" | "backward"): void;
  /** What makes the page's side of `<webview>`, a function of the page's; undefined where it is the runtime's realm too. */
  pageWebview(): object | undefined;
}

export interface Config {
  readonly versions: Readonly<Record<string, string>>;
  /** How many objects a message makes at most; 0: the default. */
  readonly messageObjects: number;
  readonly contextIsolated: boolean;
  readonly sandboxed: boolean;
  readonly nodeIntegration: boolean;
  readonly isMainFrame: boolean;
  /** `<webview>` is an element here. */
  readonly webviewTag: boolean;
  /** The page is in a `<webview>`. */
  readonly isGuest: boolean;
  /** Of `process.argv`, behind the name of the program. */
  readonly arguments: readonly string[];
  readonly execPath: string;
  readonly pid: number;
  readonly arch: string;
  /** The preload script's file; empty where there is none. */
  readonly preload: string;
  readonly source: string;
}

/** What the host calls. */
export interface Runtime {
  /** The memory that the following messages lie in. */
  useInput(buffer: Uint8Array): void;
  /** A message, whose body is the first `length` bytes of the input. */
  receive(kind: number, call: number, channel: string, length: number): void;
  /** Nothing will be answered any more: the link is gone or, where `released`, the document. */
  closed(released: boolean): void;
  /** A word of the shell about a guest of this document: "left" or "focused". */
  tellGuest(what: string, contents: number, detail: string): void;
  /** Runs the preload script, and gives the page its Node names where it is to have them. */
  start(): void;
}
