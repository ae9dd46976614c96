// Memory that is shared: its size is bounded, no byte of it is read twice for one, and no file harms main.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { carriers, clone, inFile, kinds, longs, message, nothing, offer, pooled, record, sealed } from "./support/wire.mjs";

const most = 32 << 20;
const head = 64;

/** Offers a pool with a message at its start; gives the file and the message's size. */
async function pool({ stage, hostile }, size = 1 << 20, length = size) {
  const file = stage.file("memory", { size: head + size, seals: sealed });
  const fill = Math.max(0, Math.min(length, size) - 200);
  const bytes = message(kinds.send, { page: hostile.page, frame: 1, channel: "note", body: clone([new Uint8Array(fill)]) });
  stage.write(file, head, bytes);
  await hostile.packet(offer(), { files: [file] });
  return { file, size: bytes.length };
}

attack("a message in a pool of the largest size is taken", async (scene) => {
  const { size } = await pool(scene, most, 1 << 20);
  void scene.hostile.packet(pooled(0, size));
  await scene.hears();
});

attack("a larger pool ends its renderer", async (scene) => {
  await pool(scene, most + 8, 1 << 20);
  await scene.ends();
});

attack("a second pool ends its renderer", async (scene) => {
  await pool(scene);
  await pool(scene);
  await scene.ends();
});

attack("records of a packet that name more than the pool has end their renderer", async (scene) => {
  const { stage, hostile } = scene;
  const before = stage.peak;
  const { size } = await pool(scene, most);
  void hostile.packet(Buffer.concat(Array.from({ length: 100 }, () => pooled(0, size))));
  await scene.ends();
  assert.ok(stage.peak - before < 200 << 20, "main's peak");
});

attack("a position that goes back ends its renderer", async (scene) => {
  const { hostile } = scene;
  const { size } = await pool(scene, 1 << 20, 60_000);
  void hostile.packet(pooled(65_536, 100));
  void hostile.packet(pooled(0, size));
  await scene.ends();
});

attack("the same place again and again ends its renderer", async (scene) => {
  const { hostile } = scene;
  const { size } = await pool(scene, 1 << 20, 60_000);
  for (let i = 0; i < 3; i++) void hostile.packet(pooled(0, size));
  await scene.ends();
});

for (const [what, position, size] of [
  ["behind the pool's end", 0n, 2n << 20n],
  ["over the pool's end", (1n << 20n) - 8n, 64n],
  ["at the last number there is", (1n << 64n) - 8n, 64n],
  ["of the largest size there is", 0n, (1n << 64n) - 1n],
  ["of more than a message may have", 0n, (1n << 30n) + 1n],
]) {
  attack(`a record ${what} ends its renderer`, async (scene) => {
    await pool(scene, 1 << 20, 60_000);
    void scene.hostile.packet(pooled(position, size));
    await scene.ends();
  });
}

attack("a record in a pool that was never offered ends its renderer", async (scene) => {
  void scene.hostile.packet(pooled(0, 100));
  await scene.ends();
});

attack("a record of a pool whose place has no form ends its renderer", async (scene) => {
  await pool(scene);
  void scene.hostile.packet(record(longs(0), { carrier: carriers.pooled }));
  await scene.ends();
});

attack("a pool that changes while main reads it harms nobody", async (scene) => {
  const { stage, hostile } = scene;
  const { file, size } = await pool(scene, 1 << 20, 60_000);
  stage.scribble(file, 256, 7);
  for (let i = 0; i < 200; i++) void hostile.packet(pooled(i * 60_032, Math.min(size, 60_000)));
  await scene.holds();
  stage.drop(file);
});

attack("a pool's counter that lies harms its own renderer alone", async (scene) => {
  const { stage, hostile } = scene;
  const { file, size } = await pool(scene, 1 << 20, 60_000);
  stage.write(file, 0, longs((1n << 64n) - 1n));
  void hostile.packet(pooled(0, size));
  await scene.holds();
});

/** Files of all kinds, and what has the right size but not the right seals. */
const files = [
  ["a pipe", "pipe", {}],
  ["/dev/zero", "zero", {}],
  ["a regular file", "regular", { size: 1 << 20 }],
  ["a folder", "folder", {}],
  ["a path", "path", {}],
  ["a socket", "socket", {}],
  ["an eventfd", "event", {}],
  ["memory that is not sealed", "memory", { size: 1 << 20 }],
  ["memory that may shrink", "memory", { size: 1 << 20, seals: 0x4 }],
  ["memory that can only be written", "writable", { size: 1 << 20, seals: sealed }],
  ["empty memory", "memory", { size: 0, seals: sealed }],
];
for (const [what, kind, options] of files) {
  attack(`${what} in place of a message ends its renderer`, async (scene) => {
    const { stage, hostile } = scene;
    void hostile.packet(inFile(100), { files: [stage.file(kind, options)] });
    await scene.ends();
  });
  attack(`${what} in place of a pool ends its renderer`, async (scene) => {
    const { stage, hostile } = scene;
    void hostile.packet(offer(), { files: [stage.file(kind, options)] });
    await scene.ends();
  });
}

attack("memory that can only be read is no pool", async (scene) => {
  const { stage, hostile } = scene;
  void hostile.packet(offer(), { files: [stage.file("readable", { size: head + 65_536, seals: sealed })] });
  await scene.ends();
});

for (const [what, size] of [["1 GiB", 2 ** 30], ["the largest number", (1n << 64n) - 1n], ["half of it", 1n << 63n]]) {
  attack(`a memory file that claims ${what} and has less ends its renderer`, async (scene) => {
    const { stage, hostile } = scene;
    const before = stage.peak;
    void hostile.packet(inFile(size), { files: [stage.file("memory", { size: 4_096, seals: sealed })] });
    await scene.ends();
    assert.ok(stage.peak - before < 64 << 20, "main's peak");
  });
}

attack("a memory file of a message that is too large ends its renderer", async (scene) => {
  const { stage, hostile } = scene;
  const size = 2 ** 30 + 4_096;
  void hostile.packet(inFile(size), { files: [stage.file("memory", { size, seals: sealed })] });
  await scene.ends();
});

attack("descriptors without number are closed", async (scene) => {
  const { stage, hostile } = scene;
  await scene.hears();
  const before = stage.descriptors;
  const files = Array.from({ length: 250 }, () => stage.file("event"));
  const note = message(kinds.send, { page: hostile.page, frame: 1, channel: "note", body: clone([]) });
  for (let i = 0; i < 100 && !hostile.isClosed; i++) void hostile.packet(record(note, { files: i % 2 ? 250 : 0 }), { files });
  await scene.holds();
  await stage.until("main to close them", () => stage.descriptors <= before + 10);
  files.forEach((file) => stage.drop(file));
});

attack("an offer with two descriptors ends its renderer", async (scene) => {
  const { stage, hostile } = scene;
  const files = [1, 2].map(() => stage.file("memory", { size: head + 65_536, seals: sealed }));
  void hostile.packet(record(nothing, { carrier: carriers.offer, files: 2 }), { files });
  await scene.ends();
});
