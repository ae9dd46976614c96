// What the processes of an app take: its main, its shell, and its pages (web processes, all together).

import { readFileSync, readdirSync } from "node:fs";

export const roles = ["main", "shell", "pages"];

/** `{main, shell, pages}`: each `{memory (bytes), descriptors, mappings, count}`. */
export function look(main) {
  const sums = Object.fromEntries(roles.map((role) => [role, { memory: 0, descriptors: 0, mappings: 0, count: 0 }]));
  const parents = new Map();
  for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(pid, "stat");
    if (stat) parents.set(Number(pid), Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]));
  }
  const isOurs = (pid) => {
    for (let i = 0; pid > 1 && i < 64; i++, pid = parents.get(pid)) if (pid === main) return true;
    return false;
  };
  for (const pid of parents.keys()) {
    const role = isOurs(pid) && roleOf(pid, main);
    if (!role) continue;
    const sum = sums[role];
    sum.memory += Number(read(pid, "statm")?.split(" ")[1] ?? 0) * 4096;
    sum.mappings += read(pid, "maps")?.split("\n").length ?? 0;
    sum.descriptors += descriptorsOf(pid);
    sum.count++;
  }
  return sums;
}

function roleOf(pid, main) {
  if (pid === main) return "main";
  const name = read(pid, "comm")?.trim() ?? "";
  if (name.startsWith("cation-shell")) return "shell";
  if (name.startsWith("WebKitWebProces")) return "pages";
  return undefined;
}

function descriptorsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // It ended while we looked.
    return undefined;
  }
}
