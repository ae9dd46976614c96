// The modules that `require` has in a renderer without any file: `electron`, and those of Node's that
// a page can have.

import * as events from "events";
import type { Natives } from "./natives.js";
import { timersModule } from "./timers.js";

/** Parts of the library that are compiled when they are asked for. */
export type Part = "buffer" | "guests" | "path" | "querystring" | "string_decoder" | "url" | "util";
/** A part gets what it needs itself. */
export type PartFactory = (require: (name: string) => unknown, process: object) => unknown;

export class Builtins {
  readonly #loaders: Record<string, () => unknown>;
  readonly #loaded = new Map<string, unknown>();

  constructor(natives: Natives, electron: object, process: object) {
    const part = (name: Part) => () => natives.load(name)((needed) => this.get(needed), process);
    this.#loaders = {
      electron: () => electron,
      "electron/renderer": () => electron,
      "electron/common": () => electron,
      buffer: part("buffer"),
      events: () => events.EventEmitter,
      path: part("path"),
      "path/posix": () => this.get("path"),
      process: () => process,
      querystring: part("querystring"),
      string_decoder: part("string_decoder"),
      timers: timersModule,
      url: part("url"),
      util: part("util"),
    };
  }

  has(name: string): boolean {
    const plain = withoutScheme(name);
    // "node:" is for Node's own.
    return Object.hasOwn(this.#loaders, plain) && (plain === name || !plain.startsWith("electron"));
  }

  /** The module of a name that `has` knows. */
  get(name: string): unknown {
    const plain = withoutScheme(name);
    if (!this.#loaded.has(plain)) this.#loaded.set(plain, this.#loaders[plain]!());
    return this.#loaded.get(plain);
  }

  get Buffer(): unknown {
    return (this.get("buffer") as { Buffer: unknown }).Buffer;
  }
}

const nodes = new Set(
  ("assert async_hooks child_process cluster console constants crypto dgram diagnostics_channel dns domain fs " +
    "http http2 https inspector module net os perf_hooks punycode readline repl sqlite stream sys test " +
    "timers/promises tls trace_events tty v8 vm wasi worker_threads zlib").split(" "),
);

function withoutScheme(name: string): string {
  return name.startsWith("node:") ? name.slice(5) : name;
}

/** What to do in place of a `require` that finds nothing. */
export function adviceFor(name: string): string {
  if (name === "electron/main") return "it belongs to the main process; a renderer has 'electron/renderer'";
  const [first = ""] = withoutScheme(name).split("/");
  if (name.startsWith("node:") || nodes.has(withoutScheme(name)) || nodes.has(first)) {
    return (
      "of Node's modules a renderer has buffer, events, path, querystring, string_decoder, timers, url and util; " +
      "call the main process with ipcRenderer.invoke for what needs the system"
    );
  }
  if (/^([./]|file:)/.test(name)) return "there is no such script or JSON file";
  return (
    "there is no package of this name in a node_modules folder of the app; install it, or put it into the script " +
    "with a bundler"
  );
}
