// Keeps every core awake with a loop of the lowest priority there is. Where a virtual machine lets idle
// cores sleep, a wake-up costs several times what a message does, and drowns what is measured.

import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";

/** Ends with the call of what it gives, or after ten minutes. */
export function keepAwake() {
  const spin = "const end = Date.now() + 600_000; while (Date.now() < end);";
  const loops = Array.from({ length: availableParallelism() }, () =>
    spawn("chrt", ["--idle", "0", process.execPath, "-e", spin], { stdio: "ignore" }),
  );
  return () => loops.forEach((loop) => loop.kill("SIGKILL"));
}
