// The events of `webContents`, as Electron's listeners get them.
// https://www.electronjs.org/docs/latest/api/web-contents#instance-events

import { type WebContents, webContentsOf } from "./web-contents.js";
import { documentOf, type OpenDocument } from "./web-frame-main.js";

/** By the numbers that `console-message` had for them. */
const consoleLevels = ["debug", "info", "warning", "error"];

/** What the Host says of a page. */
export function tellPageEvent(contents: WebContents, name: string, details: any[]): void {
  const event = { sender: contents };
  switch (name) {
    case "did-fail-load": {
      const { processId, routingId } = contents.mainFrame;
      contents.emit(name, event, ...details, true, processId, routingId);
      break;
    }
    case "did-start-navigation":
    case "did-redirect-navigation": {
      const [url, isSameDocument, isMainFrame, processId, routingId] = details as [string, boolean, boolean, number, number];
      const frame = isMainFrame ? contents.mainFrame : (documentOf(processId, routingId)?.frame ?? null);
      contents.emit(name, { ...event, url, isSameDocument, isMainFrame, frame }, ...details);
      break;
    }
    case "did-navigate-in-page": {
      const [url, , processId, routingId] = details as [string, boolean, number, number];
      const document = documentOf(processId, routingId);
      if (document) document.url = url;
      contents.emit(name, event, ...details);
      break;
    }
    case "console-message": {
      const [level, message, lineNumber, sourceId, processId, routingId] = details as [string, string, number, string, number, number];
      const frame = documentOf(processId, routingId)?.frame;
      const all = { ...event, level, message, lineNumber, sourceId, frame };
      contents.emit(name, all, consoleLevels.indexOf(level), message, lineNumber, sourceId);
      break;
    }
    case "render-process-gone": {
      const [reason, exitCode, message] = details as [string, number, string];
      contents.emit(name, event, message ? { reason, exitCode, message } : { reason, exitCode });
      break;
    }
    case "did-attach-webview": {
      const guest = webContentsOf(details[0] as number);
      if (guest) contents.emit(name, event, guest);
      break;
    }
    case "told":
      tellMore(contents, details[0] as string, details[1] as unknown[]);
      break;
    case "preload-error": {
      const [path, message] = details as [string, string];
      if (contents.listenerCount(name) > 0) contents.emit(name, event, path, preloadError(message));
      else process.stderr.write(`cation: Unable to load preload script: ${path}\n${message}\n`);
      break;
    }
    default:
      contents.emit(name, event, ...details);
  }
}

/** What the page's view tells of it. */
function tellMore(contents: WebContents, what: string, [, first, ...rest]: unknown[]): void {
  const event = { sender: contents };
  switch (what) {
    case "favicon":
      contents.emit("page-favicon-updated", event, first);
      break;
    case "audible":
      contents.emit("audio-state-changed", { ...event, audible: first });
      contents.emit(first ? "media-started-playing" : "media-paused", event);
      break;
    case "target_url":
      contents.emit("update-target-url", event, first);
      break;
    case "html_fullscreen":
      contents.emit(first ? "enter-html-full-screen" : "leave-html-full-screen", event);
      break;
    case "context_menu":
      contents.emit("context-menu", event, first);
      break;
    case "found": {
      const [matches, activeMatchOrdinal] = rest;
      contents.emit("found-in-page", event, { requestId: first, activeMatchOrdinal, matches, finalUpdate: true });
      break;
    }
  }
}

/** The error of a preload script, which comes as its stack. */
function preloadError(stack: string): Error {
  const end = stack.indexOf("\n    at ");
  const text = end < 0 ? stack : stack.slice(0, end);
  const [, name = "Error", message = text] = /^([\w$]*Error)(?:: ([^]*))?$/.exec(text) ?? [];
  const error = new Error(message === text && text === name ? "" : message);
  if (name !== "Error") Object.defineProperty(error, "name", { value: name, configurable: true, writable: true });
  return Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
}

/** A document of the page was opened. */
export function tellFrameCreated(contents: WebContents, { frame }: OpenDocument): void {
  contents.emit("frame-created", { sender: contents }, { frame });
}
