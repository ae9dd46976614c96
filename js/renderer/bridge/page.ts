// The page's half of the bridge: the kit of the page's realm, evaluated there by the host.

import { createKit } from "./kit.js";

export default createKit;
