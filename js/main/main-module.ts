// When the app's main module has run. `ready` waits for it, an ES module's top-level awaits and those of what it
// imports included. https://www.electronjs.org/docs/latest/tutorial/esm

import { realpathSync } from "node:fs";
import Module from "node:module";
import { pathToFileURL } from "node:url";

import { watchAwaits } from "./awaits.js";

/** Turns of 100 ms in which nothing of the app is under way, until a module that has not ended waits for `ready`. */
const stillTurns = 5;
/** In which a module may take its time, while somebody waits for `ready`; in turns as well. */
const mostTurns = 300;
/** What Node counts among what is under way, though it need never end. */
const lasting = /^(TTYWrap|PipeWrap|SignalWrap|MessagePort|TCPServerWrap|ChannelWrap)$/;

/**
 * Calls `done`, once, when the app's main file has run, or before where that file itself waits for `ready`: the
 * promise of `app.whenReady()`. `isWanted` says whether anybody waits for it, by any way.
 */
export function whenMainHasRun(file: string | undefined, ready: Promise<void>, isWanted: () => boolean, done: () => void): void {
  const path = file === undefined ? undefined : realPath(file);
  // Before the next turn Node has run all of a CommonJS module.
  if (path === undefined || path in (Module as unknown as { _cache: object })._cache) return void setImmediate(done);
  let stop = (): void => {};
  const end = (): void => {
    stop();
    stop = () => {};
    setImmediate(done);
    done = () => {};
  };
  const stopWatch = watchAwaits(ready, end);
  const stopTimer = watchStandstill(isWanted, end);
  stop = () => (stopWatch(), stopTimer());
  // The same module, which Node runs once: this waits for its end. Of its error Node tells by itself.
  import(pathToFileURL(path).href).then(end, end);
}

/** Calls where nothing but `ready` can bring a module on, though nobody could see that it waits for it. */
function watchStandstill(isWanted: () => boolean, call: () => void): () => void {
  let turns = 0;
  let still = 0;
  const timer = setInterval(() => {
    still = isUnderWay() ? 0 : still + 1;
    if (isWanted() && (still >= stillTurns || ++turns >= mostTurns)) call();
  }, 100);
  timer.unref();
  return () => clearInterval(timer);
}

function isUnderWay(): boolean {
  return (process as unknown as { getActiveResourcesInfo(): string[] }).getActiveResourcesInfo().some((name) => !lasting.test(name));
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
