// A display of one's own: Xvfb on a number that it finds free itself.

import { spawn } from "node:child_process";
import { once } from "node:events";

/** Gives `{ name, stop() }`; `name` is what DISPLAY wants. Throws where Xvfb does not start. */
export async function startDisplay({ width = 1280, height = 960 } = {}) {
  const screen = ["-screen", "0", `${width}x${height}x24`];
  const server = spawn("Xvfb", ["-displayfd", "3", ...screen, "-nolisten", "tcp", "-noreset"], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    // An interrupt from the terminal ends the app first; the display ends when it is told to.
    detached: true,
  });
  let complaints = "";
  server.stderr.on("data", (text) => (complaints += text));
  const exited = once(server, "exit");
  const number = await new Promise((resolve, reject) => {
    let digits = "";
    server.once("error", (error) => reject(new Error(`Xvfb cannot be started: ${error.message}`)));
    server.once("exit", () => reject(new Error(`Xvfb ended at once: ${complaints.trim()}`)));
    server.stdio[3].on("data", (text) => {
      digits += text;
      if (digits.endsWith("\n")) resolve(digits.trim());
    });
  });
  return {
    name: `:${number}`,
    async stop() {
      server.kill();
      await exited;
    },
  };
}
