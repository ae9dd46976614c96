// Node's `path` module for preload scripts: that of Linux.

import path from "path-browserify";

export default path;
