// Gives the JavaScript decoder mutated vectors for some seconds: any bytes are either refused with
// ERR_MALFORMED_CLONE or read as a value that can be written and read again.
//   node fuzz/fuzz_clone.mjs [seconds] [seed]

import { loadCodec } from "../tests/clone/bundle.mjs";
import { randomFrom } from "../tests/clone/random.mjs";
import { readVectors } from "../tests/clone/vectors/read.mjs";

const seconds = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const random = randomFrom(seed);
const int = (n) => Math.floor(random() * n);
const { createCodec } = await loadCodec();
const codec = createCodec();
const vectors = [...readVectors().values()].filter((bytes) => bytes.length < 4000);
const scratch = new Uint8Array(20_000);

/** A vector with some of its bytes changed, taken out, put in, or taken from another; how long it is. */
function mutate() {
  let bytes = vectors[int(vectors.length)];
  let length = bytes.length;
  scratch.set(bytes);
  for (let n = 1 + int(4); n > 0; n--) {
    const at = int(length + 1);
    switch (int(6)) {
      case 0:
        scratch[at] = int(256);
        break;
      case 1:
        scratch[at] ^= 1 << int(8);
        break;
      case 2:
        length = int(length + 1);
        break;
      case 3:
        scratch.copyWithin(at + 1, at, length++);
        scratch[at] = 0x80 + int(0x40);
        break;
      case 4: {
        bytes = vectors[int(vectors.length)];
        const part = bytes.subarray(int(bytes.length));
        const size = Math.min(part.length, scratch.length - at - 16);
        scratch.set(part.subarray(0, size), at);
        length = Math.max(length, at + size);
        break;
      }
      default:
        // The length of the body, so that it fits what is there.
        if (length >= 8) new DataView(scratch.buffer).setUint32(4, length - 8 - int(Math.min(8, length - 7)), true);
    }
    length = Math.min(length, 12_000);
  }
  return length;
}

const end = Date.now() + seconds * 1000;
let runs = 0;
let read = 0;
while (runs % 1000 !== 0 || Date.now() < end) {
  runs++;
  const length = mutate();
  const hex = () => Buffer.from(scratch.subarray(0, length)).toString("hex");
  let value;
  try {
    value = codec.decode(scratch, 0, length);
  } catch (error) {
    if (error.code === "ERR_MALFORMED_CLONE") continue;
    console.error(`seed ${seed}, run ${runs}: ${error.stack}\n${hex()}`);
    process.exit(1);
  }
  read++;
  try {
    const size = codec.encode(value, "value");
    const bytes = codec.buffer.slice(0, size);
    const again = codec.encode(codec.decode(bytes, 0, size), "value");
    if (Buffer.compare(bytes, codec.buffer.subarray(0, again)) !== 0) throw new Error("the second writing differs");
  } catch (error) {
    console.error(`seed ${seed}, run ${runs}: ${error.stack}\n${hex()}`);
    process.exit(1);
  }
}
console.log(`fuzz_clone.mjs: ${runs} runs, ${read} of them read, none a finding (seed ${seed})`);
