// Node's `string_decoder` module for preload scripts.

import { StringDecoder } from "string_decoder";

export default { StringDecoder };
