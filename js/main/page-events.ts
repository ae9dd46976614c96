// The events of `webContents`, as Electron's listeners get them.
// https://www.electronjs.org/docs/latest/api/web-contents#instance-events

import type { WebContents } from "./web-contents.js";
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
