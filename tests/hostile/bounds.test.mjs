// Every text and every count has a bound; past it a renderer is ended, or told, and main stays small.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { clone, kinds, message, portHead } from "./support/wire.mjs";

const names = 4_096;
const addresses = 64 << 10;
/** Of a page's own document. */
const ownAddress = 2 << 20;
const channels = 16_384;
const documents = 10_000;
const calls = 65_536;
/** What main may grow by in a test. */
const megabytes = (count) => count << 20;

for (const [what, bound] of [["name", names], ["url", addresses], ["origin", names]]) {
  attack(`an iframe's ${what} may have ${bound} characters`, async (scene) => {
    void scene.hostile.embed(2, { [what]: "a".repeat(bound) });
    await scene.hears();
  });
  attack(`an iframe's ${what} of one character more ends its renderer`, async (scene) => {
    void scene.hostile.embed(2, { [what]: "a".repeat(bound + 1) });
    await scene.ends();
  });
  attack(`an iframe's ${what} of 32 MiB ends its renderer`, async (scene) => {
    void scene.hostile.embed(2, { [what]: "a".repeat(32 << 20) });
    await scene.ends();
  });
}

attack("an iframe's address that changes to one that is too long ends its renderer", async (scene) => {
  void scene.hostile.embed(2);
  void scene.hostile.event("url", ["a".repeat(addresses + 1)], { frame: 2 });
  await scene.ends();
});

attack("a page's own address may have 2 MiB", async (scene) => {
  void scene.hostile.attach(2, { url: "a".repeat(ownAddress) });
  await scene.hears(scene.hostile, { frame: 2 });
});

attack("a page's own address of one character more ends its renderer", async (scene) => {
  void scene.hostile.attach(2, { url: "a".repeat(ownAddress + 1) });
  await scene.ends();
});

attack("many iframes with addresses as long as they may be do not fill main", async (scene) => {
  const { stage, hostile } = scene;
  const before = stage.resident;
  for (let i = 2; i < 5_000; i++) void hostile.embed(i, { url: "a".repeat(addresses) });
  await scene.holds();
  assert.ok(stage.resident - before < megabytes(200), `main grew by ${(stage.resident - before) >> 20} MiB`);
});

attack("a console line, a title of a window to open and its features have bounds", async (scene) => {
  const { stage, hostile } = scene;
  const before = stage.peak;
  const text = "a".repeat(16 << 20);
  for (let i = 0; i < 4; i++) {
    void hostile.event("console", ["log", text, "1", "f"]);
    void hostile.event("opening", [text, text]);
  }
  await scene.holds();
  assert.ok(stage.peak - before < megabytes(250), `main's peak grew by ${(stage.peak - before) >> 20} MiB`);
});

attack(`a renderer may have ${documents} documents`, async (scene) => {
  const { hostile } = scene;
  for (let i = 2; i <= documents; i++) void hostile.embed(i);
  await scene.hears();
});

attack("one document more ends its renderer", async (scene) => {
  const { hostile } = scene;
  for (let i = 2; i <= documents + 1; i++) void hostile.embed(i);
  await scene.ends();
});

attack("a call more than may be open is rejected at once, and the others stay open", async (scene) => {
  const { hostile } = scene;
  for (let i = 0; i < calls; i += 1_024) {
    void hostile.say(...Array.from({ length: 1_024 }, () =>
      message(kinds.invoke, { call: hostile.call(), page: hostile.page, frame: 1, channel: "never", body: clone([]) }),
    ));
  }
  await assert.rejects(hostile.invoke("never", []));
  assert.equal(hostile.isClosed, false);
});

attack("half a million open calls do not fill main", async (scene) => {
  const { stage, hostile } = scene;
  const before = stage.resident;
  for (let i = 0; i < 500_000; i += 1_000) {
    void hostile.say(...Array.from({ length: 1_000 }, () =>
      message(kinds.invoke, { call: hostile.call(), page: hostile.page, frame: 1, channel: "never", body: clone([]) }),
    ));
  }
  await scene.holds();
  assert.ok(stage.resident - before < megabytes(200), `main grew by ${(stage.resident - before) >> 20} MiB`);
});

