// `require` in a renderer: the `electron` module and the few of Node's that a page can have.

import * as events from "events";
import type { Natives } from "./natives.js";
import { timersModule } from "./timers.js";

export type Require = (name: string) => unknown;

export function createRequire(natives: Natives, electron: object): Require {
  const loaders: Record<string, () => unknown> = {
    electron: () => electron,
    "electron/renderer": () => electron,
    "electron/common": () => electron,
    events: () => events.EventEmitter,
    timers: timersModule,
    url: () => natives.load("url"),
  };
  const loaded = new Map<string, unknown>();
  return (name) => {
    if (typeof name !== "string") throw new TypeError('The "id" argument must be of type string');
    const plain = name.startsWith("node:") ? name.slice(5) : name;
    if (!Object.hasOwn(loaders, plain) || plain.startsWith("electron") !== name.startsWith("electron")) {
      throw notFound(name);
    }
    if (!loaded.has(plain)) loaded.set(plain, loaders[plain]!());
    return loaded.get(plain);
  };
}

function notFound(name: string): Error {
  const advice =
    name === "electron/main"
      ? "it belongs to the main process; a renderer has 'electron/renderer'"
      : /^[./]|^file:/.test(name)
        ? "a renderer does not load files; put the script and what it needs into one file with a bundler"
        : "a renderer has electron, events, timers and url; bundle other packages into the script, and call " +
          "the main process with ipcRenderer.invoke for what needs the system";
  return Object.assign(new Error(`Cannot find module '${name}' in a renderer: ${advice}`), {
    code: "MODULE_NOT_FOUND",
  });
}
