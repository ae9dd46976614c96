// What a codec makes of hostile messages from a seed. Runs in every engine, and makes the same ones.

import { mutator } from "../../fuzz/support/mutate.mjs";
import { makeGraph, randomFrom } from "./random.mjs";

const digits = "0123456789abcdef";

export function hexOf(bytes, length = bytes.length) {
  let text = "";
  for (let i = 0; i < length; i++) text += digits[bytes[i] >> 4] + digits[bytes[i] & 15];
  return text;
}

/**
 * Tells `say(input, outcome)` of each: the hex of the value written again, "refused", or "refused here":
 * what an engine cannot make differs, which RegExps there are above all.
 */
export function eachMutated({ codec, seed, count, vectors, say }) {
  const random = randomFrom(seed);
  const mutate = mutator(random);
  const pick = () => {
    if (random() < 0.5) return vectors[Math.floor(random() * vectors.length)];
    const end = codec.encode(makeGraph(random), "value");
    return codec.buffer.slice(0, end);
  };
  for (let i = 0; i < count; i++) {
    const bytes = mutate(pick(), pick());
    const input = hexOf(bytes);
    say(input, outcomeOf(codec, bytes));
  }
}

function outcomeOf(codec, bytes) {
  let value;
  try {
    value = codec.decode(bytes, 0, bytes.length);
  } catch (error) {
    if (error.code === "ERR_UNSUPPORTED_CLONE") return "refused here";
    return error.code === "ERR_MALFORMED_CLONE" ? "refused" : `throws ${error}`;
  }
  return hexOf(codec.buffer, codec.encode(value, "value"));
}
