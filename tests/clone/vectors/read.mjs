// Reads vectors.txt: three lines a vector.

import { readFileSync } from "node:fs";

export const vectorsFile = new URL("vectors.txt", import.meta.url);

export function readVectors() {
  const lines = readFileSync(vectorsFile, "utf8").split("\n");
  const vectors = new Map();
  for (let i = 0; i < lines.length; i++) {
    if (!lines[i].startsWith("name: ")) continue;
    vectors.set(lines[i].slice(6), Uint8Array.from(Buffer.from(lines[i + 2].slice(7), "hex")));
  }
  return vectors;
}
