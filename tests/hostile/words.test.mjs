// No word of a renderer ends main: what cannot be taken as it should be ends the renderer that says it.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { clone, kinds, message, rawClone, record, varint } from "./support/wire.mjs";

const maxArguments = 10_000;
/** A message's arguments: so many times the number 1. */
const argumentsOf = (count) => rawClone(Buffer.concat([Uint8Array.from([0x9f, ...varint(count)]), Buffer.alloc(count, 1)]));
/** A value as a RegExp of these two strings, which C++ takes as they are. */
const regExp = (source, flags) =>
  rawClone([0x81, 0xa4, 0x40 + source.length, 0x40 + flags.length], [...varint((source.length + flags.length) * 4), ...Buffer.from(source + flags)]);

attack("as many arguments as a message may have reach a listener", async ({ hostile }) => {
  void hostile.send("spread", argumentsOf(maxArguments));
  assert.equal((await hostile.invoke("counts", [])).values, maxArguments);
  const answer = await hostile.ask(kinds.invoke, "add", argumentsOf(maxArguments));
  assert.equal(answer.kind, kinds.resolve);
});

for (const count of [maxArguments + 1, 65_000, 130_000, 500_000]) {
  attack(`a send with ${count} arguments ends its renderer`, async (scene) => {
    void scene.hostile.send("spread", argumentsOf(count));
    await scene.ends();
  });
  attack(`a send with ${count} arguments that nobody listens to ends its renderer`, async (scene) => {
    void scene.hostile.send("nobody", argumentsOf(count));
    await scene.ends();
  });
  for (const [name, kind] of [["an invoke", kinds.invoke], ["a sendSync", kinds.sendSync]]) {
    attack(`${name} with ${count} arguments ends its renderer`, async (scene) => {
      void scene.hostile.ask(kind, kind === kinds.invoke ? "echo" : "answer", argumentsOf(count));
      await scene.ends();
    });
  }
}

for (const [name, kind, channel] of [["send", kinds.send, "note"], ["invoke", kinds.invoke, "echo"], ["sendSync", kinds.sendSync, "answer"]]) {
  for (const [what, body] of [
    ["no array", clone({ length: 3 })],
    ["undefined", clone(undefined)],
    ["no clone", Buffer.from("garbage")],
    ["nothing", Buffer.alloc(0)],
    ["a date out of time", rawClone([0x81, 0xa3, ...new Uint8Array(new Float64Array([8.65e15]).buffer)])],
  ]) {
    attack(`the arguments of ${name}: ${what} end its renderer`, async (scene) => {
      void scene.hostile.sayAny(message(kind, { call: 7, page: scene.hostile.page, frame: 1, channel, body }));
      await scene.ends();
    });
  }
  // An engine may know others than main's does: an honest page may send one.
  for (const [what, body] of [["a RegExp that main's engine does not know", regExp("(", "")], ["flags that it does not know", regExp("a", "zz")]]) {
    attack(`the arguments of ${name}: ${what} are refused, and the page goes on`, async (scene) => {
      void scene.hostile.sayAny(message(kind, { call: 7, page: scene.hostile.page, frame: 1, channel, body }));
      if (kind !== kinds.send) await scene.hostile.next(kinds.reject);
      await scene.hears();
    });
  }
}

const strange = { toString: 1, valueOf: null };
for (const [what, name, body] of [
  ["an address that is null", "url", null],
  ["an address that is undefined", "url", undefined],
  ["no address", "url", []],
  ["an address that is a number", "url", [7]],
  ["an address that is an object whose toString is none", "url", [strange]],
  ["two addresses", "url", ["a", "b"]],
  ["a console line that is null", "console", null],
  ["a console line of three texts", "console", ["log", "a", "1"]],
  ["a console line of numbers", "console", [1, 2, 3, 4]],
  ["a console line of objects", "console", [strange, strange, strange, strange]],
  ["a console line of five texts", "console", ["log", "a", "1", "f", "g"]],
  ["an opening of one text", "opening", ["a"]],
  ["an opening of objects", "opening", [strange, strange]],
  ["an opening of null", "opening", null],
  ["a load with something", "load", [1]],
  ["a dom-ready that is an object", "dom-ready", strange],
  ["a dom-ready that is a text", "dom-ready", "x"],
  ["an event of no known name", "x", []],
  ["an event called error", "error", []],
  ["an event called __proto__", "__proto__", []],
  ["an event without a name", "", []],
]) {
  attack(`${what} ends its renderer`, async (scene) => {
    void scene.hostile.event(name, body);
    await scene.ends();
  });
}

