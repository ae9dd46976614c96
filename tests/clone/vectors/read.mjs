// Reads files of vectors: three lines a vector. In the hex of its bytes, `[n]` stands for n bytes of
// which each is its place from 0, modulo 251.

import { readFileSync } from "node:fs";

export const vectorsFile = new URL("vectors.txt", import.meta.url);
/** Those with attached buffers, Blobs, Files and ports. */
export const attachedVectorsFile = new URL("attached.txt", import.meta.url);

export const counted = (size) => Uint8Array.from({ length: size }, (_, i) => i % 251);

function bytesOf(text) {
  const parts = text.split(/\[(\d+)\]/);
  return Uint8Array.from(Buffer.concat(parts.map((part, i) => (i % 2 ? counted(Number(part)) : Buffer.from(part, "hex")))));
}

export function readVectors(file = vectorsFile) {
  const lines = readFileSync(file, "utf8").split("\n");
  const vectors = new Map();
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].startsWith("name: ")) vectors.set(lines[i].slice(6), bytesOf(lines[i + 2].slice(7)));
  }
  return vectors;
}
