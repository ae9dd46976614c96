// Scripts that main runs in a page: webContents.executeJavaScript.

import { copy } from "./bridge/copy.js";
import { across, evaluateInPage, type Sides } from "./context-bridge.js";
import { Kind, type Natives } from "./natives.js";
import type { Wire } from "./wire.js";

/** Runs a script, waits for what it gives, and answers main. `sides` where the page is another world. */
export async function execute(
  natives: Natives,
  wire: Wire,
  sides: Sides | undefined,
  call: number,
  world: string,
  code: string,
  url = "",
): Promise<void> {
  try {
    let result: unknown;
    if (world === "isolated") {
      result = natives.evaluateOwn(code, url);
    } else if (sides) {
      result = across(sides, () => copy(evaluateInPage(natives, sides, code), sides.page, sides.here), true);
    } else {
      result = natives.evaluate(code, "");
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
