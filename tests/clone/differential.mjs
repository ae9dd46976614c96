// One round of the differential test, for every engine: what the codec makes of random graphs, beside
// the graphs themselves and what structuredClone makes of them.

import { difference } from "./compare.mjs";
import { makeGraph } from "./random.mjs";

const sameBytes = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/**
 * Makes `graphs` graphs; gives undefined, or what is wrong with one of them. `clone` is the engine's
 * structuredClone, or undefined where it has none; `split` as in compare.mjs.
 */
export function differential({ codec, random, graphs, first = 0, clone, split, beyond = false }) {
  const bytes = (value) => {
    const end = codec.encode(value, "value");
    return codec.buffer.slice(0, end);
  };
  for (let i = first; i < first + graphs; i++) {
    const graph = makeGraph(random, { beyond });
    const ours = bytes(graph);
    const copy = codec.decode(ours, 0, ours.length);
    const problem = difference(graph, copy);
    if (problem !== undefined) return `graph ${i}: the copy differs from the original: ${problem}`;
    if (clone) {
      const against = difference(clone(graph), copy, { isClone: true, split });
      if (against !== undefined) return `graph ${i}: the copy differs from structuredClone's: ${against}`;
    }
    if (!sameBytes(ours, bytes(copy))) return `graph ${i}: the copy is written as other bytes`;
  }
  return undefined;
}
