// Message ports: a renderer that lies of its ports reaches none of others, and loses its own.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { clone, kinds, message, portHead, withPorts, words } from "./support/wire.mjs";

const say = (renderer, kind, call, body, frame = 1) => renderer.sayAny(message(kind, { call, page: renderer.page, frame, body }));
const post = (renderer, channel, ports, value) =>
  renderer.sayAny(message(kinds.post, { page: renderer.page, frame: 1, channel, body: withPorts(ports, value) }));

attack("messages of a port reach the app", async (scene) => {
  const { hostile } = scene;
  const before = (await hostile.invoke("counts", [])).notes;
  void post(hostile, "keep", [[1, 0, 0]]);
  for (let i = 0; i < 10; i++) void say(hostile, kinds.portMessage, 1, withPorts([], i, i));
  assert.equal((await hostile.invoke("counts", [])).notes, before + 10);
});

for (const [what, ports] of [
  ["the number 0", [[0, 0, 0]]],
  ["an even number that main has not given", [[2, 0, 0]]],
  ["the same port twice", [[1, 0, 0], [1, 0, 0]]],
  ["the same port three times", [[1, 0, 0], [1, 0, 0], [1, 0, 0]]],
]) {
  attack(`a message that carries ${what} harms nobody`, async (scene) => {
    void post(scene.hostile, "keep", ports);
    await scene.holds();
  });
}

attack("a message that says it carries more ports than it has bytes ends its renderer", async (scene) => {
  const { hostile } = scene;
  void hostile.say(message(kinds.post, { page: hostile.page, frame: 1, channel: "keep", body: Buffer.concat([words(0, 2 ** 32 - 1), clone(null)]) }));
  await scene.ends();
});

attack("a message that carries more ports than one may ends its renderer", async (scene) => {
  void post(scene.hostile, "keep", Array.from({ length: 10_001 }, (_, i) => [1 + 2 * i, 0, 0]));
  await scene.ends();
});

const kindsOfPorts = ["portMessage", "portClose", "portReturned", "portWay", "portLost"];
const bodies = [
  ["nothing", Buffer.alloc(0)],
  ["four zeroes", words(0)],
  ["eight zeroes", words(0, 0)],
  ["the largest numbers", words(2 ** 32 - 1, 2 ** 32 - 1)],
  ["a port that it cannot have", withPorts([[2, 0, 0]])],
  ["a message far ahead", withPorts([], null, 2 ** 31)],
];
for (const name of kindsOfPorts) {
  attack(`${name} of ports that are not there harms nobody`, async (scene) => {
    const { stage, hostile } = scene;
    for (const [, body] of bodies) {
      for (const call of [0, 1, 2, 3, 2 ** 32 - 1]) {
        const one = hostile.isClosed ? await stage.renderer(hostile.contents) : hostile;
        void say(one, kinds[name], call, body);
      }
    }
    await scene.holds();
  });
  attack(`${name} of a port that is there, with every body, harms nobody`, async (scene) => {
    const { stage, hostile } = scene;
    for (const [, body] of bodies) {
      const one = await stage.renderer(hostile.contents);
      void post(one, "keep", [[1, 0, 0], [3, 0, 0]]);
      void say(one, kinds[name], 1, body);
      void say(one, kinds.portClose, 3, words(0));
      void say(one, kinds[name], 3, body);
      await scene.holds();
      one.close();
    }
  });
}

attack("messages far ahead of their turn do not fill main", async (scene) => {
  const { stage, hostile } = scene;
  void post(hostile, "keep", [[1, 0, 0]]);
  const before = stage.resident;
  const value = new Uint8Array(1 << 20);
  for (let i = 1; i < 400 && !hostile.isClosed; i++) void say(hostile, kinds.portMessage, 1, withPorts([], value, i));
  await scene.holds();
  assert.ok(stage.resident - before < 200 << 20, `main grew by ${(stage.resident - before) >> 20} MiB`);
});

attack("ports in messages of ports in messages end at once", async (scene) => {
  const { hostile } = scene;
  void post(hostile, "nobody", [[1, 0, 0]]);
  void post(hostile, "keep", [[3, 0, 0]]);
  for (let i = 0; i < 2_000; i++) void say(hostile, kinds.portMessage, 3 + 2 * i, withPorts([[5 + 2 * i, 0, 0]], null));
  await scene.hears();
});

attack("a port that two windows share is answered whatever one of them says of it", async (scene) => {
  const { hostile } = scene;
  const other = await scene.window();
  // Relayed by main: the other end is with the other window, and both hear of a way to each other.
  void hostile.sayAny(message(kinds.post, { page: hostile.page, frame: 1, channel: "relay", body: Buffer.concat([portHead(0, [[1, 0, 0]]), clone(other.contents)]) }));
  await other.next(kinds.post);
  for (const number of [0, 1, 5, 2 ** 32 - 1]) {
    void say(hostile, kinds.portWay, 1, words(number));
    void say(hostile, kinds.portLost, 1, words(number, 1));
  }
  await scene.hears(other);
  other.close();
});

attack("a renderer that ends while its port is under way ends the channel alone", async (scene) => {
  const { stage, hostile } = scene;
  const other = await scene.window();
  for (let i = 0; i < 20; i++) {
    const one = await stage.renderer(hostile.contents);
    void one.sayAny(message(kinds.post, { page: one.page, frame: 1, channel: "relay", body: Buffer.concat([portHead(0, [[1, 0, 0]]), clone(other.contents)]) }));
    await say(one, kinds.portMessage, 1, withPorts([], i));
    one.close();
    await scene.hears(other);
  }
  other.close();
});
