// Makes build/cation-<version>.tgz: what an app installs with npm.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stage = join(root, "build/package");
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });

const { devDependencies, overrides, ...description } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
writeFileSync(join(stage, "package.json"), `${JSON.stringify(description, null, 2)}\n`);
for (const file of ["README.md", "LICENSE"]) cpSync(join(root, file), join(stage, file));
cpSync(join(root, "types"), join(stage, "types"), { recursive: true });
cpSync(join(root, "build/release/dist"), join(stage, "dist"), { recursive: true });

const options = { cwd: stage, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] };
const packed = execFileSync("npm", ["pack", "--loglevel=error", "--pack-destination", ".."], options);
console.log(join("build", packed.trim()));
