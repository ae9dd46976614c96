// What lives in each document that has to do with the main process: the ends of its messages, the
// `electron` module, and the preload script. The host evaluates it in the isolated world, or in the
// page's own where contextIsolation is off, before any script of the page.

import { createCheckpoint } from "./checkpoint.js";
import { createContextBridge, createSides, OtherWorlds, type Sides } from "./context-bridge.js";
import { execute } from "./execute.js";
import { createIpcRenderer, deliver } from "./ipc-renderer.js";
import { Loader } from "./loader.js";
import { Builtins } from "./modules.js";
import { Kind, type Config, type Natives, type Runtime } from "./natives.js";
import { installPorts } from "./ports/install.js";
import { readHead } from "./ports/head.js";
import { Ports } from "./ports/ports.js";
import { exposeNodeNames, runPreload } from "./preload.js";
import { createProcess } from "./process.js";
import { OwnWeakMap } from "../clone/primordials.js";
import { createConsoleWatch } from "./console-watch.js";
import { Reports } from "./report.js";
import { createWebFrame } from "./web-frame.js";
import type { Guests } from "./webview/guests.js";
import { Wire } from "./wire.js";

export default function createRuntime(natives: Natives, config: Config): Runtime {
  const wire = new Wire(natives, config.messageObjects);
  const thrown = new OwnWeakMap<object, { readonly reason: unknown }>();
  const reports = new Reports(natives, thrown);
  const ports = new Ports(wire, natives, config.contextIsolated, (error) => reports.uncaught(error));
  const ipcRenderer = createIpcRenderer(wire, ports, reports, config.isGuest);
  let sides: Sides | undefined;
  // The page's kit is made when it is first needed, but for a preload at once: before the page's scripts.
  // Only a preload script wants to hear of its own promises that nobody handles.
  let guarded = false;
  const bothSides = (): Sides | undefined =>
    (sides ??= createSides(natives, (object) => object === ipcRenderer, guarded, thrown));
  const others = new OtherWorlds(natives, bothSides);
  const electron = {
    ipcRenderer,
    contextBridge: createContextBridge(natives, bothSides, others),
    webFrame: createWebFrame({
      natives,
      sides: bothSides,
      others,
      elsewhere: async (document, world, code, url) => wire.executeInFrame(document, world, code, url),
    }),
  };
  const process = createProcess(config, natives, () => wire.readEnvironment());
  const builtins = new Builtins(natives, electron, process);
  const loader = new Loader(natives, builtins, process, (path) => wire.readFile(path));

  let guests: Guests | undefined;
  const checkpoint = createCheckpoint();

  return {
    useInput: (buffer) => wire.useInput(buffer),
    receive(kind, call, channel, length) {
      try {
        switch (kind) {
          case Kind.send:
            deliver(ipcRenderer, channel, wire.decode(length) as unknown[]);
            break;
          case Kind.post: {
            const bytes = wire.inputBytes(length);
            const { entries, end } = readHead(bytes);
            const arrived = ports.adopt(entries);
            const heard = deliver(ipcRenderer, channel, [wire.decodeBytes(bytes, end, arrived)], arrived);
            // Nobody can have them any more.
            if (!heard) for (const port of arrived) ports.closePort(port);
            break;
          }
          case Kind.portMessage:
            ports.onMessage(call, wire.inputBytes(length));
            break;
          case Kind.portClose:
            ports.onClose(call, wire.inputBytes(length));
            break;
          case Kind.portLost:
            ports.onLost(call, wire.inputBytes(length));
            break;
          case Kind.guest:
            guests?.onWord(channel, wire.decode(length) as unknown[]);
            break;
          case Kind.toHost:
            guests?.onMessage(call, channel, wire.inputBytes(length));
            break;
          case Kind.resolve:
          case Kind.reject:
            wire.settle(kind, call, length);
            break;
          case Kind.execute: {
            const [code, url] = wire.decode(length) as [string, string?];
            // What still rejects is a link that has closed, and has its own way to be told.
            execute(natives, wire, bothSides, call, channel, code, url).catch(() => {});
          }
        }
      } catch (error) {
        reports.uncaught(error);
      }
      checkpoint();
    },
    closed: (released) => wire.close(released),
    tellGuest: (what, contents, detail) => guests?.onShell(what, contents, detail),
    start() {
      installPorts(ports);
      if (config.contextIsolated) {
        guarded = true;
        bothSides();
        reports.preparePage();
        reports.hearRejections();
        // The page's own console is another one.
        createConsoleWatch(false)((level, message, line, source) => natives.tellConsole(level, message, line, source));
      }
      if (config.webviewTag) {
        const Shown = natives.load("guests")((needed) => builtins.get(needed), process) as typeof Guests;
        guests = new Shown(natives, wire, bothSides());
      }
      const nodeNames = config.nodeIntegration && !config.contextIsolated;
      if (nodeNames) exposeNodeNames(loader);
      if (config.preload !== "") runPreload(natives, config, loader);
      process.emit("loaded");
    },
  };
}