attack("the channel of a message may be long, and is not kept", async (scene) => {
  const { stage, hostile } = scene;
  const before = stage.resident;
  for (let i = 0; i < 2_000; i++) {
    void hostile.send(`${i}`.padEnd(32_000, "x"), clone([]));
  }
  await scene.holds();
  assert.ok(stage.resident - before < megabytes(100), `main grew by ${(stage.resident - before) >> 20} MiB`);
});

attack("a flood of answers that the renderer does not read ends it or waits, within a bound", async (scene) => {
  const { stage, hostile } = scene;
  const before = stage.resident;
  hostile.deafen();
  const text = "a".repeat(20_000);
  for (let i = 0; i < 20_000; i++) {
    if (hostile.isClosed) break;
    void hostile.say(message(kinds.invoke, { call: i + 1_000, page: hostile.page, frame: 1, channel: "echo", body: clone([text]) }));
  }
  await scene.holds();
  assert.ok(stage.resident - before < megabytes(250), `main grew by ${(stage.resident - before) >> 20} MiB`);
});

attack(`a renderer may bring ${channels} channels, and no more`, async (scene) => {
  const { hostile } = scene;
  const bring = (first, count) =>
    hostile.sayAny(message(kinds.post, {
      page: hostile.page, frame: 1, channel: "keep",
      body: Buffer.concat([portHead(0, Array.from({ length: count }, (_, i) => [first + 2 * i, 0, 0])), clone(null)]),
    }));
  void bring(1, channels / 2);
  void bring(1 + channels, channels / 2);
  await scene.hears();
  void bring(1 + 2 * channels, 1);
  await scene.ends();
});

attack("ports without number end their renderer before main is full", async (scene) => {
  const { stage, hostile } = scene;
  const before = stage.resident;
  const body = (first) =>
    Buffer.concat([portHead(0, Array.from({ length: 2_000 }, (_, i) => [first + 2 * i, 0, 0])), clone(null)]);
  for (let i = 0; i < 500 && !hostile.isClosed; i++) {
    void hostile.sayAny(message(kinds.post, { page: hostile.page, frame: 1, channel: "nobody", body: body(1 + 4_000 * i) }));
    void hostile.sayAny(message(kinds.post, { page: hostile.page, frame: 1, channel: "keep", body: body(3_000_001 + 4_000 * i) }));
  }
  await scene.holds();
  assert.ok(stage.resident - before < megabytes(300), `main grew by ${(stage.resident - before) >> 20} MiB`);
});

// ---- what a clone costs ----

const { listOf } = await import("./support/wire.mjs");
for (const [what, bytes] of [
  ["empty errors", [0xae, 0x00, 0x00]],
  ["empty Maps", [0xa1, 0x00]],
  ["empty Sets", [0xa2, 0x00]],
  ["empty objects", [0x9e, 0x00]],
  ["empty arrays", [0x80]],
  ["boxed booleans", [0xa5]],
  ["empty ArrayBuffers", [0xaa, 0x00]],
  ["buffers that may grow to 1 GiB", [0xab, 0x00, 0x80, 0x80, 0x80, 0x80, 0x04]],
  ["dates", [0xa3, 0, 0, 0, 0, 0, 0, 0, 0]],
  ["small integers", [1]],
]) {
  attack(`2 MiB of ${what} stop main for no longer than an honest window can wait`, async (scene) => {
    const { stage, hostile } = scene;
    void hostile.send("note", listOf(Math.floor((2 << 20) / bytes.length), bytes));
    await scene.holds();
    assert.ok(stage.resident < megabytes(600), "memory of main");
  }, { fresh: true });
  attack(`14 MiB of ${what} do not end main`, async (scene) => {
    void scene.hostile.send("note", listOf(Math.floor((14 << 20) / bytes.length), bytes));
    await scene.holds();
  }, { fresh: true });
}
