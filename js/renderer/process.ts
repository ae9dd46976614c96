// `process` in a renderer: the part of it that Electron gives to sandboxed preload scripts.
// https://www.electronjs.org/docs/latest/api/process#sandbox

import { EventEmitter } from "events";
import { electronVersion } from "../main/electron-version.js";
import type { Config, Natives } from "./natives.js";

const started = Date.now();

/** Memory in kilobytes, times in milliseconds since 1970 and in seconds; see src/renderer/process_info.h. */
type ProcessInfo = [
  created: number,
  cpuSeconds: number,
  resident: number,
  shared: number,
  total: number,
  free: number,
  swapTotal: number,
  swapFree: number,
  systemVersion: string,
];

export function createProcess(
  config: Config,
  natives: Natives,
  readEnvironment: () => Record<string, string>,
): EventEmitter {
  const { versions, contextIsolated, sandboxed, isMainFrame, execPath, pid, arch } = config;
  const resolved = Promise.resolve();
  const info = (): ProcessInfo => natives.processInfo() as ProcessInfo;
  // What was used by the last time that somebody asked.
  let last: { at: number; cpuSeconds: number } | undefined;
  const process = Object.assign(new EventEmitter(), {
    type: "renderer",
    platform: "linux",
    arch,
    pid,
    execPath,
    argv: [execPath, ...config.arguments],
    version: versions["node"] ? `v${versions["node"]}` : "",
    versions: Object.freeze({ ...versions, electron: electronVersion }),
    contextIsolated,
    sandboxed,
    isMainFrame,
    cwd: () => "/",
    uptime: () => (Date.now() - started) / 1000,
    nextTick(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
      void resolved.then(() => callback(...args)).catch(rethrow);
    },
    crash: () => natives.crash(),
    hang(): never {
      for (;;);
    },
    getCreationTime: () => info()[0] || null,
    getSystemVersion: () => info()[8],
    getSystemMemoryInfo() {
      const [, , , , total, free, swapTotal, swapFree] = info();
      return { total, free, swapTotal, swapFree };
    },
    async getProcessMemoryInfo() {
      const [, , residentSet, shared] = info();
      return { residentSet, private: residentSet - shared, shared };
    },
    getCPUUsage() {
      const [, cpuSeconds] = info();
      const at = Date.now() / 1000;
      const elapsed = last ? at - last.at : 0;
      const percentCPUUsage = last && elapsed > 0 ? ((cpuSeconds - last.cpuSeconds) / elapsed) * 100 : 0;
      last = { at, cpuSeconds };
      return { percentCPUUsage, cumulativeCPUUsage: cpuSeconds, idleWakeupsPerSecond: 0 };
    },
  });
  // Asked for when somebody looks, as few scripts do. What is set in it is this document's own.
  let env: unknown;
  const get = (): unknown => (env ??= environment(readEnvironment));
  const set = (value: unknown): void => void (env = value);
  return Object.defineProperty(process, "env", { get, set, enumerable: true, configurable: true });
}

function environment(read: () => Record<string, string>): Record<string, string> {
  try {
    return read();
  } catch {
    // Main has gone, and this page will be.
    return {};
  }
}

function rethrow(reason: unknown): void {
  setTimeout(() => {
    throw reason;
  }, 0);
}
