// SIGTERM, SIGINT and SIGHUP quit the app in order. A second one ends it at once, as Node does by itself.

/** Whoever listens for a signal decides alone, as in Node. */
export function quitOnSignals(quit: () => void): void {
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    const heard = (): void => {
      if (process.listenerCount(name) > 1) return;
      process.removeListener(name, heard);
      quit();
    };
    process.on(name, heard);
  }
}
