// Node's `buffer` module for preload scripts. A Buffer is a Uint8Array, and crosses to the main process
// as one.

import * as buffer from "buffer";

const { Buffer, SlowBuffer, kMaxLength, INSPECT_MAX_BYTES } = buffer;
const { Blob, File, atob, btoa } = globalThis;

export default {
  Buffer,
  SlowBuffer,
  kMaxLength,
  INSPECT_MAX_BYTES,
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 2 ** 31 - 1 },
  Blob,
  File,
  atob,
  btoa,
};
