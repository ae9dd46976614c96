// Brings a page's messages to the app's listeners and handlers.

import { IpcMainEvent, IpcMainInvokeEvent, IpcMainSyncEvent } from "./ipc-event.js";
import { handlerOf, ipcMain, type IpcMain } from "./ipc-main.js";
import { portsOf } from "./message-port.js";
import { openCall, takeCall, type OpenCall } from "./open-calls.js";
import { explain } from "./missing.js";
import { decodeBody, judge, rejectCall, resolveCall, type OnMessage } from "./native.js";
import { breaksProtocol, textOf } from "./untrusted.js";
import { webContentsOf, type WebContents } from "./web-contents.js";
import { documentOf, type OpenDocument } from "./web-frame-main.js";

const sendSync = 1;
const invoke = 2;
const post = 3;

export const onMessage: OnMessage = (kind, contents, renderer, frame, channel, reply, handler, body, buffers, ids) => {
  const sender = webContentsOf(contents);
  const document = documentOf(renderer, frame);
  const ports = ids && portsOf(ids);
  let args: unknown[];
  try {
    if (!sender || !document) throw new Error("Object has been destroyed");
    const value = decodeBody(body, buffers, ports);
    args = kind === post ? [value] : (value as unknown[]);
  } catch (error) {
    ports?.forEach((port) => port.close());
    if (!sender || !document) return reply !== 0 ? rejectCall(reply, error) : undefined;
    const told = judge(renderer, error);
    if (reply !== 0) rejectCall(reply, told);
    else if (!breaksProtocol(told)) warn(document, channel, told);
    return;
  }
  if (kind === invoke) {
    answer(new IpcMainInvokeEvent(sender, document), handler, channel, reply, args);
  } else if (kind === sendSync) {
    const event = new IpcMainSyncEvent(sender, document, reply);
    try {
      if (emit(sender, document, channel, event, args, "ipc-message-sync")) return;
    } catch (error) {
      // The page must not wait for a listener that has failed; main hears of it as ever.
      event.fail(error);
      throw error;
    }
    event.fail(new Error(`No listener answered sendSync('${channel}'): set event.returnValue in ipcMain.on`));
  } else {
    const heard = emit(sender, document, channel, new IpcMainEvent(sender, document, ports), args, "ipc-message");
    // Nobody can have them any more.
    if (!heard) ports?.forEach((port) => port.close());
  }
};

const warned = new WeakSet<OpenDocument>();

/** Whoever looks after the app is told of a message that went nowhere: once, for pages can send many. */
function warn(document: OpenDocument, channel: string, error: unknown): void {
  if (warned.has(document)) return;
  warned.add(document);
  process.stderr.write(`cation: a message on '${channel}' was refused: ${textOf(error)}\n`);
}

/** Calls the listeners, the nearest first; false where there are none. */
function emit(
  sender: WebContents,
  document: OpenDocument,
  channel: string,
  event: IpcMainEvent,
  args: unknown[],
  observed: string,
): boolean {
  let heard = false;
  if (sender.listenerCount(observed) > 0) heard = sender.emit(observed, event, channel, ...args);
  heard = emitOn(document.frame.ipcIfUsed, channel, event, args) || heard;
  heard = emitOn(sender.ipcIfUsed, channel, event, args) || heard;
  return emitOn(ipcMain, channel, event, args) || heard;
}

// Listeners are counted first, since emitting "error" to nobody throws: a page could end the app.
function emitOn(ipc: IpcMain | undefined, channel: string, event: IpcMainEvent, args: unknown[]): boolean {
  return ipc !== undefined && ipc.listenerCount(channel) > 0 && ipc.emit(channel, event, ...args);
}

function answer(
  event: IpcMainInvokeEvent,
  handler: number,
  channel: string,
  reply: number,
  args: unknown[],
): void {
  const run = handlerOf(handler);
  if (!run) return rejectCall(reply, new Error(`No handler registered for '${channel}'`));
  let call: OpenCall | undefined;
  let result: unknown;
  try {
    result = run(event, ...args);
    if (isThenable(result)) {
      // All that is asked of the result may throw: it is whatever the app has made.
      const promise = Promise.resolve(result);
      const open = (call = openCall(channel, reply));
      promise.then(
        (value) => give(channel, takeCall(open), value),
        (error: unknown) => refuse(channel, takeCall(open), error),
      );
      return;
    }
  } catch (error) {
    return refuse(channel, call ? takeCall(call) : reply, error);
  }
  give(channel, reply, result);
}

function isThenable(value: unknown): boolean {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  return typeof (value as { then?: unknown }).then === "function";
}

/** Answers a call, once: its number is 0 from then on. */
function give(channel: string, reply: number, value: unknown): void {
  if (reply === 0) return;
  try {
    resolveCall(reply, value);
  } catch (error) {
    refuse(channel, reply, error);
  }
}

function refuse(channel: string, reply: number, error: unknown): void {
  if (reply === 0) return;
  explain(error);
  const what = `Error occurred in handler for '${channel}':`;
  // What a handler throws need not be fit to be shown, and the console may be the app's own.
  if (!tell(what, error)) tell(what, textOf(error));
  rejectCall(reply, error);
}

function tell(what: string, error: unknown): boolean {
  try {
    console.error(what, error);
    return true;
  } catch {
    return false;
  }
}
