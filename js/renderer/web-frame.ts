// webFrame: what a preload script can do to its own document.
// https://www.electronjs.org/docs/latest/api/web-frame

import { copy } from "./bridge/copy.js";
import { across, evaluateInPage, type Sides } from "./context-bridge.js";
import type { Natives } from "./natives.js";

export interface WebFrame {
  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;
  insertCSS(css: string): string;
  removeInsertedCSS(key: string): void;
}

export function createWebFrame(natives: Natives, sides: () => Sides | undefined): WebFrame {
  const sheets = new Map<string, CSSStyleSheet>();
  let lastKey = 0;
  return {
    async executeJavaScript(code) {
      const both = sides();
      if (!both) return natives.evaluate(String(code), "");
      return across(both, () => copy(evaluateInPage(natives, both, String(code)), both.page, both.here));
    },
    // A sheet that is adopted, and no element: the page's policy and its scripts do not matter to it.
    insertCSS(css) {
      if (typeof css !== "string") throw new TypeError("The CSS must be a string");
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      const key = String(++lastKey);
      sheets.set(key, sheet);
      return key;
    },
    removeInsertedCSS(key) {
      const sheet = sheets.get(key);
      sheets.delete(key);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}
