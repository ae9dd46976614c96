// Calls that a handler answers with a promise. A promise that nobody can settle any more is collected:
// the page must not wait for it, and is told that no reply was sent.

import { dropCall } from "./native.js";

/** Held by what waits for the promise, and by nothing else once it is no longer young. */
export interface OpenCall {
  readonly channel: string;
  /** 0 once it is answered. */
  reply: number;
  isWatched: boolean;
}

const forgotten = new FinalizationRegistry<number>(dropCall);
// Most calls are answered before a watch on them would pay.
const youth = 500;
let young: OpenCall[] = [];

export function openCall(channel: string, reply: number): OpenCall {
  const call = { channel, reply, isWatched: false };
  if (young.push(call) === 1) setTimeout(watchYoung, youth).unref();
  return call;
}

function watchYoung(): void {
  const calls = young;
  young = [];
  for (const call of calls) {
    if (call.reply === 0) continue;
    call.isWatched = true;
    forgotten.register(call, call.reply, call);
  }
}

/** The number to answer, once: 0 for a call that was answered. */
export function takeCall(call: OpenCall): number {
  const { reply } = call;
  call.reply = 0;
  if (call.isWatched) forgotten.unregister(call);
  return reply;
}
