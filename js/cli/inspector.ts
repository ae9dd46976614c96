// `--inspect`: a debugger of JavaScript may connect to this process.

import inspector from "node:inspector";

import type { Inspect } from "./command-line.js";

const usualPort = 9229;

/** Where `waits`, returns when a debugger has come, and stops it at the next statement. */
export function openInspector({ host, port, waits }: Inspect): void {
  inspector.open(port ?? usualPort, host, waits);
  if (waits) {
    // The first line of the app is a few calls further on.
    debugger;
  }
}
