// What lives in each document that has to do with the main process: the ends of its messages, the
// `electron` module, and the preload script. The host evaluates it in the isolated world, or in the
// page's own where contextIsolation is off, before any script of the page.

import { createContextBridge, createSides, type Sides } from "./context-bridge.js";
import { execute } from "./execute.js";
import { guardRejections } from "./guard.js";
import { IpcRenderer } from "./ipc-renderer.js";
import { createRequire } from "./modules.js";
import { Kind, type Config, type Natives, type Runtime } from "./natives.js";
import { exposeNodeNames, runPreload } from "./preload.js";
import { createProcess } from "./process.js";
import { reportUncaught } from "./report.js";
import { Wire } from "./wire.js";

export default function createRuntime(natives: Natives, config: Config): Runtime {
  const wire = new Wire(natives);
  const ipcRenderer = new IpcRenderer(wire);
  let sides: Sides | undefined;
  // The page's kit is made when it is first needed, but for a preload at once: before the page's scripts.
  let guarded = false;
  const bothSides = (): Sides | undefined =>
    (sides ??= createSides(natives, new Set([ipcRenderer]), guarded));
  const electron = { ipcRenderer, contextBridge: createContextBridge(natives, bothSides) };
  const process = createProcess(config);
  const require = createRequire(natives, electron);

  return {
    useInput: (buffer) => wire.useInput(buffer),
    receive(kind, call, channel, length) {
      try {
        switch (kind) {
          case Kind.send:
            IpcRenderer.deliver(ipcRenderer, channel, wire.decode(length) as unknown[]);
            break;
          case Kind.resolve:
          case Kind.reject:
            wire.settle(kind, call, length);
            break;
          case Kind.execute: {
            const [code] = wire.decode(length) as [string];
            // What still rejects is a link that has closed, and has its own way to be told.
            execute(natives, wire, bothSides(), call, channel, code).catch(() => {});
          }
        }
      } catch (error) {
        reportUncaught(error);
      }
    },
    closed: () => wire.close(),
    start() {
      if (config.contextIsolated) {
        guardRejections();
        guarded = true;
        bothSides();
      }
      const nodeNames = config.nodeIntegration && !config.contextIsolated;
      if (nodeNames) exposeNodeNames(require, process);
      if (config.preload !== "") runPreload(natives, config, require, process);
      process.emit("loaded");
    },
  };
}
