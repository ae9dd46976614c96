// What may be said when is checked at the door: who comes in, which documents there are, whose they are.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { clone, inFile, kinds, message, offer, record, sealed } from "./support/wire.mjs";

// ---- a renderer's way in ----

attack("a stranger with a token that nobody expects is not heard", async (scene) => {
  const stranger = await scene.stage.connect();
  void stranger.hello("f".repeat(64));
  await scene.holds();
});

attack("a token is used once", async (scene) => {
  const token = scene.stage.token();
  const first = await scene.stage.connect();
  await first.hello(token);
  const second = await scene.stage.connect();
  void second.hello(token);
  await scene.holds();
  assert.equal(first.isClosed, false);
});

for (const [what, say] of [
  ["something else first", (stranger) => stranger.say(message(kinds.send, { page: 1, frame: 1, channel: "note", body: clone([]) }))],
  ["no token", (stranger) => stranger.hello("")],
  ["a hello with more behind it", (stranger) => stranger.say(message(kinds.hello, { channel: "f".repeat(64) }), message(kinds.send, { page: 1 }))],
  ["two hellos in a packet", (stranger) => stranger.say(...[1, 2].map(() => message(kinds.hello, { channel: "f".repeat(64) })))],
  ["raw bytes", (stranger) => stranger.packet(Buffer.from("GET / HTTP/1.1\r\n\r\n"))],
  ["a packet of no known size", (stranger) => stranger.packet(Buffer.alloc(65_536, 0xff))],
  ["a packet that is too large", (stranger) => stranger.packet(Buffer.alloc(100_000))],
  ["a hello with a descriptor", (stranger, stage) => stranger.packet(record(message(kinds.hello, { channel: "f".repeat(64) }), { files: 1 }), { files: [stage.file("event")] })],
  ["a hello with descriptors that no record names", (stranger, stage) => stranger.packet(record(message(kinds.hello, { channel: "f".repeat(64) })), { files: [stage.file("event")] })],
  ["a pool", (stranger, stage) => stranger.packet(offer(), { files: [stage.file("memory", { size: 64 + 65_536, seals: sealed })] })],
  ["a hello in a memory file", (stranger, stage) => {
    const bytes = message(kinds.hello, { channel: "f".repeat(64) });
    return stranger.packet(inFile(bytes.length), { files: [stage.memory(bytes)] });
  }],
]) {
  attack(`a stranger that says ${what} is closed`, async (scene) => {
    const stranger = await scene.stage.connect();
    void say(stranger, scene.stage);
    await scene.closes(stranger);
  });
}

attack("what comes behind a hello that waits for the shell's word is not kept for it", async (scene) => {
  const { stage } = scene;
  const before = stage.resident;
  const strangers = [];
  for (let i = 0; i < 30; i++) {
    const stranger = await stage.connect();
    void stranger.hello(`${i}`.padStart(64, "f"));
    void stranger.large(message(kinds.send, { page: 1, channel: "note", body: clone([new Uint8Array(8 << 20)]) }));
    strangers.push(stranger);
  }
  await scene.holds();
  assert.ok(stage.resident - before < 64 << 20, "memory of main");
  strangers.forEach((stranger) => stranger.close());
});

attack("a second hello ends a renderer", async (scene) => {
  void scene.hostile.hello(scene.hostile.token);
  await scene.ends();
});

attack("a flood of strangers closes no window that comes in", async (scene) => {
  const { stage } = scene;
  const strangers = [];
  for (let i = 0; i < 150; i++) strangers.push(await stage.connect());
  for (let i = 0; i < 20; i++) {
    for (let j = 0; j < 10; j++) strangers.push(await stage.connect());
    const late = await stage.renderer(scene.hostile.contents);
    for (let j = 0; j < 10; j++) strangers.push(await stage.connect());
    await scene.hears(late);
    late.close();
  }
  strangers.forEach((stranger) => stranger.close());
});

attack("an honest renderer whose token the shell tells late is heard", async (scene) => {
  const { stage } = scene;
  const token = "d".repeat(64);
  const early = await stage.connect();
  await early.hello(token);
  for (let i = 0; i < 40; i++) await stage.connect();
  const page = stage.page();
  stage.tell("renderer.expected", token);
  stage.tell("page.bound", scene.hostile.contents, page, token);
  Object.assign(early, { page, contents: scene.hostile.contents });
  void early.attach(1);
  await scene.hears(early);
});

// ---- pages ----

attack("a renderer that names another window's page is not heard there, nor again", async (scene) => {
  const { hostile, honest } = scene;
  const { notes } = await honest.invoke("counts", []);
  void hostile.send("note", clone(["I am another"]), { page: honest.page });
  await scene.holds();
  assert.equal((await honest.invoke("counts", [])).notes, notes);
});

