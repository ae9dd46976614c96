// While one page floods main with whatever it can say, another window is answered.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { clone, kinds, message, portHead, rawClone, record, varint } from "./support/wire.mjs";

const rounds = 40;

/** Floods until the honest window was answered so many times; each answer comes within the bound of `holds`. */
async function under(scene, flood) {
  let isOver = false;
  const flooding = (async () => {
    while (!isOver && !scene.hostile.isClosed && !scene.stage.hasEnded) await flood();
  })();
  for (let i = 0; i < rounds; i++) await scene.holds();
  isOver = true;
  // One that main does not read any more is closed with the scene.
  void flooding;
}

const of = (hostile, kind, channel, body, call = 0) => message(kind, { call, page: hostile.page, frame: 1, channel, body });

attack("tiny messages", async (scene) => {
  const { hostile } = scene;
  await under(scene, () => hostile.flood(of(hostile, kinds.send, "note", clone([])), { packets: 50 }));
});

attack("events of a document", async (scene) => {
  const { hostile } = scene;
  await under(scene, () => hostile.flood(of(hostile, kinds.event, "console", clone(["log", "x", "1", "f"])), { packets: 50 }));
});

attack("messages that nobody listens to", async (scene) => {
  const { hostile } = scene;
  await under(scene, () => hostile.flood(of(hostile, kinds.send, "nobody", clone([])), { packets: 50 }));
});

attack("messages of a MiB", async (scene) => {
  const { hostile } = scene;
  const bytes = of(hostile, kinds.send, "note", clone([new Uint8Array(1 << 20)]));
  await under(scene, () => hostile.large(bytes, { times: 20 }));
});

attack("open calls", async (scene) => {
  const { hostile } = scene;
  let call = 1_000;
  await under(scene, () => {
    const packet = Array.from({ length: 1_000 }, () => record(of(hostile, kinds.invoke, "never", clone([]), ++call)));
    return hostile.packet(Buffer.concat(packet));
  });
});

attack("calls that are answered", async (scene) => {
  const { hostile } = scene;
  await under(scene, () => hostile.flood(of(hostile, kinds.invoke, "add", clone([1, 2]), 7), { packets: 10 }));
});

attack("calls that nobody handles", async (scene) => {
  const { hostile } = scene;
  await under(scene, () => hostile.flood(of(hostile, kinds.invoke, "nobody", clone([]), 7), { packets: 10 }));
});

attack("records of ever new shapes", async (scene) => {
  const { hostile } = scene;
  let next = 0;
  await under(scene, () => {
    const bodies = Array.from({ length: 200 }, () => {
      const name = Buffer.from(`k${next++}`);
      const shape = [...varint(1), ...varint(name.length * 4), ...name];
      return record(of(hostile, kinds.send, "note", rawClone([0x81, 0x9d, ...varint(shape.length), ...shape, 1])));
    });
    return hostile.packet(Buffer.concat(bodies));
  });
});

attack("ten thousand iframes that come and go", async (scene) => {
  const { hostile } = scene;
  let next = 2;
  for (let i = 0; i < 5_000; i++) void hostile.embed(next++);
  await under(scene, async () => {
    const packet = [];
    for (let i = 0; i < 100; i++) {
      packet.push(record(hostile.attached(next, { main: false, parent: 1, frameId: next })));
      packet.push(record(message(kinds.detached, { page: hostile.page, frame: next++, body: clone([true]) })));
    }
    await hostile.packet(Buffer.concat(packet));
  });
});

attack("one main document after another", async (scene) => {
  const { hostile } = scene;
  let next = 2;
  await under(scene, () => hostile.packet(Buffer.concat(Array.from({ length: 100 }, () => record(hostile.attached(next++))))));
});

attack("ports that come and close", async (scene) => {
  const { hostile } = scene;
  let next = 1;
  await under(scene, () => {
    const packet = [];
    for (let i = 0; i < 200; i++, next += 2) {
      packet.push(record(of(hostile, kinds.post, "keep", Buffer.concat([portHead(0, [[next, 0, 0]]), clone(null)]))));
      packet.push(record(of(hostile, kinds.portClose, "", Buffer.alloc(4), next)));
    }
    return hostile.packet(Buffer.concat(packet));
  });
});

attack("packets of nothing", async (scene) => {
  await under(scene, () => scene.hostile.packet(record(message(kinds.send, { page: scene.hostile.page, frame: 99 })), { times: 2_000 }));
});

attack("strangers that come and go", async (scene) => {
  await under(scene, async () => {
    const stranger = await scene.stage.connect();
    stranger.close();
  });
});

attack("a flood of several pages at once", async (scene) => {
  const others = [scene.hostile];
  for (let i = 0; i < 3; i++) others.push(await scene.window());
  await under(scene, () =>
    Promise.race(others.map((each) => each.flood(of(each, kinds.send, "note", clone([1, "two", { three: 3 }])), { packets: 20 }))),
  );
  others.slice(1).forEach((each) => each.close());
  assert.equal(scene.stage.hasEnded, false);
});
