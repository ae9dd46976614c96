// Between two messages the promises have their turn, as between two tasks of a browser: what a page does
// after `await ipcRenderer.invoke(…)` comes before the next message that main has sent. The engine runs
// promise jobs when a call of its own into scripts ends, which the host's calls are not: asking a node
// filter is one, and the cheapest (0.5 µs; dispatching an event takes 1.3).

export function createCheckpoint(): () => void {
  if (typeof document !== "object" || typeof TreeWalker !== "function") return () => {};
  const root = document.createElement("i");
  root.append(document.createElement("b"));
  const rejected = 2;
  const walker = document.createTreeWalker(root, 1, () => rejected);
  const { firstChild } = TreeWalker.prototype;
  const { apply } = Reflect;
  const none: [] = [];
  return () => void apply(firstChild, walker, none);
}