attack("what a renderer says behind another window's page is not kept for it", async (scene) => {
  const { stage, hostile, honest } = scene;
  const before = stage.resident;
  void hostile.send("note", clone([1]), { page: honest.page });
  for (let i = 0; i < 8; i++) void hostile.send("note", clone([new Uint8Array(16 << 20)]), { page: honest.page });
  await scene.holds();
  assert.ok(stage.resident - before < 64 << 20, "memory of main");
});

// ---- documents ----

attack("a document's number that was used is refused, and ends its renderer", async (scene) => {
  void scene.hostile.attach(1);
  await scene.ends();
});

attack("the number of a document that has gone is not used again", async (scene) => {
  void scene.hostile.embed(2);
  void scene.hostile.detach(2);
  void scene.hostile.embed(2);
  await scene.ends();
});

attack("a lower number than the last one's ends its renderer", async (scene) => {
  void scene.hostile.embed(9);
  void scene.hostile.embed(5);
  await scene.ends();
});

attack("the number 0 is no document's", async (scene) => {
  void scene.hostile.attach(0);
  await scene.ends();
});

attack("a document's number of a port that is left over brings nothing back", async (scene) => {
  const { hostile } = scene;
  void hostile.embed(2);
  void hostile.say(message(kinds.post, { page: hostile.page, frame: 2, channel: "keep", body: Buffer.concat([portsHead(1), clone(null)]) }));
  void hostile.detach(2);
  void hostile.embed(2);
  void hostile.say(message(kinds.portMessage, { call: 1, page: hostile.page, frame: 2, body: Buffer.concat([portsHead(), clone(1)]) }));
  await scene.ends();
});
const portsHead = (...numbers) => {
  const head = Buffer.alloc(8 + numbers.length * 12);
  head.writeUInt32LE(numbers.length, 4);
  numbers.forEach((number, i) => head.writeUInt32LE(number, 8 + i * 12));
  return head;
};

for (const [what, parent] of [["its own parent", 5], ["embedded in another", 1], ["embedded in one that is not there", 77]]) {
  attack(`a main document that says it is ${what} ends its renderer`, async (scene) => {
    void scene.hostile.attach(5, { main: true, parent });
    void scene.hostile.detach(5, false);
    await scene.ends();
  });
}

attack("an iframe that is its own parent harms nobody", async (scene) => {
  void scene.hostile.embed(5, { parent: 5 });
  void scene.hostile.detach(5);
  await scene.holds();
});

attack("iframes that are embedded in each other harm nobody", async (scene) => {
  const { hostile } = scene;
  void hostile.embed(2, { parent: 3 });
  void hostile.embed(3, { parent: 2 });
  void hostile.embed(4, { parent: 3 });
  void hostile.detach(3);
  void hostile.detach(1);
  await scene.holds();
});

attack("iframes in iframes, thousands deep, end at once", async (scene) => {
  const { hostile } = scene;
  for (let i = 2; i < 4_000; i++) void hostile.embed(i, { parent: i - 1 });
  void hostile.detach(2);
  await scene.hears();
});

attack("one iframe after another in one place is no work that grows", async (scene) => {
  const { hostile } = scene;
  for (let i = 2; i < 20_000; i++) void hostile.embed(i, { frameId: 7 });
  await scene.hears();
});

for (const [what, facts] of [
  ["no facts", null],
  ["a number", 7],
  ["an array", []],
]) {
  attack(`a document with ${what} ends its renderer`, async (scene) => {
    const { hostile } = scene;
    void hostile.say(message(kinds.attached, { page: hostile.page, frame: 2, body: clone([facts]) }));
    await scene.ends();
  });
}

attack("a detached document that says no more is a break", async (scene) => {
  const { hostile } = scene;
  void hostile.say(message(kinds.detached, { page: hostile.page, frame: 1, body: Buffer.from("x") }));
  await scene.ends();
});

attack("what is not open is answered or left alone", async (scene) => {
  const { hostile } = scene;
  await assert.rejects(hostile.invoke("add", [1, 2], { frame: 99 }), /not open/);
  void hostile.send("note", clone([1]), { frame: 99 });
  void hostile.detach(99);
  await scene.hears();
});

attack("the address and origin of a window are the shell's word", async (scene) => {
  const { stage, hostile } = scene;
  void hostile.event("url", ["https://bank.example/"]);
  const facts = await hostile.invoke("facts", []).catch(() => undefined);
  if (facts) assert.doesNotMatch(JSON.stringify(facts), /bank/);
  const liar = await stage.renderer(await stage.window(), { attach: false });
  void liar.attach(1, { url: "https://bank.example/", origin: "https://bank.example" });
  assert.doesNotMatch(JSON.stringify(await liar.invoke("facts", [])), /bank/);
});

for (const name of ["execute", "portMet", "linkClosing"]) {
  attack(`${name}, which is not a renderer's to say to main, ends it`, async (scene) => {
    void scene.hostile.say(message(kinds[name], { page: scene.hostile.page, frame: 1, call: 1, body: Buffer.alloc(12) }));
    await scene.ends();
  });
}
