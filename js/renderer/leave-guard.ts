// Has the shell asked before a document is left, where the app wants to decide on navigations (`will-navigate`).
// Evaluated in the isolated world of each document. A page that objects itself is not left, and nobody is asked.

/** `isGuarded`: whether the app wants to be asked; `isMain`: whether this is the page's own document. */
export default function guardLeaving(isGuarded: () => boolean, isMain: () => boolean): void {
  // The last of the listeners that are there.
  const last = (event: BeforeUnloadEvent): void => {
    removeEventListener("beforeunload", last);
    if (event.defaultPrevented || event.returnValue) return;
    event.preventDefault();
    // The shell knows its own words (src/shell/web_contents.cpp).
    event.returnValue = isMain() ? "cation:leaves-page" : "cation:leaves-frame";
  };
  const first = (event: Event): void => {
    if (!event.isTrusted || !isGuarded()) return;
    removeEventListener("beforeunload", last);
    addEventListener("beforeunload", last);
  };
  addEventListener("beforeunload", first, true);
}
