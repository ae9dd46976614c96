// What the app decides on the guests of its pages. https://www.electronjs.org/docs/latest/api/webview-tag

import { preventable } from "./browser-window.js";
import { call } from "./native.js";
import type { WebContents } from "./web-contents.js";
import { pick, preferenceNames, type WebPreferences } from "./web-preferences.js";

/** The attributes of the element. */
export interface GuestParams {
  src: string;
  [name: string]: string | boolean;
}

/** A page is about to get a guest: the listeners may change how it is shown, or prevent it. */
export function askToAttach(contents: WebContents, preferences: WebPreferences, params: GuestParams): boolean {
  const event = preventable(contents);
  contents.emit("will-attach-webview", event, preferences, params);
  if (!event.defaultPrevented) call("guest.amend", pick(preferenceNames, preferences), params);
  return event.defaultPrevented;
}
