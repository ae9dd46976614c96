// Keeps every core awake while something is measured. Where a virtual machine lets idle cores sleep, a wake-up
// costs several times what a message does, and drowns what is measured. A busy loop would compete with what is
// measured, even at the lowest priority: Linux shares cores by sessions first, and the windows have their own.

import { closeSync, openSync, writeSync } from "node:fs";

/** The latency that cores may have, in microseconds, as long as the file is open: the kernel's own way. */
const file = "/dev/cpu_dma_latency";

/** Ends with the call of what it gives. */
export function keepAwake() {
  let fd;
  try {
    fd = openSync(file, "w");
    writeSync(fd, new Int32Array([0]));
  } catch (error) {
    console.error(`bench: cores may sleep, and the figures are worse for it: ${file} needs root (${error.code})`);
  }
  return () => fd !== undefined && closeSync(fd);
}
