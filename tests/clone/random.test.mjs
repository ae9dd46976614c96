import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCodec } from "./bundle.mjs";
import { makeGraph, randomFrom } from "./random.mjs";

const { createCodec } = await loadCodec();
const graphs = Number(process.env.CATION_CLONE_GRAPHS ?? 20_000);

// deepStrictEqual does not see which of equal objects are the same one; the bytes of a second encoding
// do, for they number objects.
test(`${graphs} random graphs become what structuredClone makes of them`, (t) => {
  const seed = Number(process.env.CATION_CLONE_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const random = randomFrom(seed);
  const codec = createCodec();
  const bytes = (value) => {
    const end = codec.encode(value, "value");
    return codec.buffer.slice(0, end);
  };
  for (let i = 0; i < graphs; i++) {
    const graph = makeGraph(random);
    const ours = bytes(graph);
    const copy = codec.decode(ours, 0, ours.length);
    const theirs = structuredClone(graph);
    assert.deepEqual(Buffer.compare(ours, bytes(theirs)), 0, `graph ${i} of seed ${seed}`);
    assert.deepEqual(Buffer.compare(ours, bytes(copy)), 0, `graph ${i} of seed ${seed}`);
    if (i % 10 === 0) assert.deepStrictEqual(copy, theirs, `graph ${i} of seed ${seed}`);
  }
});
