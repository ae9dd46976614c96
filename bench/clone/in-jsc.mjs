// The codec and JSON in JavaScriptCore without a document: writes one line of JSON.

/* global now, print */
import { createCodec } from "../../js/clone/index.js";
import { measure, payloads } from "./payloads.mjs";

const codec = createCodec();
const result = {};
for (const name in payloads) {
  const value = payloads[name]();
  const end = codec.encode(value, "value");
  const bytes = codec.buffer.slice(0, end);
  result[name] = {
    cation: [measure(now, () => codec.encode(value, "value")), measure(now, () => codec.decode(bytes, 0, end))],
  };
  if (value instanceof Uint8Array) {
    const copy = new Uint8Array(value.length);
    const time = measure(now, () => copy.set(value));
    result[name].memcpy = [time, time];
  } else if (!(value instanceof Map)) {
    const text = JSON.stringify(value);
    result[name].JSON = [measure(now, () => JSON.stringify(value)), measure(now, () => JSON.parse(text))];
  }
}
print(JSON.stringify(result));
