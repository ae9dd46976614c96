// Tells main by what name, and with what features, a page opens a window: the engine tells its address
// alone. Evaluated in the page's own realm before its scripts. A page may tell what it likes: these are
// its own words in any case.

// As much of each as main takes.
const longest = 4096;

type Report = (name?: string, features?: string) => void;

export default function watchOpenings(report: Report): void {
  const { apply } = Reflect;
  const { slice } = String.prototype;
  const bounded = (text: string): string => (text.length > longest ? (apply(slice, text, [0, longest]) as string) : text);
  const { open } = window;
  const watched = {
    open(this: unknown, ...given: unknown[]): Window | null {
      // As texts at once: the page could say one thing to main and another to the engine.
      const args: string[] = [];
      for (let i = 0; i < 3 && i < given.length; ++i) {
        if (given[i] === undefined) args[i] = i === 1 ? "_blank" : "";
        else args[i] = i === 2 && given[i] === null ? "" : `${given[i] as string}`;
      }
      const [, name = "_blank", features = ""] = args;
      report(name === "_blank" ? "" : bounded(name), bounded(features));
      try {
        return apply(open, this, args) as Window | null;
      } finally {
        report();
      }
    },
  }.open;
  window.open = watched;
}
