// Turns a file into a C++ function that gives its bytes:
//   node tools/embed.mjs <file> <output.cpp> <header> <namespace> <function>
// The header declares `std::span<const char> function()` in the namespace.

import { readFile, writeFile } from "node:fs/promises";

const [file, output, header, namespace, name] = process.argv.slice(2);
if (!name) throw new Error("usage: node tools/embed.mjs <file> <output.cpp> <header> <namespace> <function>");

const bytes = await readFile(file);
const lines = [];
for (let i = 0; i < bytes.length; i += 24) {
  lines.push([...bytes.subarray(i, i + 24)].map((byte) => (byte > 127 ? byte - 256 : byte)).join(","));
}
await writeFile(
  output,
  `#include "${header}"

namespace ${namespace} {
namespace {
constexpr char bytes[] = {
${lines.join(",\n")}};
}  // namespace
std::span<const char> ${name}() { return bytes; }
}  // namespace ${namespace}
`,
);
