// The element in each realm of the document that has it: the runtime's own, for preload scripts, and the page's where
// that is another one. Events are made in the page's realm, and carry their fields in both.

import { OwnWeakMap } from "../../clone/primordials.js";
import { checked, copyAll } from "../bridge/copy.js";
import { across, type Sides } from "../context-bridge.js";
import type { Natives } from "../natives.js";
import * as dom from "./dom.js";
import createElementSide, { type ElementSide, type Invoke } from "./element.js";

export class PageSide {
  private readonly own: ElementSide;
  /** The page's, by its methods; undefined where there is one realm only. */
  private readonly page: ElementSide | undefined;

  constructor(natives: Natives, sides: Sides | undefined, invoke: Invoke, onShadow: (root: ShadowRoot) => void) {
    this.own = createElementSide(invoke, onShadow);
    this.page = sides && pageSide(natives, sides, invoke, onShadow);
  }

  upgrade(element: Element): void {
    (this.page ?? this.own).upgrade(element);
  }

  complain(message: string): void {
    (this.page ?? this.own).complain(message);
  }

  dispatch(element: Element, name: string, fields: object): void {
    const { page } = this;
    if (!page) return this.own.dispatch(element, name, fields);
    // The first of this world's listeners: the event is another object here.
    const root = dom.rootOf(element);
    const first = root === document ? globalThis : root;
    const described = new OwnWeakMap<object, true>();
    const describe = (event: Event): void => {
      if (described.get(event) || dom.targetOf(event) !== element) return;
      described.set(event, true);
      this.own.describe(event, fields);
    };
    dom.listen(first, name, describe, { capture: true });
    try {
      page.dispatch(element, name, fields);
    } finally {
      dom.unlisten(first, name, describe, { capture: true });
    }
  }
}

function pageSide(natives: Natives, both: Sides, invoke: Invoke, onShadow: (root: ShadowRoot) => void): ElementSide {
  const { here, page } = both;
  const call = (callee: object, args: unknown[]): object =>
    across(both, () => checked(page.kit.call(callee, copyAll(args, here, page)), page)) as object;
  const made = call(natives.pageWebview()!, [invoke, onShadow]);
  const entry =
    (name: keyof ElementSide) =>
    (...args: unknown[]): void =>
      void call(checked(page.kit.get(made, name), page) as object, args);
  return { upgrade: entry("upgrade"), dispatch: entry("dispatch"), describe: entry("describe"), complain: entry("complain") };
}
