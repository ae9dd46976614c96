// Writes the vectors as files of a corpus: node fuzz/seed_clone.mjs FOLDER

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attachedVectorsFile, readVectors } from "../tests/clone/vectors/read.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of [...readVectors(), ...readVectors(attachedVectorsFile)]) {
  // What is attached has 32 KiB at least.
  if (bytes.length < 4000 || (bytes[2] > 0 && bytes.length < 34_000)) writeFileSync(join(folder, name.replace(/[^\w.-]/g, "_")), bytes);
}
