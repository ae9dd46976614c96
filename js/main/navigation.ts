// Navigations that the app decides on. https://www.electronjs.org/docs/latest/api/web-contents#navigation-events

import { preventable } from "./browser-window.js";
import type { WebContents } from "./web-contents.js";

/** Asks the listeners of a page that is about to be left; true where one prevents it. */
export function askToNavigate(contents: WebContents, url: string, isMainFrame: boolean): boolean {
  // Of an iframe the engine does not say which one it is.
  const frame = isMainFrame ? contents.mainFrame : null;
  const event = Object.assign(preventable(contents), { url, isSameDocument: false, isMainFrame, frame });
  contents.emit("will-frame-navigate", event);
  if (isMainFrame && !event.defaultPrevented && !contents.isDestroyed()) {
    const { processId, routingId } = contents.mainFrame;
    contents.emit("will-navigate", event, url, false, true, processId, routingId);
  }
  return event.defaultPrevented;
}
