// Tells main what a realm's scripts write to the console, where main wants to know. What it needs of the realm it
// takes before any script could change it, and it stands between scripts and their console only once it is
// switched on: nobody should have to look through it who did not ask for it. Whatever happens in it, the console
// itself goes on.

export type Report = (level: string, message: string, line: number, source: string) => void;

type Method = (this: unknown, ...values: unknown[]) => unknown;
type Texts = (values: unknown[]) => string | undefined;

/** What is called like a method, whatever prototypes have become. */
const none: never[] = [];

/** Gives what switches it on; `withErrors`: for what nothing has caught, too. */
export function createConsoleWatch(withErrors = true): (report: Report) => void {
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const { String, Error, parseInt, console, performance, window } = globalThis;
  const { lastIndexOf, indexOf, slice } = String.prototype;
  const { addEventListener } = typeof EventTarget === "function" ? EventTarget.prototype : { addEventListener: undefined };
  const now = performance?.now;
  const getterOf = (of: { readonly prototype: object } | undefined, key: string) =>
    (of && getOwnPropertyDescriptor(of.prototype, key)?.get) as (() => unknown) | undefined;
  const host = globalThis as unknown as Record<string, { readonly prototype: object } | undefined>;
  const messageOf = getterOf(host["ErrorEvent"], "message");
  const lineOf = getterOf(host["ErrorEvent"], "lineno");
  const sourceOf = getterOf(host["ErrorEvent"], "filename");
  const reasonOf = getterOf(host["PromiseRejectionEvent"], "reason");
  const counts = { __proto__: null } as unknown as Record<string, number>;
  const starts = { __proto__: null } as unknown as Record<string, number>;

  const text = (value: unknown): string => {
    try {
      return typeof value === "symbol" ? String(value) : `${value as string}`;
    } catch {
      return "[object]";
    }
  };
  const join = (values: unknown[], from: number): string => {
    let all = "";
    for (let i = from; i < values.length; ++i) all += (i === from ? "" : " ") + text(values[i]);
    return all;
  };
  const orElse =
    (instead: string): Texts =>
    (values) =>
      values.length === 0 ? instead : join(values, 0);
  const labelOf = (values: unknown[]): string => (values[0] === undefined ? "default" : text(values[0]));
  const took = (values: unknown[]): string | undefined => {
    const label = labelOf(values);
    const start = starts[label];
    if (start === undefined || now === undefined) return undefined;
    return `${label}: ${text((apply(now, performance, none) as number) - start)} ms`;
  };

  // As Chromium writes them, which has levels of its own for some.
  const all: Texts = (values) => join(values, 0);
  const methods: readonly (readonly [name: string, level: string, texts: Texts])[] = [
    ["debug", "debug", all],
    ["log", "info", all],
    ["info", "info", all],
    ["warn", "warning", all],
    ["error", "error", all],
    ["dir", "info", all],
    ["dirxml", "info", all],
    ["table", "info", all],
    ["trace", "info", orElse("console.trace")],
    ["group", "info", orElse("console.group")],
    ["groupCollapsed", "info", orElse("console.groupCollapsed")],
    ["groupEnd", "info", () => "console.groupEnd"],
    ["assert", "error", (values) => (values[0] ? undefined : values.length < 2 ? "console.assert" : join(values, 1))],
    [
      "count",
      "debug",
      (values) => {
        const label = labelOf(values);
        return `${label}: ${(counts[label] = (counts[label] ?? 0) + 1)}`;
      },
    ],
    [
      "countReset",
      "warning",
      (values) => {
        const label = labelOf(values);
        if (counts[label] === undefined) return `Count for '${label}' does not exist`;
        counts[label] = 0;
        return undefined;
      },
    ],
    [
      "time",
      "warning",
      (values) => {
        const label = labelOf(values);
        if (starts[label] !== undefined) return `Timer '${label}' already exists`;
        if (now !== undefined) starts[label] = apply(now, performance, none) as number;
        return undefined;
      },
    ],
    ["timeLog", "info", (values) => (values.length > 1 ? `${took(values) ?? ""} ${join(values, 1)}` : took(values))],
    [
      "timeEnd",
      "debug",
      (values) => {
        const passed = took(values);
        delete starts[labelOf(values)];
        return passed;
      },
    ],
  ];

  /** The place in one line of a stack, "name@https://host/file.js:12:3" as the engine writes it. */
  const tellAt = (report: Report, level: string, message: string, line: string): void => {
    const at = apply(lastIndexOf, line, ["@"]) as number;
    const end = apply(lastIndexOf, line, [":"]) as number;
    const colon = apply(lastIndexOf, line, [":", end - 1]) as number;
    if (colon <= at) return report(level, message, 0, "");
    const number = parseInt(apply(slice, line, [colon + 1, end]) as string);
    report(level, message, number || 0, apply(slice, line, [at + 1, colon]) as string);
  };
  /** So many lines further down; empty where there is none. */
  const lineAt = (stack: unknown, number: number): string => {
    if (typeof stack !== "string") return "";
    let start = 0;
    for (let i = 0; i < number; ++i) {
      start = (apply(indexOf, stack, ["\n", start]) as number) + 1;
      if (start === 0) return "";
    }
    const end = apply(indexOf, stack, ["\n", start]) as number;
    return apply(slice, stack, end < 0 ? [start] : [start, end]) as string;
  };
  /** Whatever scripts have made of what is looked at. */
  const guarded = (look: () => void): void => {
    try {
      look();
    } catch {}
  };

  const stand = (report: Report, name: string, level: string, texts: Texts): void => {
    const original = (console as unknown as Record<string, unknown>)[name];
    if (typeof original !== "function") return;
    const watched = {
      [name](this: unknown, ...values: unknown[]): unknown {
        const { stack } = new Error();
        guarded(() => {
          const message = texts(values);
          if (message !== undefined) tellAt(report, level, message, lineAt(stack, 1));
        });
        return apply(original as Method, this, values);
      },
    }[name];
    const property = { __proto__: null, value: watched, writable: true, enumerable: true, configurable: true };
    guarded(() => defineProperty(console, name, property as PropertyDescriptor));
  };

  return (report) => {
    for (let i = 0; i < methods.length; ++i) {
      const method = methods[i]!;
      stand(report, method[0], method[1], method[2]);
    }
    if (!withErrors || !addEventListener || !messageOf || !lineOf || !sourceOf || !reasonOf) return;
    const onError = (event: Event): void => {
      if (!event.isTrusted) return;
      guarded(() => {
        const message = `Uncaught ${text(apply(messageOf, event, none))}`;
        report("error", message, apply(lineOf, event, none) as number, text(apply(sourceOf, event, none)));
      });
    };
    // The engine does not mark these events as its own.
    const onRejection = (event: Event): void =>
      guarded(() => {
        const reason = apply(reasonOf, event, none);
        const stack = typeof reason === "object" && reason !== null ? (reason as { stack?: unknown }).stack : "";
        tellAt(report, "error", `Uncaught (in promise) ${text(reason)}`, lineAt(stack, 0));
      });
    apply(addEventListener, window, ["error", onError, true]);
    apply(addEventListener, window, ["unhandledrejection", onRejection, true]);
  };
}
