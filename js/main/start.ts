// Makes this Node process the main process of an app: once, by whichever way in comes first.

import { isMainThread } from "node:worker_threads";

import { type AppInfo, appOfMain, mainFile } from "./app-info.js";
import { showError } from "./dialog.js";
import { createElectron, type ElectronModule } from "./index.js";
import { explain } from "./missing.js";
import { installModuleHooks } from "./modules.js";
import { extendProcess } from "./process.js";
import { quitOnSignals } from "./signals.js";
import { goOnAfterErrors } from "./uncaught.js";

export { findApp } from "./app-info.js";

declare const CATION_VERSION: string;
/** Cation's own version. */
export const version = CATION_VERSION;

let electron: ElectronModule | undefined;

/** How an app begins. */
export interface Beginning {
  /** Its main file, absolute. */
  main: string | undefined;
  /** Whether it goes on after errors that nobody catches, unless its package.json chooses. */
  goesOn: boolean;
}
let main: string | undefined;

/** Starts the app's processes in the background; `require("electron")` works from here on. */
export function start(info: AppInfo, beginning: Beginning): void {
  if (electron) return;
  if (!isMainThread) throw new Error("electron can be used in the main thread only");
  extendProcess(version, __dirname);
  main = beginning.main;
  electron = createElectron(info);
  installModuleHooks(__dirname);
  process.on("uncaughtExceptionMonitor", explain);
  quitOnSignals(() => electron?.app.quit());
  if (info.goesOn ?? beginning.goesOn) goOnAfterErrors(main, showError);
}

/** Starts the app whose file Node runs. */
export function startOfNode(): void {
  const [, given] = process.argv;
  start(appOfMain(given), { main: given === undefined ? undefined : mainFile(given), goesOn: false });
}

/** Runs what begins an app; where that cannot be, says why in one line and ends the process. */
export function orEnd<T>(begin: () => T): T {
  try {
    return begin();
  } catch (error) {
    // Of Node's errors too the first line is the sentence, and what follows is for whoever wrote the code.
    const [line] = String((error as Partial<Error>)?.message ?? error).split("\n", 1);
    process.stderr.write(`cation: ${line}\n`);
    process.exit(1);
  }
}

/** What `require("electron")` gives. Called once: the module is cached. */
export function electronModule(): ElectronModule {
  if (!electron) startOfNode();
  electron!.app.onLoaded(main);
  return electron!;
}
