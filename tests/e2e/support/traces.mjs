// What an app could leave behind: processes and socket folders. A process belongs to an app when its
// environment carries the app's mark, whatever became of its parent.

import { readdirSync, readFileSync } from "node:fs";

/** The living processes whose environment has `name=value`: `[{ pid, command }]`. */
export function processesWith(name, value) {
  const mark = `${name}=${value}`;
  const found = [];
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
      if (!environment.includes(mark)) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      // A process that has ended and waits for its parent has no command line.
      if (command !== "") found.push({ pid: Number(pid), command });
    } catch {
      // It ended while we looked, or is another user's.
    }
  }
  return found;
}

/** The folders of sockets that lie in an app's runtime folder. */
export function socketFolders(folder) {
  return readdirSync(folder).filter((name) => name.startsWith("cation"));
}