for (const [what, body] of [["a RegExp that is none", regExp("(", "")], ["no clone", Buffer.from("x")], ["nothing", Buffer.alloc(0)]]) {
  attack(`an event with ${what} ends its renderer`, async (scene) => {
    void scene.hostile.say(message(kinds.event, { page: scene.hostile.page, frame: 1, channel: "url", body }));
    await scene.ends();
  });
  for (const [how, kind] of [["resolved", kinds.resolve], ["rejected", kinds.reject]]) {
    const isKnown = !what.includes("RegExp");
    attack(`a script that is ${how} with ${what} ${isKnown ? "ends its renderer and " : ""}rejects`, async (scene) => {
      const { hostile } = scene;
      void hostile.ask(kinds.invoke, "execute", clone(["1 + 1"]));
      const { call } = await hostile.next(kinds.execute);
      void hostile.say(message(kind, { call, page: hostile.page, frame: 1, body }));
      if (isKnown) await scene.ends();
      else await scene.hears();
    });
  }
}

attack("well-formed events of a document are taken", async (scene) => {
  const { hostile } = scene;
  for (const [name, body] of [
    ["dom-ready", []],
    ["load", []],
    ["console", ["log", "said", "1", "file"]],
    ["opening", ["name", "width=1"]],
    ["opening", []],
  ]) {
    void hostile.event(name, body);
  }
  void hostile.embed(2);
  void hostile.event("url", ["https://a.example/"], { frame: 2 });
  await scene.hears();
});

attack("an answer to a script that main did not send changes nothing", async (scene) => {
  const { hostile } = scene;
  for (const call of [0, 1, 99, 2 ** 32 - 1]) void hostile.say(message(kinds.resolve, { call, page: hostile.page, frame: 1, body: clone(1) }));
  await scene.holds();
});

attack("a script that is answered twice is answered once", async (scene) => {
  const { hostile } = scene;
  const asked = hostile.invoke("execute", ["1 + 1"]);
  const { call } = await hostile.next(kinds.execute);
  void hostile.say(...[1, 2].map((value) => message(kinds.resolve, { call, page: hostile.page, frame: 1, body: clone(value) })));
  assert.deepEqual(await asked, ["resolved", "number"]);
});

attack("keys that are names of prototypes change no prototype", async (scene) => {
  const { hostile } = scene;
  // As a record of a shape that comes often enough to be compiled.
  const key = [...varint(1), ...varint(9 * 4), ...Buffer.from("__proto__")];
  const one = [0x9d, ...varint(key.length), ...key, 0x81, 0x01];
  const more = Buffer.concat(Array.from({ length: 199 }, () => Uint8Array.from([0x60, 0x81, 0x01])));
  for (const flags of [0, 0, 0]) {
    void hostile.send("note", rawClone(Buffer.concat([Uint8Array.from([0x81, 0x9f, ...varint(200), ...one]), more]), [], flags));
  }
  await scene.holds();
  assert.equal(await scene.honest.invoke("prototype", []), 0);
});

attack("keys that are code run nothing", async (scene) => {
  const { hostile } = scene;
  for (const text of ['"]:0};process.exit(9);({["', '\\"];process.exit(9);//', "`${process.exit(9)}`", "\n;process.exit(9)//"]) {
    const key = [...varint(1), ...varint(text.length * 4), ...Buffer.from(text)];
    const first = Uint8Array.from([0x81, 0x9f, ...varint(200), 0x9d, ...varint(key.length), ...key, 0x01]);
    for (let i = 0; i < 3; i++) void hostile.send("note", rawClone(Buffer.concat([first, Buffer.alloc(398, Uint8Array.from([0x60, 0x01]))])));
  }
  await scene.holds();
});

for (const channel of ["newListener", "removeListener", "error", "__proto__", "constructor", "hasOwnProperty", "", "\0", "a".repeat(4096)]) {
  attack(`the channel ${JSON.stringify(channel.slice(0, 20))} is one like others`, async (scene) => {
    const { hostile } = scene;
    void hostile.send(channel, clone([1, 2]));
    await assert.rejects(hostile.invoke(channel, [1]), /No handler registered/);
    await scene.hears();
  });
}

attack("a message of an unknown kind ends its renderer", async (scene) => {
  void scene.hostile.say(message(99, { page: scene.hostile.page, frame: 1 }));
  await scene.ends();
});

for (const [what, packet] of [
  ["a record whose header is cut", Buffer.from([1, 2, 3])],
  ["a record longer than its packet", record(Buffer.alloc(24), { length: 4096 })],
  ["a record of an unknown carrier", record(Buffer.alloc(24), { carrier: 7 })],
  ["a message shorter than its header", record(Buffer.alloc(8))],
  ["a channel longer than its message", record(Buffer.from([10, 0, 255, 255, ...Buffer.alloc(20)]))],
  ["a record that names a descriptor that did not come", record(Buffer.alloc(24), { files: 1 })],
]) {
  attack(`${what} ends its renderer`, async (scene) => {
    void scene.hostile.packet(packet);
    await scene.ends();
  });
}
