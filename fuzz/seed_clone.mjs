// Writes the vectors as files of a corpus: node fuzz/seed_clone.mjs FOLDER

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readVectors } from "../tests/clone/vectors/read.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of readVectors()) {
  if (bytes.length < 4000) writeFileSync(join(folder, name.replace(/[^\w.-]/g, "_")), bytes);
}
