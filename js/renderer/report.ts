/** Reports what was thrown as the browser reports an error that nothing has caught. */
export function reportUncaught(reason: unknown): void {
  if (typeof reportError === "function") reportError(reason);
  else console.error(reason);
}
