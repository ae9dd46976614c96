// What `require("electron")` loads: the bundler makes the default export `module.exports`.

import { electronModule } from "./start.js";

export default electronModule();
