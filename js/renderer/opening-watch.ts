// Tells main by what name, and with what features, a page opens a window: the engine tells its address
// alone. Evaluated in the page's own realm before its scripts, of which it needs nothing afterwards. A page may
// tell what it likes: these are its own words in any case. Gives what switches on the watch on the console.

import { createConsoleWatch, type Report as ConsoleReport } from "./console-watch.js";

// As much of each as main takes.
const longest = 4096;

type Report = (name?: string, features?: string) => void;

export default function watchOpenings(report: Report): (report: ConsoleReport) => void {
  const { apply } = Reflect;
  const { slice } = String.prototype;
  const bounded = (text: string): string => (text.length > longest ? (apply(slice, text, [0, longest]) as string) : text);
  const { open } = window;
  const watched = {
    open(this: unknown, ...given: unknown[]): Window | null {
      // As texts at once: the page could say one thing to main and another to the engine.
      const count = given.length < 3 ? given.length : 3;
      const url = given[0] === undefined ? "" : `${given[0] as string}`;
      const name = given[1] === undefined ? "_blank" : `${given[1] as string}`;
      const features = given[2] === undefined || given[2] === null ? "" : `${given[2] as string}`;
      report(name === "_blank" ? "" : bounded(name), bounded(features));
      try {
        const args = count === 0 ? [] : count === 1 ? [url] : count === 2 ? [url, name] : [url, name, features];
        return apply(open, this, args) as Window | null;
      } finally {
        report();
      }
    },
  }.open;
  window.open = watched;
  return createConsoleWatch();
}
