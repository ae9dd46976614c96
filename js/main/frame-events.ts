// What the Host says of the documents of pages.

import { tellFrameCreated } from "./page-events.js";
import { webContentsOf } from "./web-contents.js";
import { closeDocument, documentOf, endFrame, leaveDocument, openDocument, type AttachedFrame } from "./web-frame-main.js";

export function onFrame(what: string, details: any[]): void {
  switch (what) {
    case "attached": {
      const facts = details[0] as AttachedFrame;
      const owner = webContentsOf(facts.contents);
      const document = owner && openDocument(owner, facts);
      if (document && facts.first) tellFrameCreated(owner, document);
      break;
    }
    case "detached":
      closeDocument(details[0], details[1]);
      break;
    case "place-ended":
      endFrame(details[0]);
      break;
    case "event": {
      const [renderer, number, name, more] = details as [number, number, string, unknown[]];
      const document = documentOf(renderer, number);
      if (name === "url" && document) document.url = String(more[0]);
      if (name === "leaving" && document) leaveDocument(document);
      if (name === "dom-ready") document?.frame.emit("dom-ready");
    }
  }
}
