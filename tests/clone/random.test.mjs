import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCodec } from "./bundle.mjs";
import { differential } from "./differential.mjs";
import { randomFrom } from "./random.mjs";

const { createCodec } = await loadCodec();
const graphs = Number(process.env.CATION_CLONE_GRAPHS ?? 20_000);
const seed = Number(process.env.CATION_CLONE_SEED ?? Date.now() % 2 ** 31);

test(`${graphs} random graphs become what structuredClone makes of them`, (t) => {
  t.diagnostic(`seed ${seed}`);
  assert.equal(differential({ codec: createCodec(), random: randomFrom(seed), graphs, clone: structuredClone }), undefined, `seed ${seed}`);
});

test("random graphs keep what goes beyond the standard", (t) => {
  t.diagnostic(`seed ${seed}`);
  assert.equal(differential({ codec: createCodec(), random: randomFrom(seed), graphs: graphs / 4, beyond: true }), undefined, `seed ${seed}`);
});
