// Reads the tables of docs/compatibility.md: what there is, and what not.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), "docs/compatibility.md");

/**
 * The tables by their headings: `{ there, missing, elsewhere }`, lists of names. `elsewhere`: those of `missing` that
 * do nothing in Electron for Linux either.
 */
export function compatibilityTables() {
  const tables = {};
  let table;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const heading = line.match(/^##+ (.*)$/)?.[1];
    if (heading) table = tables[heading] = { there: [], missing: [], elsewhere: [] };
    const [, names, state, note] = line.match(/^\| (`.*`) \| ([a-z ]+) \| (.*)\|$/) ?? [];
    if (!names) continue;
    if (!/^(works|differs|not there)$/.test(state)) throw new Error(`no state of a row: ${line}`);
    for (const [, name] of names.matchAll(/`([^`]+)`/g)) {
      (state === "not there" ? table.missing : table.there).push(name);
      if (state === "not there" && /^of (macOS|Windows)/.test(note)) table.elsewhere.push(name);
    }
  }
  return tables;
}
