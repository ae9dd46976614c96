// Writes a value of each kind as files of a corpus: node fuzz/seed_clone_weight.mjs FOLDER

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { atoms } from "./support/costly.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
for (const [name, atom] of Object.entries(atoms)) {
  for (const n of [1, 4]) {
    const [body, text] = atom(0, n);
    const isWide = !/^[\0-\x7f]*$/.test(text);
    const bytes = Buffer.from(text, isWide ? "utf16le" : "latin1");
    if (bytes.length > 255) continue;
    for (const references of [0, 1]) {
      writeFileSync(join(folder, `${name}-${n}-${references}`), Buffer.from([references + (isWide ? 2 : 0), bytes.length, ...bytes, ...body]));
    }
  }
}
