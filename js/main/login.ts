// Servers and proxies that want a name and a password. https://www.electronjs.org/docs/latest/api/app#event-login

import type { App } from "./app.js";
import { preventable } from "./browser-window.js";
import { call } from "./native.js";
import type { WebContents } from "./web-contents.js";

export interface AuthInfo {
  isProxy: boolean;
  scheme: string;
  host: string;
  port: number;
  realm: string;
}

/** Asks the listeners of the page, then those of the app; where none prevents it, the page gets no credentials. */
export function askForLogin(app: App, contents: WebContents, number: number, url: string, info: AuthInfo): void {
  const event = preventable(contents);
  let isOpen = true;
  const answer = (user?: string, password?: string): void => {
    if (!isOpen || contents.isDestroyed()) return;
    isOpen = false;
    const isGiven = user !== undefined && user !== null && password !== undefined && password !== null;
    call("contents.answer_login", contents.id, number, isGiven ? { user: String(user), password: String(password) } : null);
  };
  try {
    contents.emit("login", event, { url }, info, answer);
    if (!event.defaultPrevented) app.emit("login", event, contents, { url }, info, answer);
  } finally {
    if (!event.defaultPrevented) answer();
  }
}
