// A process that has ended is seen to have, whatever it said before; nothing of it stays.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { clone, kinds, message, portHead, record } from "./support/wire.mjs";

/** Some renderers come, do something, and end: main has as many descriptors as before. */
function leaveNothing(sentence, say, { count = 100 } = {}) {
  attack(sentence, async (scene) => {
    const { stage } = scene;
    await scene.holds();
    const descriptors = stage.descriptors;
    const before = stage.resident;
    for (let i = 0; i < count; i++) {
      const renderer = await stage.renderer(scene.hostile.contents, { attach: false });
      await say(renderer, scene);
      renderer.close();
    }
    await scene.holds();
    await stage.until("main to close them", () => stage.descriptors <= descriptors + 3);
    assert.ok(stage.resident - before < 64 << 20, `main grew by ${(stage.resident - before) >> 20} MiB`);
  }, { fresh: true });
}

leaveNothing("renderers that said nothing", () => {});
leaveNothing("renderers with a document", (renderer) => renderer.attach(1));
leaveNothing("renderers that named another window's page", (renderer, { honest }) =>
  renderer.send("note", clone([1]), { page: honest.page }));
leaveNothing("renderers that named a page that nobody knows", (renderer) => renderer.send("note", clone([1]), { page: 77_777 }));
leaveNothing("renderers that named another's page in a large message", (renderer, { honest }) =>
  renderer.send("note", clone([new Uint8Array(8 << 20)]), { page: honest.page }), { count: 20 });
leaveNothing("renderers with open calls", async (renderer) => {
  await renderer.attach(1);
  await renderer.flood(message(kinds.invoke, { call: 7, page: renderer.page, frame: 1, channel: "never", body: clone([]) }), { bytes: 2_000 });
});
leaveNothing("renderers with ports", async (renderer) => {
  await renderer.attach(1);
  await renderer.say(message(kinds.post, { page: renderer.page, frame: 1, channel: "keep", body: Buffer.concat([portHead(0, [[1, 0, 0], [3, 0, 0]]), clone(null)]) }));
});
leaveNothing("renderers with iframes", async (renderer) => {
  await renderer.attach(1);
  for (let i = 2; i < 20; i++) await renderer.embed(i);
});
leaveNothing("renderers that broke the protocol", async (renderer) => {
  await renderer.packet(Buffer.from("garbage"));
  await renderer.closed;
});

attack("strangers that ended", async (scene) => {
  const { stage } = scene;
  await scene.holds();
  const before = stage.descriptors;
  for (let i = 0; i < 200; i++) {
    const stranger = await stage.connect();
    if (i % 2) await stranger.hello(`${i}`.padStart(64, "f"));
    stranger.close();
  }
  await scene.holds();
  await stage.until("main to close them", () => stage.descriptors <= before + 3);
}, { fresh: true });

attack("main counts a document's end and its process's end once each", async (scene) => {
  const { stage, hostile } = scene;
  void hostile.detach(1);
  void hostile.detach(1);
  await hostile.attach(2);
  hostile.close();
  await scene.holds();
  const next = await stage.renderer(hostile.contents);
  await scene.hears(next);
});

attack("at the limit of descriptors main neither spins nor loses an honest window", async (scene) => {
  const { stage, honest } = scene;
  const strangers = [];
  for (let i = 0; i < 100; i++) strangers.push(await stage.connect());
  await scene.holds();
  const { cpu } = stage;
  const start = Date.now();
  for (let i = 0; i < 20; i++) {
    await scene.holds();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(stage.cpu - cpu < (Date.now() - start) / 2_000, `main used ${stage.cpu - cpu} s of the processor`);
  // A descriptor that cannot come now: told, or waited for, but no end of an honest window.
  const bytes = message(kinds.send, { page: honest.page, frame: 1, channel: "note", body: clone([new Uint8Array(100_000)]) });
  void honest.large(bytes);
  await scene.holds();
  strangers.forEach((stranger) => stranger.close());
  await scene.holds();
  await scene.hears();
}, { limit: 60, fresh: true });

attack("a renderer that does not read is no burden", async (scene) => {
  const { hostile } = scene;
  hostile.deafen();
  await hostile.packet(Buffer.concat(Array.from({ length: 500 }, (_, i) =>
    record(message(kinds.invoke, { call: i + 100, page: hostile.page, frame: 1, channel: "echo", body: clone(["x".repeat(50)]) })),
  )));
  for (let i = 0; i < 20; i++) await scene.holds();
});
