// The structured clone of values, as bytes: one source for V8 and JavaScriptCore. It takes what it needs
// of the language when it is evaluated, which must be before any script that is not trusted. The bytes
// are those of docs/wire-format.md, which C++ reads and writes too.

import { Decoder, type DecoderOptions } from "./decoder.js";
import { Encoder, type EncoderOptions } from "./encoder.js";

export interface CodecOptions extends EncoderOptions, DecoderOptions {}

export interface Codec {
  /** What was encoded last lies here. It may be another array after each `encode`. */
  readonly buffer: Uint8Array;
  /**
   * Writes `value` into `buffer` from `start` on, and returns where it ends. What lies before `start` is
   * kept, except in a call from within a getter of a value that is being encoded: such a call gets a
   * buffer of its own for as long as the outer one runs.
   * `name` is what errors call the value, as in `args[0].user.callback`.
   * Throws a DataCloneError for what cannot be cloned, and what a getter throws.
   */
  encode(value: unknown, name: string, start?: number): number;
  /** The value in `bytes` from `start` to `end`; throws where they are not of the format. */
  decode(bytes: Uint8Array, start: number, end: number): unknown;
}

export function createCodec(options: CodecOptions = {}): Codec {
  const outer = new Encoder(options);
  const decoder = new Decoder(options);
  // The encoder whose bytes `buffer` shows, and how many calls of `encode` are under way.
  let current = outer;
  let running = 0;
  return {
    get buffer(): Uint8Array {
      return current.writer.bytes;
    },
    encode(value, name, start = 0) {
      const encoder = running === 0 ? outer : new Encoder(options);
      running++;
      try {
        if (encoder !== outer) encoder.writer.at = start;
        return encoder.run(value, name, start);
      } finally {
        running--;
        current = encoder;
      }
    },
    decode: (bytes, start, end) => decoder.run(bytes, start, end),
  };
}
