/** Throws a TypeError where a channel's name is none. */
export function checkChannel(channel: unknown): asserts channel is string {
  if (channel === undefined) throw new TypeError("Missing required channel argument");
  if (typeof channel !== "string") throw new TypeError("The channel must be a string");
}

/** The same of `postMessage`, which wants a message as well: one that is undefined has to be said. */
export function checkPost(channel: unknown, given: number): asserts channel is string {
  if (given > 0 && typeof channel !== "string") {
    throw new TypeError(`Error processing argument at index 0, conversion failure from ${inWords(channel)}`);
  }
  if (given < 2) throw new TypeError("Insufficient number of arguments.");
}

function inWords(value: unknown): string {
  const isObject = typeof value === "object" && value !== null;
  return isObject ? "#<Object>" : typeof value === "function" ? "a function" : String(value);
}
