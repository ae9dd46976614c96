// Scripts that main runs in a page: webContents.executeJavaScript.

import { copy } from "./bridge/copy.js";
import { across, evaluateInPage, type Sides } from "./context-bridge.js";
import { Kind, type Natives } from "./natives.js";
import type { Wire } from "./wire.js";

const baseOf =
  typeof Node === "function"
    ? (Object.getOwnPropertyDescriptor(Node.prototype, "baseURI")?.get as (this: Node) => string)
    : undefined;

/** What `import()` in a script without an address of its own is relative to. */
export function base(): string {
  return baseOf && typeof document === "object" ? Reflect.apply(baseOf, document, []) : "";
}

/** Runs a script, waits for what it gives, and answers main. `bothSides` where the page is another world. */
export async function execute(
  natives: Natives,
  wire: Wire,
  bothSides: () => Sides | undefined,
  call: number,
  world: string,
  code: string,
  url = "",
): Promise<void> {
  try {
    let result: unknown;
    const sides = bothSides();
    if (world === "isolated") {
      result = natives.evaluateOwn(code, url || base());
    } else if (sides) {
      result = across(sides, () => copy(evaluateInPage(natives, sides, code, url || base()), sides.page, sides.here), true);
    } else {
      result = natives.evaluate(code, url || base());
    }
    wire.answer(call, Kind.resolve, await result);
  } catch (error) {
    try {
      wire.answer(call, Kind.reject, error);
    } catch (uncloneable) {
      wire.answer(call, Kind.reject, uncloneable);
    }
  }
}
