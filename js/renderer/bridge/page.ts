// The page's half of what the runtime does, evaluated in the page's realm by the host before any script of
// the page: the kit of the bridge, and what the page's own ports get. In worlds beside the page's and the
// runtime's (`isPage` is false) it is the kit alone.

import { announcePorts } from "../ports/announce.js";
import { installCloseEvent } from "../ports/close-event.js";
import { createKit, type Kit } from "./kit.js";

export default function createPageSide(isPage: boolean): Kit {
  if (isPage && typeof MessagePort === "function") installCloseEvent(announcePorts());
  return createKit();
}
