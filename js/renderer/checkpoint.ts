// Between two messages the promises have their turn, as between two tasks of a browser: what a page does
// after `await ipcRenderer.invoke(…)` comes before the next message that main has sent. The engine runs
// promise jobs when a call of its own into scripts ends, which the host's calls are not: dispatching an
// event is one.

export function createCheckpoint(): () => void {
  if (typeof EventTarget !== "function" || typeof Event !== "function") return () => {};
  const target = new EventTarget();
  const event = new Event("checkpoint");
  const { dispatchEvent } = EventTarget.prototype;
  const { apply } = Reflect;
  const args = [event];
  target.addEventListener("checkpoint", () => {});
  return () => void apply(dispatchEvent, target, args);
}
