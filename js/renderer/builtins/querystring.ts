// Node's `querystring` module for preload scripts.

import { parse, stringify } from "querystring-es3";

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export default { parse, decode: parse, stringify, encode: stringify, escape: encodeURIComponent, unescape };
