// What a renderer says may do harm: which errors of a message are its renderer's, and texts of values that
// nobody vouches for.

import { inspect } from "node:util";

/** Of a value that is one, but none that this engine can make: its regular expressions may be others. */
const unsupported = "ERR_UNSUPPORTED_CLONE";

/** Whether a message that could not be read breaks the protocol. */
export function breaksProtocol(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code !== unsupported;
}

/** A text for a value that may throw when it is asked for one. */
export function textOf(value: unknown): string {
  for (const ask of [messageOf, String, shown]) {
    try {
      const text = ask(value);
      if (typeof text === "string") return text;
    } catch {
      // The next one asks less of it.
    }
  }
  return "an error without a text";
}

const messageOf = (value: unknown): unknown => (value instanceof Error ? value.message : undefined);

/** As the console shows it, without the value's own say. */
function shown(value: unknown): string | undefined {
  const [line] = inspect(value, { customInspect: false, depth: 1, breakLength: Infinity, compact: true }).split("\n", 1);
  return line;
}
