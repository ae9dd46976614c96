// Node's `url` module for preload scripts. Compiled when it is asked for: it is larger than all the
// rest of the runtime.

import * as legacy from "url";

function fileURLToPath(url: string | URL): string {
  const { protocol, hostname, pathname } = typeof url === "string" ? new URL(url) : url;
  if (protocol !== "file:") throw new TypeError("The URL must be of scheme file");
  if (hostname !== "") throw new TypeError("A file URL's host must be empty on linux");
  if (/%2f/i.test(pathname)) throw new TypeError("A file URL's path must not include encoded / characters");
  return decodeURIComponent(pathname);
}

function pathToFileURL(path: string): URL {
  if (!path.startsWith("/")) throw new TypeError("The path must be absolute: a page has no working folder");
  const url = new URL("file:///");
  // What a URL would read as something else, or leave out.
  url.pathname = path.replace(/[%\\\n\r\t?#]/g, encodeURIComponent);
  return url;
}

const { parse, format, resolve, resolveObject, Url } = legacy;

export default {
  parse,
  format: (url: unknown) => (url instanceof URL ? url.href : format(url as never)),
  resolve,
  resolveObject,
  Url,
  URL,
  URLSearchParams,
  fileURLToPath,
  pathToFileURL,
};
