/** Throws a TypeError where a channel's name is none. */
export function checkChannel(channel: unknown): asserts channel is string {
  if (channel === undefined) throw new TypeError("Missing required channel argument");
  if (typeof channel !== "string") throw new TypeError("The channel must be a string");
}
