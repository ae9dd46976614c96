// What Electron adds to Node's `process` in the main process. https://www.electronjs.org/docs/latest/api/process

import { readFileSync } from "node:fs";
import { release } from "node:os";
import { getHeapStatistics, writeHeapSnapshot } from "node:v8";

import { electronVersion } from "./electron-version.js";

/** Makes Node's process one of an app. `resources`: the folder of what was installed. */
export function extendProcess(version: string, resources: string): void {
  const versions = { ...process.versions, electron: electronVersion, cation: version };
  const additions = {
    versions: Object.freeze(versions),
    type: "browser",
    // As with `electron <app>`: the app's own arguments begin behind its path.
    defaultApp: true,
    resourcesPath: resources,
    ...methods,
  };
  for (const [name, value] of Object.entries(additions)) {
    Object.defineProperty(process, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

// What was used by the last time that somebody asked.
let last = { at: performance.now(), used: usedTime() };

const methods = {
  getCreationTime: (): number => performance.timeOrigin,
  getSystemVersion: (): string => release(),
  getSystemMemoryInfo() {
    const facts = readPairs("/proc/meminfo");
    const { MemTotal: total, MemFree: free, SwapTotal: swapTotal, SwapFree: swapFree } = facts;
    return { total, free, swapTotal, swapFree };
  },
  async getProcessMemoryInfo() {
    const { VmRSS: residentSet = 0, RssFile: file = 0, RssShmem: shared = 0 } = readPairs("/proc/self/status");
    return { residentSet, private: residentSet - file - shared, shared: file + shared };
  },
  getCPUUsage() {
    const at = performance.now();
    const used = usedTime();
    const elapsed = at - last.at;
    const percentCPUUsage = elapsed > 0 ? ((used - last.used) / elapsed) * 100 : 0;
    last = { at, used };
    return { percentCPUUsage, cumulativeCPUUsage: used / 1000, idleWakeupsPerSecond: 0 };
  },
  getHeapStatistics() {
    const facts = getHeapStatistics();
    const kilobytes = (bytes: number): number => Math.round(bytes / 1024);
    return {
      totalHeapSize: kilobytes(facts.total_heap_size),
      totalHeapSizeExecutable: kilobytes(facts.total_heap_size_executable),
      totalPhysicalSize: kilobytes(facts.total_physical_size),
      totalAvailableSize: kilobytes(facts.total_available_size),
      usedHeapSize: kilobytes(facts.used_heap_size),
      heapSizeLimit: kilobytes(facts.heap_size_limit),
      mallocedMemory: kilobytes(facts.malloced_memory),
      peakMallocedMemory: kilobytes(facts.peak_malloced_memory),
      doesZapGarbage: Boolean(facts.does_zap_garbage),
    };
  },
  takeHeapSnapshot(path: string): boolean {
    try {
      return writeHeapSnapshot(path) === path;
    } catch {
      return false;
    }
  },
  crash(): never {
    process.abort();
  },
  hang(): never {
    for (;;);
  },
};

/** Milliseconds of the processor. */
function usedTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Lines such as "MemTotal:   16000 kB". */
function readPairs(path: string): Record<string, number> {
  const pairs = readFileSync(path, "utf8").matchAll(/^(\w+):\s+(\d+) kB$/gm);
  return Object.fromEntries([...pairs].map(([, name, count]) => [name, Number(count)]));
}
