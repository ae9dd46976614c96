// Tells main what a page writes to its console, where main wants to know. Evaluated in the page's own
// realm before its scripts, and only then: it stands between the page and its console, which nobody
// should have to look through who did not ask for it.

type Report = (level: string, message: string, line: number, source: string) => void;

const levels = { debug: "debug", log: "info", info: "info", warn: "warning", error: "error" } as const;

export default function watchConsole(report: Report): void {
  // The page may change what it likes of its realm later on.
  const { apply } = Reflect;
  const { String, Error, parseInt } = globalThis;
  const { lastIndexOf, slice, split } = String.prototype;
  const text = (value: unknown): string => {
    try {
      return typeof value === "symbol" ? String(value) : `${value as string}`;
    } catch {
      return "[object]";
    }
  };
  const join = (values: unknown[]): string => {
    let all = "";
    for (let i = 0; i < values.length; ++i) all += (i === 0 ? "" : " ") + text(values[i]);
    return all;
  };
  /** "name@https://host/file.js:12:3", as the engine writes a line of a stack. */
  const place = (line: string | undefined): [line: number, source: string] => {
    if (typeof line !== "string") return [0, ""];
    const at = apply(lastIndexOf, line, ["@"]) as number;
    const end = apply(lastIndexOf, line, [":"]) as number;
    const colon = apply(lastIndexOf, line, [":", end - 1]) as number;
    if (colon <= at) return [0, ""];
    return [parseInt(apply(slice, line, [colon + 1, end]) as string) || 0, apply(slice, line, [at + 1, colon]) as string];
  };

  for (const name of Object.keys(levels) as (keyof typeof levels)[]) {
    const original = console[name];
    const level = levels[name];
    const watched = {
      [name](this: unknown, ...values: unknown[]): void {
        const stack = new Error().stack;
        const lines = typeof stack === "string" ? (apply(split, stack, ["\n"]) as string[]) : [];
        const [line, source] = place(lines[1]);
        report(level, join(values), line, source);
        apply(original, this, values);
      },
    }[name]!;
    console[name] = watched;
  }
  addEventListener(
    "error",
    (event) => {
      if (!event.isTrusted || !(event instanceof ErrorEvent)) return;
      report("error", `Uncaught ${event.message}`, event.lineno, event.filename);
    },
    true,
  );
  addEventListener(
    "unhandledrejection",
    (event) => {
      // The engine does not mark these events as its own.
      report("error", `Uncaught (in promise) ${text(event.reason)}`, 0, "");
    },
    true,
  );
}
