// Pages that lie about guests (`<webview>`), and guests that lie about their hosts.

import assert from "node:assert/strict";

import { attack } from "./support/attack.mjs";
import { clone, kinds, message, unclone } from "./support/wire.mjs";

const maxGuests = 128;
const src = "data:text/html,guest";

/** A page that may have guests. */
async function embedder({ stage }) {
  const contents = await stage.honest.invoke("window", [{ webviewTag: true }]);
  return stage.renderer(await stage.window(contents));
}

/** Says a word of guests, and gives what main answers with. */
async function ask(page, word, args) {
  const answer = await page.ask(kinds.guest, word, clone(args));
  if (answer.closed) throw new Error("the link was closed");
  const value = unclone(answer.body);
  if (answer.kind === kinds.reject) throw value;
  return value;
}

const told = ({ stage }, channel) => stage.heard.filter((word) => word.channel === channel).map(({ args }) => args[0]);

attack("a page without webviewTag gets no guest", async (scene) => {
  await assert.rejects(ask(scene.hostile, "create", [{ src }]), /webviewTag/);
  await scene.hears();
});

for (const word of ["create", "destroy", "call", "event", "no-such-word", ""]) {
  for (const [what, body] of [["no clone", Buffer.from("garbage")], ["nothing", Buffer.alloc(0)], ["no array", clone({ length: 3 })]]) {
    attack(`the word "${word}" of guests with ${what} ends its renderer`, async (scene) => {
      const page = await embedder(scene);
      void page.sayAny(message(kinds.guest, { call: 7, page: page.page, frame: 1, channel: word, body }));
      await scene.ends(page);
    });
  }
}

attack("a page that is no guest and speaks to a host is ended", async (scene) => {
  void scene.hostile.sayAny(message(kinds.toHost, { page: scene.hostile.page, frame: 1, channel: "news", body: clone([1]) }));
  await scene.ends(scene.hostile, /no guest/);
});

attack("a page shows so many guests and no more, and they go with its document", async (scene) => {
  const page = await embedder(scene);
  const made = [];
  for (let i = 0; i < maxGuests; ++i) made.push(await ask(page, "create", [{ src }]));
  assert.equal(new Set(made).size, maxGuests);
  await assert.rejects(ask(page, "create", [{ src }]), /at most 128/);
  void page.detach(1);
  await scene.stage.until("the guests' end", () => made.every((id) => told(scene, "guest.destroy").includes(id)));
});

attack("attributes that are none are as if they were not there", async (scene) => {
  const page = await embedder(scene);
  const strange = { toString: 1, valueOf: null };
  for (const value of [null, undefined, 7, true, "text", strange, [strange], [[]], new Map([[1, 2]]), "x".repeat(1 << 20)]) {
    const all = Object.fromEntries(
      ["src", "preload", "partition", "useragent", "httpreferrer", "webpreferences", "nodeintegration", "allowpopups", "__proto__x"].map(
        (name) => [name, value],
      ),
    );
    assert.equal(typeof (await ask(page, "create", [all])), "number");
    assert.equal(typeof (await ask(page, "create", [value])), "number");
  }
  const preferences = scene.stage.heard.filter(({ channel }) => channel === "guest.create").map(({ args }) => args[0].webPreferences);
  assert.ok(preferences.every((each) => each.nodeIntegration === false && each.contextIsolation === true && each.webviewTag === false));
});

attack("what a guest is asked with may be anything", async (scene) => {
  const page = await embedder(scene);
  const guest = await ask(page, "create", [{ src }]);
  const methods = [
    ...["reload", "stop", "goBack", "goToOffset", "clearHistory", "openDevTools", "insertCSS", "removeInsertedCSS", "sendToFrame"],
    ...["executeJavaScript", "setUserAgent", "setAudioMuted", "setZoomFactor", "undo", "insertText", "findInPage", "stopFindInPage"],
    ...["loadURL", "downloadURL", "print", "capturePage", "constructor", "__proto__", "", "x".repeat(100_000)],
  ];
  for (const method of methods) {
    for (const args of [[], [null, null, null], [{}, [], new Map()], [-1, NaN, Infinity], ["\0", "x".repeat(70_000)], [[1, 2], "channel", {}]]) {
      // Some wait for a page or a shell that never answers.
      void page.ask(kinds.guest, "call", clone([guest, method, ...args]));
    }
  }
  await scene.hears(page);
});

attack("a guest is nobody's but its embedder's", async (scene) => {
  const page = await embedder(scene);
  const guest = await ask(page, "create", [{ src }]);
  const other = await embedder(scene);
  await assert.rejects(ask(other, "call", [guest, "reload"]), /no such guest/);
  void other.sayAny(message(kinds.guest, { page: other.page, frame: 1, channel: "destroy", body: clone([guest]) }));
  void other.sayAny(message(kinds.toGuest, { call: guest, page: other.page, frame: 1, channel: "news", body: clone([1]) }));
  await scene.hears(other);
  assert.ok(!told(scene, "guest.destroy").includes(guest));
  // A window's contents are no guest.
  await assert.rejects(ask(page, "call", [other.contents, "reload"]), /no such guest/);
  void page.sayAny(message(kinds.toGuest, { call: other.contents, page: page.page, frame: 1, channel: "news", body: clone([1]) }));
  await scene.hears(page);
});

attack("a guest that floods its host, which does not read, fills main with no more than a link may have", async (scene) => {
  const page = await embedder(scene);
  const id = await ask(page, "create", [{ src }]);
  const guest = await scene.stage.renderer(id);
  await scene.hears(guest);
  page.deafen();
  const body = clone(["x".repeat(1 << 20)]);
  for (let i = 0; i < 300; ++i) await guest.sayAny(message(kinds.toHost, { page: guest.page, frame: 1, channel: "news", body }));
  await scene.hears(guest);
  assert.ok(scene.stage.resident < 300e6, `main has ${scene.stage.resident} bytes`);
  page.deafen(false);
});
