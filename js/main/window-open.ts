// Windows that pages open. https://www.electronjs.org/docs/latest/api/window-open

import { BrowserWindow, type BrowserWindowOptions, openerOf } from "./browser-window.js";
import type { WebContents } from "./web-contents.js";

export interface WindowOpenDetails {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
  referrer: { url: string; policy: string };
  postBody?: undefined;
}

export interface WindowOpenResponse {
  action: "allow" | "deny";
  overrideBrowserWindowOptions?: BrowserWindowOptions;
  outlivesOpener?: boolean;
  createWindow?: (options: BrowserWindowOptions) => WebContents;
}

export type WindowOpenHandler = (details: WindowOpenDetails) => WindowOpenResponse;

export interface WindowRequest {
  number: number;
  url: string;
  frameName: string;
  features: string;
  /** What the features say, as options of a window. */
  options: BrowserWindowOptions;
  disposition: string;
}

/** Answers a page that wants a window; where it opens none here, the page gets none. */
export function openWindow(opener: WebContents, handler: WindowOpenHandler | null, request: WindowRequest): void {
  const { number, url, frameName, features, disposition } = request;
  const referrer = { url: opener.getURL(), policy: "strict-origin-when-cross-origin" };
  const details: WindowOpenDetails = { url, frameName, features, disposition, referrer };
  const response = handler ? handler(details) : { action: "allow" as const };
  if (typeof response !== "object" || response === null) {
    throw new TypeError("The window open handler must return an object with an action");
  }
  if (response.action !== "allow") return;
  const given = response.overrideBrowserWindowOptions;
  // A guest's are known where it is made.
  const inherited = opener.hostWebContents ? {} : opener.getOwnerBrowserWindow()?.inheritedPreferences();
  const options: BrowserWindowOptions = {
    ...request.options,
    ...given,
    webPreferences: { ...inherited, ...given?.webPreferences },
  };
  const waiting = { contents: opener.id, number, outlives: response.outlivesOpener === true };
  if (response.createWindow) {
    response.createWindow({ ...options, [openerOf]: waiting });
    return;
  }
  const window = new BrowserWindow({ ...options, [openerOf]: waiting });
  opener.emit("did-create-window", window, { url, frameName, options, disposition, referrer, postData: undefined });
}
