// The addon, and the ways to it that the modules share. Values cross as structured clones.

import * as buffer from "node:buffer";
import { createRequire } from "node:module";
import { join } from "node:path";
import { types } from "node:util";

import { type Codec, createCodec, type FileConstructor, limitsFor } from "../clone/index.js";
import type { AppInfo } from "./app-info.js";
import type { Transfer } from "./transfer.js";
import { platformKind } from "./platform-objects.js";
import { breaksProtocol, textOf } from "./untrusted.js";

type Attached = readonly Uint8Array[];

/** The addon's functions; src/node/addon.cpp describes them. */
interface Addon {
  start(
    folder: string,
    appName: string,
    appFolder: string,
    versions: string[],
    callbacks: Callbacks,
    requireSandbox: boolean,
    messageObjects: number,
  ): Uint8Array;
  call(method: string, bytes: Uint8Array, end: number): Uint8Array | undefined;
  send(contents: number, channel: string, bytes: Uint8Array, end: number, attached?: Attached): void;
  sendToFrame(renderer: number, frame: number, channel: string, bytes: Uint8Array, end: number, attached?: Attached): void;
  reply(id: number, resolved: boolean, bytes: Uint8Array, end: number, attached?: Attached): void;
  drop(id: number): void;
  postMessage(contents: number, channel: string, bytes: Uint8Array, end: number, attached: Attached | undefined, ports: number[]): void;
  postMessageToFrame(
    renderer: number,
    frame: number,
    channel: string,
    bytes: Uint8Array,
    end: number,
    attached: Attached | undefined,
    ports: number[],
  ): void;
  createChannel(): [number, number];
  portPost(port: number, bytes: Uint8Array, end: number, attached: Attached | undefined, ports: number[]): void;
  portStart(port: number): void;
  portClose(port: number): void;
  freeBuffer(buffer: ArrayBuffer): void;
  execute(renderer: number, frame: number, world: string, bytes: Uint8Array, end: number, ticket: number): void;
  refuse(renderer: number, why: string): void;
}

/**
 * Gets a page's message: its body is in the first `body` bytes of the inbox, or in `body` itself, and its
 * large buffers are in `buffers`.
 */
export type OnMessage = (
  kind: number,
  contents: number,
  renderer: number,
  frame: number,
  channel: string,
  reply: number,
  handler: number,
  body: number | Uint8Array,
  buffers: ArrayBuffer[] | undefined,
  /** Of `postMessage` alone. */
  ports?: number[],
) => void;

/** Gets a started port's message, or, without a body, the end of its channel. */
export type OnPort = (
  port: number,
  body: number | Uint8Array | undefined,
  buffers: ArrayBuffer[] | undefined,
  ports: number[],
) => void;

interface Callbacks {
  message: OnMessage;
  port: OnPort;
  event(bytes: Uint8Array): boolean;
}

type Settle = { resolve(value: unknown): void; reject(error: unknown): void };

// Proxies cannot be cloned, and only Node can tell them. File is no global before Node 20.
const newCodec = (messageObjects: number): Codec =>
  createCodec({
    isProxy: types.isProxy,
    platformKind,
    File: buffer.File as FileConstructor | undefined,
    limits: limitsFor(messageObjects),
  });
let codec = newCodec(0);

const noPorts: readonly object[] = [];
let addon: Addon | undefined;
let inbox: Uint8Array;
let lastTicket = 0;
const tickets = new Map<number, Settle>();

/** Starts the app's other processes. `onEvent` gets what happens, and tells whether it was prevented. */
export function startNative(
  info: AppInfo,
  message: OnMessage,
  port: OnPort,
  onEvent: (what: string, details: unknown[]) => boolean,
): void {
  const load = createRequire(__filename);
  const loaded = load(join(__dirname, "cation.node")) as Addon;
  const event = (bytes: Uint8Array): boolean => {
    const [what, ...details] = codec.decode(bytes, 0, bytes.length) as [string, ...unknown[]];
    return settles(what, details) || onEvent(what, details);
  };
  const versions = ["electron", "cation", "node"].map((name) => `${name}=${process.versions[name]}`);
  codec = newCodec(info.messageObjects);
  const callbacks = { message, port, event };
  inbox = loaded.start(__dirname, info.name, info.appPath, versions, callbacks, info.requireSandbox, info.messageObjects);
  addon = loaded;
}

function settles(what: string, details: unknown[]): boolean {
  if (what !== "settled" && what !== "executed") return false;
  const [number, resolved, value, renderer] = details as [number, boolean, unknown, number];
  const ticket = tickets.get(number);
  tickets.delete(number);
  if (what === "settled") {
    if (resolved) ticket?.resolve(value);
    else ticket?.reject(errorOf(value as { message: string }));
    return true;
  }
  const bytes = value as Uint8Array;
  let result: unknown;
  try {
    result = codec.decode(bytes, 0, bytes.length);
  } catch (error) {
    ticket?.reject(judge(renderer, error));
    return true;
  }
  if (resolved) ticket?.resolve(result);
  else ticket?.reject(result);
  return true;
}

