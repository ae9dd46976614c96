// Writes vectors.txt anew from values.mjs, with the JavaScript codec. The line in the middle, which says
// what the value is, is written by the C++ codec's `describe_vectors`, given as the first argument.
// A change in the file is a change of the wire format, which needs another version.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { loadCodec } from "../bundle.mjs";
import { vectorsFile } from "./read.mjs";
import { values } from "./values.mjs";

const describe = process.argv[2];
const { createCodec } = await loadCodec();
const codec = createCodec();
const lines = values.map(({ make }) => {
  const end = codec.encode(make(), "value");
  return Buffer.from(codec.buffer.subarray(0, end)).toString("hex");
});
const said = describe
  ? execFileSync(describe, { input: lines.join("\n") + "\n", maxBuffer: 1 << 28 }).toString().split("\n")
  : lines.map(() => "");
writeFileSync(
  vectorsFile,
  values.map(({ name }, i) => `name: ${name}\nvalue: ${said[i]}\nbytes: ${lines[i]}\n`).join("\n"),
);
console.log(`${lines.length} vectors`);
