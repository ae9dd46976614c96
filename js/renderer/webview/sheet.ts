// How `<webview>` is laid out where the page says nothing else of it: as an iframe is. In a layer of its own, so that
// each rule of the page comes before. A change of `visibility` is made a transition, which is seen.

import * as dom from "./dom.js";

const rules = `@layer cation-webview {
  webview { display: inline-flex; contain: size; contain-intrinsic-size: 300px 150px; transition: visibility 1ms; }
  webview[hidden] { display: none; }
  webview:focus { outline: none; }
}`;

export function adoptSheet(root: Document | ShadowRoot): void {
  const sheet = new dom.CSSStyleSheet();
  sheet.replaceSync(rules);
  const others = root.adoptedStyleSheets;
  const all: CSSStyleSheet[] = [sheet];
  for (let i = 0; i < others.length; ++i) all[i + 1] = others[i]!;
  root.adoptedStyleSheets = all;
}
