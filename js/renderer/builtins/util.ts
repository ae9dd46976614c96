// Node's `util` module for preload scripts.

import util from "util";

const { TextEncoder, TextDecoder } = globalThis;

export default { ...util, TextEncoder, TextDecoder };
