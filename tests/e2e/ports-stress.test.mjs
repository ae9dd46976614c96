// Many ports at once, handed on between pages and main while messages are under way. The app numbers the
// messages of each channel, and says for each end where it was read last, and how far.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fixture } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();

async function started() {
  const app = here.cation(fixture("ports-stress"));
  await app.printed("ready");
  const stress = (name, ...args) => app.main(({ app }, name, args) => app.stress[name](...args), name, args);
  // What the first ports need is kept: a pool for each page.
  await stress("run", 6, 100, 10);
  const before = await stress("holdings");
  const leavesNothing = async () => {
    const { inPages, main } = await stress("leftovers");
    assert.deepEqual(main, before);
    for (const share of inPages) assert.ok(share <= 0.1, `${share * 100} % of a page's ports are left`);
  };
  return { stress, leavesNothing };
}

test("200 ports give 1,000 messages each in order, wherever they are handed on meanwhile", { timeout: 60_000 }, async () => {
  const { stress, leavesNothing } = await started();
  const ends = await stress("run", 200, 1000, 50);
  assert.deepEqual(ends, Array(200).fill([1000]));
  assert.ok((await stress("hops")) > 1000);
  await leavesNothing();
});

test("where pages are left and crash, ports give what came before, in order, and close once", { timeout: 60_000 }, async () => {
  const { stress, leavesNothing } = await started();
  const ends = await stress("disturb", 60, 500, 10, 4);
  assert.ok(ends.length > 0);
  // -1 stands for a message out of its turn.
  for (const each of ends) assert.ok(each.length === 1 && each[0] >= 0 && each[0] <= 500, `an end at ${each}`);
  await leavesNothing();
  assert.deepEqual(await stress("run", 20, 100, 10), Array(20).fill([100]));
});
