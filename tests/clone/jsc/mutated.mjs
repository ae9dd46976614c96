// Runs in JavaScriptCore: writes a line for each hostile message from a seed, with what the codec makes of
// it. `settings` is set in front of it.

/* global settings, print */
import { createCodec } from "../../../js/clone/index.js";
import { eachMutated } from "../mutated.mjs";

const vectors = settings.vectors.map((hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16)));
const say = (input, outcome) => print(`${input}\t${outcome}`);
eachMutated({ codec: createCodec(), seed: settings.seed, count: settings.count, vectors, say });
