// The keyboard between a page and its guests. A guest is a view beside the page's: the shell gives it the keyboard when
// its element gets the focus, and tells the page when the guest has got it by a click, or when Tab has led out of it.

import type { Natives } from "../natives.js";
import * as dom from "./dom.js";
import type { Guest } from "./guest.js";

export type How = "here" | "forward" | "backward";

const focusable =
  "a[href], area[href], button, input, select, textarea, summary, iframe, object, embed, audio[controls], video[controls], " +
  "webview, [tabindex], [contenteditable]";

export class Focus {
  private readonly natives: Natives;
  private readonly guestOf: (element: Element) => Guest | undefined;
  /** The Tab that is on its way through the page's focus. */
  private tab: How | undefined;
  /** Whose view has the keyboard. */
  private keyboard: Guest | undefined;
  /** The focus moves for what the shell has said. */
  private isTold = false;
  private isStarted = false;

  constructor(natives: Natives, guestOf: (element: Element) => Guest | undefined) {
    this.natives = natives;
    this.guestOf = guestOf;
  }

  begin(guest: Guest): void {
    if (!this.isStarted) this.start();
    if (dom.activeElement(document) === guest.element) this.tell(guest, "here");
  }

  tell(guest: Guest, how: How): void {
    if (guest.contents !== 0 && !guest.hasLeft) this.natives.focusGuest(guest.contents, how);
  }

  /** The guest's view has the keyboard, or has it no more. */
  focused(guest: Guest, isFocused: boolean): void {
    if (isFocused) this.keyboard = guest;
    else if (this.keyboard === guest) this.keyboard = undefined;
    if (!isFocused || dom.activeElement(document) === guest.element) return;
    this.quietly(() => dom.focus(guest.element, { preventScroll: true }));
  }

  /** Tab has led out of the guest. */
  left(guest: Guest, direction: string): void {
    const next = nextOf(guest.element, direction === "backward");
    if (!next || next === guest.element) return dom.blur(guest.element);
    // Where that is a guest again, it begins at its first element, or its last.
    this.tab = direction === "backward" ? "backward" : "forward";
    dom.focus(next);
    const other = this.guestOf(next);
    if (other && this.tab) this.tell(other, this.tab);
    this.tab = undefined;
  }

  private start(): void {
    this.isStarted = true;
    const onKey = (event: KeyboardEvent): void => {
      this.tab = !dom.isTab(event) ? undefined : dom.shiftOf(event) ? "backward" : "forward";
      if (this.tab) dom.later(() => (this.tab = undefined));
    };
    const onFocus = (event: FocusEvent): void => {
      const guest = this.guestOf(dom.targetOf(event) as Element);
      if (!guest || this.isTold) return;
      this.tell(guest, this.tab ?? "here");
      this.tab = undefined;
    };
    // A script has moved the focus elsewhere, and the keyboard is to follow.
    const onFocusOut = (event: FocusEvent): void => {
      const { keyboard } = this;
      if (!keyboard || this.isTold || dom.targetOf(event) !== keyboard.element) return;
      this.keyboard = undefined;
      this.natives.focusGuest(0, "here");
    };
    dom.listen(globalThis, "focusout", onFocusOut, { capture: true });
    dom.listen(globalThis, "keydown", onKey, { capture: true });
    dom.listen(globalThis, "focusin", onFocus, { capture: true });
  }

  private quietly(move: () => void): void {
    this.isTold = true;
    try {
      move();
    } finally {
      this.isTold = false;
    }
  }
}

const seen = { visibilityProperty: true };

/** What Tab comes to after an element, or before it; the other end of the page behind the last. */
function nextOf(element: Element, isBackward: boolean): Element | undefined {
  const all: { readonly element: Element; readonly index: number }[] = [];
  dom.forEach(dom.findInDocument(document, focusable), (each) => {
    const index = dom.tabIndexOf(each);
    if (each !== element && (!(index >= 0) || dom.isDisabled(each) || !dom.isVisible(each, seen))) return;
    // Those with a number come first, in the order of the numbers.
    let at = all.length;
    const rank = index > 0 ? index : Infinity;
    while (at > 0 && all[at - 1]!.index > rank) {
      all[at] = all[at - 1]!;
      at -= 1;
    }
    all[at] = { element: each, index: rank };
  });
  for (let i = 0; i < all.length; ++i) {
    if (all[i]!.element !== element) continue;
    return all[(i + (isBackward ? all.length - 1 : 1)) % all.length]!.element;
  }
  return undefined;
}