function errorOf({ message, ...fields }: { message: string }): Error {
  return Object.assign(new Error(message), fields);
}

function running(): Addon {
  if (!addon) throw new Error("The app is not running");
  return addon;
}

/** Calls one of the addon's methods; throws its error. */
export function call(method: string, ...args: unknown[]): any {
  const end = codec.encode(args, "args");
  try {
    const bytes = running().call(method, codec.buffer, end);
    return bytes && codec.decode(bytes, 0, bytes.length);
  } catch (error) {
    throw (error as { code?: string }).code === "ERR_DESTROYED"
      ? new TypeError((error as Error).message)
      : error;
  }
}

/** Calls a method whose last argument is a ticket, and waits for its answer. */
export function ask(method: string, ...args: unknown[]): Promise<any> {
  return waitFor((ticket) => call(method, ...args, ticket));
}

function waitFor(begin: (ticket: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ticket = ++lastTicket;
    tickets.set(ticket, { resolve, reject });
    try {
      begin(ticket);
    } catch (error) {
      tickets.delete(ticket);
      reject(error as Error);
    }
  });
}

/** The value of a message's body. */
export function decodeBody(
  body: number | Uint8Array,
  buffers: ArrayBuffer[] | undefined,
  ports: readonly object[] = noPorts,
): unknown {
  const beside = buffers ? { buffers, ports } : ports.length > 0 ? { ports } : undefined;
  return typeof body === "number" ? codec.decode(inbox, 0, body, beside) : codec.decode(body, 0, body.length, beside);
}

export function sendToContents(contents: number, channel: string, args: unknown[]): void {
  const end = codec.encodeApart(args, "args");
  running().send(contents, channel, codec.buffer, end, codec.takeAttached());
}

export function sendToFrame(renderer: number, frame: number, channel: string, args: unknown[]): void {
  const end = codec.encodeApart(args, "args");
  running().sendToFrame(renderer, frame, channel, codec.buffer, end, codec.takeAttached());
}

/** Answers a page's call. Throws where the value cannot be cloned; the call is open then. */
export function resolveCall(id: number, value: unknown): void {
  const end = codec.encodeApart(value, "result");
  running().reply(id, true, codec.buffer, end, codec.takeAttached());
}

/** Answers a page's call with an error; what cannot be cloned of it is told in words. */
export function rejectCall(id: number, error: unknown): void {
  let end: number;
  try {
    end = codec.encode(error, "error");
  } catch {
    end = codec.encode(new Error(textOf(error)), "error");
  }
  running().reply(id, false, codec.buffer, end);
}

/**
 * Decides on a renderer's message that could not be read: the error is the renderer's, and main goes on. What is
 * no clone at all breaks the protocol, and ends the renderer. Gives what whoever waits for the value is told.
 */
export function judge(renderer: number, error: unknown): Error {
  const told = error instanceof Error ? error : new Error(textOf(error));
  if (breaksProtocol(told)) addon?.refuse(renderer, told.message);
  return told;
}

/** Lets a page's call go: the page hears that no reply was sent. */
export function dropCall(id: number): void {
  addon?.drop(id);
}

/** Runs a script in a world of a document: "main", "isolated", or one of its own by its number. */
export function executeScript(
  renderer: number,
  frame: number,
  world: string,
  code: string,
  url = "",
): Promise<unknown> {
  return waitFor((ticket) => {
    const end = codec.encode([code, url], "args");
    running().execute(renderer, frame, world, codec.buffer, end, ticket);
  });
}

// ---- ports ----

/** `webContents.postMessage`. */
export function postToContents(contents: number, channel: string, message: unknown, transfer: Transfer): void {
  const end = codec.encodeApart(message, "message", 0, transfer.ports);
  running().postMessage(contents, channel, codec.buffer, end, codec.takeAttached(), transfer.ids);
  transfer.complete();
}

/** `webFrameMain.postMessage`. */
export function postToFrame(renderer: number, frame: number, channel: string, message: unknown, transfer: Transfer): void {
  const end = codec.encodeApart(message, "message", 0, transfer.ports);
  running().postMessageToFrame(renderer, frame, channel, codec.buffer, end, codec.takeAttached(), transfer.ids);
  transfer.complete();
}

export function createChannel(): [number, number] {
  return running().createChannel();
}

export function postToPort(port: number, message: unknown, transfer: Transfer): void {
  const end = codec.encodeApart(message, "message", 0, transfer.ports);
  running().portPost(port, codec.buffer, end, codec.takeAttached(), transfer.ids);
  transfer.complete();
}

export function startPort(port: number): void {
  running().portStart(port);
}

/** Frees the memory of a buffer of ours, and does not wait for the collector. */
export function freeBuffer(buffer: ArrayBuffer): void {
  addon?.freeBuffer(buffer);
}

export function closePort(port: number): void {
  addon?.portClose(port);
}
