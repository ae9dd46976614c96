// Leaves to the app's menu the keys that it would take and that nobody in the page wants, before the engine
// does something with them by itself: scrolls, selects, moves the focus. Evaluated in the isolated world of
// each document, which the page's scripts do not reach.

/** `menuWouldTake`: asked once for each key. `leave`: the key that was asked about is the menu's. */
export default function leaveKeys(menuWouldTake: () => boolean, leave: () => void): void {
  let asked: Event | null = null;
  const isTyping = (): boolean => {
    const { activeElement, body, documentElement } = document;
    const isFree = activeElement === null || activeElement === body || activeElement === documentElement;
    return !isFree || document.queryCommandEnabled("insertText");
  };
  // The last of the listeners that were there when the key was pressed. It hears nothing of a key that the page
  // keeps from going up: such a key the engine has first.
  const last = (event: Event): void => {
    if (event !== asked) return;
    asked = null;
    if (event.defaultPrevented || isTyping()) return;
    event.preventDefault();
    leave();
  };
  const first = (event: Event): void => {
    if (!event.isTrusted || !menuWouldTake()) return;
    asked = event;
    removeEventListener("keydown", last);
    addEventListener("keydown", last);
  };
  addEventListener("keydown", first, true);
}
