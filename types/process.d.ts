declare namespace NodeJS {
  /** https://www.electronjs.org/docs/latest/api/process: in the main process. */
  interface Process {
    readonly type: "browser" | "renderer";
    readonly defaultApp: boolean;
    readonly resourcesPath: string;
    getCreationTime(): number | null;
    getSystemVersion(): string;
    getSystemMemoryInfo(): { total: number; free: number; swapTotal: number; swapFree: number };
    getProcessMemoryInfo(): Promise<{ residentSet: number; private: number; shared: number }>;
    getCPUUsage(): { percentCPUUsage: number; cumulativeCPUUsage?: number; idleWakeupsPerSecond: number };
    getHeapStatistics(): {
      totalHeapSize: number;
      totalHeapSizeExecutable: number;
      totalPhysicalSize: number;
      totalAvailableSize: number;
      usedHeapSize: number;
      heapSizeLimit: number;
      mallocedMemory: number;
      peakMallocedMemory: number;
      doesZapGarbage: boolean;
    };
    takeHeapSnapshot(filePath: string): boolean;
    crash(): void;
    hang(): void;
  }
  interface ProcessVersions {
    readonly electron: string;
    readonly cation: string;
  }
}
