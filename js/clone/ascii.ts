// Text that is probably ASCII, a byte for each unit.

import * as p from "./primordials.js";

/** Copies `units` units of the text to `at`; whether it is ASCII, for what was copied counts only then. */
export function copyAscii(text: string, units: number, bytes: Uint8Array, at: number): boolean {
  let all = 0;
  if (p.StringPrototype.charCodeAt === p.stringCharCodeAt) {
    for (let i = 0; i < units; i++) {
      const unit = text.charCodeAt(i);
      all |= unit;
      bytes[at + i] = unit;
    }
  } else {
    for (let i = 0; i < units; i++) {
      const unit = p.charCodeAtOf(text, i);
      all |= unit;
      bytes[at + i] = unit;
    }
  }
  return all < 0x80;
}
