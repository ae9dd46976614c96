// Runs in a page of WebKit: the differential test, with the page's own structuredClone.

import { createCodec } from "../../../js/clone/index.js";
import { differential } from "../differential.mjs";
import { randomFrom } from "../random.mjs";

// The standard keeps these one object where they are referred to twice; WebKit's structuredClone does not.
const split = ["Date", "RegExp", "Error"];

/** Gives what is called for one round after the other: `round(first, graphs)`. */
globalThis.startDifferential = (seed, beyond) => {
  const codec = createCodec();
  const random = randomFrom(seed);
  const clone = beyond ? undefined : structuredClone;
  globalThis.round = (first, graphs) => differential({ codec, random, graphs, first, clone, split, beyond }) ?? null;
};
