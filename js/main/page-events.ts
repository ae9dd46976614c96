// The events of `webContents`, as Electron's listeners get them.
// https://www.electronjs.org/docs/latest/api/web-contents#instance-events

import type { WebContents } from "./web-contents.js";
import { documentOf, type OpenDocument } from "./web-frame-main.js";

/** By the numbers that `console-message` had for them. */
const consoleLevels = ["debug", "info", "warning", "error"];

/** What the window says of its page. */
export function tellPageEvent(contents: WebContents, name: string, details: any[]): void {
  const event = { sender: contents };
  const { processId, routingId } = contents.mainFrame;
  switch (name) {
    case "did-fail-load":
      contents.emit(name, event, ...details, true, processId, routingId);
      break;
    case "did-navigate": {
      const [url, code, status] = details as [string, number, string];
      contents.emit(name, event, url, code, status);
      contents.emit("did-frame-navigate", event, url, code, status, true, processId, routingId);
      break;
    }
    case "did-navigate-in-page": {
      const document = documentOf(processId, routingId);
      if (document) document.url = details[0];
      contents.emit(name, event, details[0], true, processId, routingId);
      break;
    }
    case "did-finish-load":
      contents.emit("did-frame-finish-load", event, true, processId, routingId);
      contents.emit(name, event);
      break;
    case "render-process-gone":
      contents.emit(name, event, { reason: details[0], exitCode: 0 });
      break;
    case "preload-error": {
      const [path, message] = details as [string, string];
      if (contents.listenerCount(name) > 0) contents.emit(name, event, path, new Error(message));
      else process.stderr.write(`cation: Unable to load preload script: ${path}\n${message}\n`);
      break;
    }
    default:
      contents.emit(name, event, ...details);
  }
}

/** A document of the page was opened. */
export function tellFrameCreated(contents: WebContents, { frame, renderer, number, url }: OpenDocument): void {
  const event = { sender: contents };
  contents.emit("frame-created", event, { frame });
  if (frame === contents.mainFrame) return;
  contents.emit("did-frame-navigate", event, url, -1, "", false, renderer, number);
}

/** What an open document of the page says of itself. */
export function tellFrameEvent(contents: WebContents, document: OpenDocument, name: string, details: unknown[]): void {
  const { frame, renderer, number } = document;
  const event = { sender: contents };
  if (name === "dom-ready") frame.emit("dom-ready");
  if (name === "console") {
    const [level, message, lineNumber, sourceId] = details as [string, string, number, string];
    const all = { ...event, level, message, lineNumber, sourceId, frame };
    contents.emit("console-message", all, consoleLevels.indexOf(level), message, lineNumber, sourceId);
  }
  // The page's own load and address are the window's to tell.
  if (frame === contents.mainFrame) return;
  if (name === "load") contents.emit("did-frame-finish-load", event, false, renderer, number);
  if (name === "url") contents.emit("did-navigate-in-page", event, details[0], false, renderer, number);
}
