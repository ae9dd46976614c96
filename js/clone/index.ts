// The structured clone of values, as bytes: one source for V8 and JavaScriptCore. It takes what it needs
// of the language when it is evaluated, which must be before any script that is not trusted. The bytes
// are those of docs/wire-format.md, which C++ reads and writes too.

import { Decoder, type DecoderOptions } from "./decoder.js";
import { Encoder, type EncoderOptions } from "./encoder.js";
import type { Beside } from "./input.js";
import type { Limits } from "./limits.js";

export { limitsFor } from "./limits.js";

export interface CodecOptions extends EncoderOptions, DecoderOptions {}

export interface Codec {
  /** What was encoded last lies here. It may be another array after each `encode`. */
  readonly buffer: Uint8Array;
  /**
   * Writes `value` into `buffer` from `start` on, and returns where it ends. What lies before `start` is
   * kept, except in a call from within a getter of a value that is being encoded: such a call gets a
   * buffer of its own for as long as the outer one runs.
   * `name` is what errors call the value, as in `args[0].user.callback`; `ports` are those that go with it.
   * Throws a DataCloneError for what cannot be cloned, with the code ERR_MESSAGE_TOO_LARGE for what is past
   * a bound of messages, and what a getter throws.
   */
  encode(value: unknown, name: string, start?: number, ports?: readonly object[]): number;
  /**
   * The same without copies of large buffers, which `takeAttached` gives, to be sent before a script runs.
   * The message is `buffer` but for its last 8 bytes for each of them, then they, then those 8 bytes.
   */
  encodeApart(value: unknown, name: string, start?: number, ports?: readonly object[]): number;
  takeAttached(): readonly Uint8Array[] | undefined;
  /**
   * The value in `bytes` from `start` to `end`. Throws an Error with the code ERR_MALFORMED_CLONE where they
   * are not of the format or past its bounds, and ERR_UNSUPPORTED_CLONE where they are a value that this
   * engine cannot make; nothing else.
   */
  decode(bytes: Uint8Array, start: number, end: number, beside?: Beside): unknown;
}

export type { Beside, Limits };
export type { FileConstructor } from "./primordials.js";
const nothing: Beside = {};

export function createCodec(options: CodecOptions = {}): Codec {
  const outer = new Encoder(options);
  const decoder = new Decoder(options);
  // The encoder whose bytes `buffer` shows, and how many calls of `encode` are under way.
  let current = outer;
  let running = 0;
  const encode = (value: unknown, name: string, start: number, ports: readonly object[] | undefined, apart: boolean): number => {
    const encoder = running === 0 ? outer : new Encoder(options);
    running++;
    try {
      return encoder.run(value, name, start, ports, apart);
    } finally {
      running--;
      current = encoder;
    }
  };
  return {
    get buffer(): Uint8Array {
      return current.bytes;
    },
    encode: (value, name, start = 0, ports) => encode(value, name, start, ports, false),
    encodeApart: (value, name, start = 0, ports) => encode(value, name, start, ports, true),
    takeAttached: () => current.attachments.takeBuffers(),
    decode: (bytes, start, end, beside = nothing) => decoder.run(bytes, start, end, beside),
  };
}
