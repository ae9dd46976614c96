// Makes hostile messages of good ones: mostly such as are wrong in one or two places, so that readers get
// far into them.

const HEADER_BYTES = 8;
const maxBytes = 80_000;
/** Numbers at which readers change their mind, as varints. */
const edges = [0, 1, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 1023, 1024, 16_383, 16_384, 32_767, 32_768, 65_535, 65_536,
  2 ** 20, 2 ** 24, 2 ** 30 - 1, 2 ** 30, 2 ** 30 + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 35,
  2 ** 49, 2 ** 53 - 1];

function varint(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return [...bytes, value];
}

/** Gives `mutate(bytes, other)`: a changed copy, with parts of `other`; it is good until the next call. */
export function mutator(random) {
  const int = (n) => Math.floor(random() * n);
  const scratch = new Uint8Array(2 * maxBytes);
  const header = new DataView(scratch.buffer);
  let length = 0;
  let body = 0;

  /** Puts bytes in the place of others; the body grows and shrinks by what happens in it. */
  function replace(at, removed, inserted) {
    removed = Math.min(removed, length - at);
    const grown = inserted.length - removed;
    if (length + grown > maxBytes) return;
    scratch.copyWithin(at + inserted.length, at + removed, length);
    scratch.set(inserted, at);
    length += grown;
    if (at >= HEADER_BYTES && at < HEADER_BYTES + body) body = Math.max(0, body + grown);
  }

  function change(other) {
    // In the body mostly: the text behind it is often the longer part, and the duller one.
    const first = random() < 0.02 ? 0 : HEADER_BYTES;
    const last = random() < 0.7 ? Math.min(length, HEADER_BYTES + body) : length;
    const at = Math.min(length, first + int(last - first + 1));
    switch (int(11)) {
      case 0:
        return replace(at, 1, [int(256)]);
      case 1:
        return replace(at, 1, [(scratch[at] ^ (1 << int(8))) & 0xff]);
      case 2:
        return replace(at, 1, [(scratch[at] + int(9) - 4) & 0xff]);
      case 3:
        return replace(at, int(2), [0x80 + int(0x38)]);
      case 4:
        return replace(at, int(3), varint(edges[int(edges.length)]));
      case 5:
        return replace(at, 1 + int(16), []);
      case 6:
        return replace(at, 0, scratch.slice(at, Math.min(length, at + 1 + int(32))));
      case 7: {
        const from = HEADER_BYTES + int(Math.max(1, other.length - HEADER_BYTES));
        return replace(at, int(8), other.subarray(from, from + 1 + int(64)));
      }
      case 8:
        length = random() < 0.1 ? at : length;
        return;
      case 9:
        // The flag of references, and what a version of tomorrow may have there.
        scratch[1] ^= random() < 0.9 ? 1 : 1 << int(8);
        return;
      default:
        scratch[2] = int(4);
    }
  }

  return (bytes, other) => {
    length = Math.min(bytes.length, maxBytes);
    scratch.set(bytes.subarray(0, length));
    body = length >= HEADER_BYTES ? Math.min(header.getUint32(4, true), length) : 0;
    for (let n = 1 + int(random() < 0.2 ? 12 : 3); n > 0; n--) change(other);
    if (length >= HEADER_BYTES && random() < 0.97) header.setUint32(4, body, true);
    return scratch.subarray(0, length);
  };
}
