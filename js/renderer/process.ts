// `process` in a renderer: the part of it that Electron gives to sandboxed preload scripts.
// https://www.electronjs.org/docs/latest/api/process#sandbox

import { EventEmitter } from "events";
import { electronVersion } from "../main/electron-version.js";
import type { Config } from "./natives.js";

const started = Date.now();

export function createProcess(config: Config): EventEmitter {
  const { versions, contextIsolated, sandboxed, isMainFrame, execPath, pid, arch } = config;
  const resolved = Promise.resolve();
  return Object.assign(new EventEmitter(), {
    type: "renderer",
    platform: "linux",
    arch,
    pid,
    execPath,
    argv: [execPath, ...config.arguments],
    env: {},
    version: versions["node"] ? `v${versions["node"]}` : "",
    versions: Object.freeze({ ...versions, electron: electronVersion }),
    contextIsolated,
    sandboxed,
    isMainFrame,
    mas: false,
    windowsStore: false,
    cwd: () => "/",
    uptime: () => (Date.now() - started) / 1000,
    nextTick(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
      void resolved.then(() => callback(...args)).catch(rethrow);
    },
  });
}

function rethrow(reason: unknown): void {
  setTimeout(() => {
    throw reason;
  }, 0);
}
