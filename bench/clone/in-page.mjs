// The codec in a page of WebKit, beside the page's own structuredClone and JSON: `bench.run(name)` gives
// the times of encoding and decoding a payload, in milliseconds.

import { createCodec } from "../../js/clone/index.js";
import { measure, payloads } from "./payloads.mjs";

const codec = createCodec();
// A page's clock moves in steps of a millisecond: longer rounds make them small.
const time = (call) => measure(() => performance.now(), call, 100);

function run(name) {
  const value = payloads[name]();
  const end = codec.encode(value, "value");
  const bytes = codec.buffer.slice(0, end);
  const times = {
    cation: [time(() => codec.encode(value, "value")), time(() => codec.decode(bytes, 0, end)), end],
    structuredClone: [time(() => structuredClone(value)), null, ""],
  };
  if (value instanceof Uint8Array) {
    const copy = new Uint8Array(value.length);
    const once = time(() => copy.set(value));
    times.memcpy = [once, once, value.length];
  } else if (!(value instanceof Map)) {
    const text = JSON.stringify(value);
    times.JSON = [time(() => JSON.stringify(value)), time(() => JSON.parse(text)), text.length];
  }
  return times;
}

globalThis.bench = { names: Object.keys(payloads), run };
undefined;
