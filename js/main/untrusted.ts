// What a renderer says may do harm: which errors of a message are its renderer's, and texts of values that
// nobody vouches for.

/** Of a value that is one, but none that this engine can make: its regular expressions may be others. */
const unsupported = "ERR_UNSUPPORTED_CLONE";

/** Whether a message that could not be read breaks the protocol. */
export function breaksProtocol(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code !== unsupported;
}

/** A text for a value that may throw when it is asked for one. */
export function textOf(value: unknown): string {
  try {
    return value instanceof Error ? `${value.message}` : String(value);
  } catch {
    return "an error without a text";
  }
}
