// What IPC means, told once, and asked of both kinds of main process: Node, and a C++ program. They answer
// the same page (tests/fixtures/apps/semantics), so that the two do not drift.

import assert from "node:assert/strict";
import { test } from "node:test";

import { kindsOfMain } from "./support/mains.mjs";

const { mains, started } = kindsOfMain();

for (const [name, start] of Object.entries(mains)) {
  test(`${name}: handlers give values, later values, errors and nothing`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const failed = (channel) => ipcRenderer.invoke(channel).catch((error) => error);
      const error = await failed("throws");
      return {
        sum: await ipcRenderer.invoke("sum", 2, 40),
        later: await ipcRenderer.invoke("later"),
        nothing: (await ipcRenderer.invoke("nothing")) === undefined,
        throws: [error.message, error.cause.message, error.cause.code],
        rejects: (await failed("rejects")).message,
        nobody: (await failed("nobody")).message,
      };
    });
    assert.deepEqual(seen, {
      sum: 42,
      later: "later",
      nothing: true,
      throws: ["Error invoking remote method 'throws': Error: no luck", "no luck", "E_LUCK"],
      rejects: "Error invoking remote method 'rejects': Error: no luck later",
      nobody: "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    });
  });

  test(`${name}: every kind of value comes back as it was`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const kind = (value) => Object.prototype.toString.call(value).slice(8, -1);
      const buffer = new ArrayBuffer(8);
      const cycle = { name: "cycle" };
      cycle.self = cycle;
      const echo = (value) => ipcRenderer.invoke("echo", value);
      const views = await echo([new Uint8Array(buffer, 2, 4), new Float32Array(buffer)]);
      const error = await echo(Object.assign(new RangeError("far"), { code: "E_FAR" }));
      const sparse = await echo([1, , 3]);
      const back = await echo(cycle);
      const kinds = [];
      for (const value of [new Date(5), /a+/gi, new Map([[1, 2]]), new Set([1]), new Number(1), 10n ** 30n, null, "\ud800"]) {
        kinds.push(kind(await echo(value)));
      }
      return {
        kinds,
        numbers: [Object.is(await echo(-0), -0), Number.isNaN(await echo(NaN)), await echo(2 ** 53)],
        big: String(await echo(10n ** 30n)),
        half: (await echo("\ud800")).charCodeAt(0),
        shared: views[0].buffer === views[1].buffer && views[0].length === 4,
        error: [error instanceof RangeError, error.message, error.code],
        sparse: [sparse.length, 1 in sparse],
        cycle: back.self === back,
        map: [...(await echo(new Map([["a", { b: 1 }]])))],
      };
    });
    assert.deepEqual(seen, {
      kinds: ["Date", "RegExp", "Map", "Set", "Number", "BigInt", "Null", "String"],
      numbers: [true, true, 2 ** 53],
      big: String(10n ** 30n),
      half: 0xd800,
      shared: true,
      error: [true, "far", "E_FAR"],
      sparse: [3, false],
      cycle: true,
      map: [["a", { b: 1 }]],
    });
  });

  test(`${name}: a channel has one handler, the nearest one answers, and it can be removed`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const ask = (channel, ...args) => ipcRenderer.invoke(channel, ...args).catch((error) => error.message);
      return [
        await ask("second"),
        await ask("who"),
        (await ask("own"), await ask("who")),
        (await ask("disown"), await ask("who")),
        await ask("once"),
        /No handler registered for 'once'/.test(await ask("once")),
        (await ask("remove"), /No handler registered for 'sum'/.test(await ask("sum", 1, 2))),
      ];
    });
    assert.deepEqual(seen, [
      "Attempted to register a second handler for 'who'",
      "everybody's",
      "the page's",
      "everybody's",
      1,
      true,
      true,
    ]);
  });

  test(`${name}: sendSync gets what a listener gives, at once or later, and an error where nobody does`, async () => {
    const { page } = await started(start);
    const seen = await page(() => {
      let nobody;
      try {
        ipcRenderer.sendSync("nobody");
      } catch (error) {
        nobody = /No listener answered sendSync\('nobody'\)/.test(error.message);
      }
      return [ipcRenderer.sendSync("sync", 1), ipcRenderer.sendSync("sync-later"), nobody];
    });
    assert.deepEqual(seen, [2, "late", true]);
  });

  test(`${name}: what a page sends, large or small, sync or not, is heard in its order`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      ipcRenderer.send("note", 1);
      ipcRenderer.send("bytes", new Uint8Array(3_000_000).fill(7));
      ipcRenderer.sendSync("sync", 1);
      ipcRenderer.send("note-once");
      ipcRenderer.send("note-once");
      for (const channel of ["error", "__proto__", "constructor", "", "\0", "ä😀"]) ipcRenderer.send(channel, 1);
      ipcRenderer.send("note", "last");
      return ipcRenderer.invoke("seen");
    });
    assert.deepEqual(seen, [1, 3_000_000, "once", "last"]);
  });

  test(`${name}: replies go to the document that sent, and messages to the page`, async () => {
    const { app, page } = await started(start);
    await page(() => ipcRenderer.send("answer", 1));
    await page(() => ipcRenderer.send("answer", 2));
    await page(() => ipcRenderer.invoke("answer-asked", 3));
    const seen = await app.until("five messages", () => page(() => got.length === 5 && got));
    assert.deepEqual(seen, [["back", 1], ["direct", 1], ["back", 2], ["direct", 2], ["back", 3]]);
    await page(() => ipcRenderer.send("hold"));
    await page(() => void setTimeout(() => location.reload(), 0));
    await app.until("the next document", () => page(() => got.length === 0));
    await page(() => ipcRenderer.send("release"));
    const next = await app.until("the answer", () => page(() => got.length > 0 && got));
    assert.deepEqual(next, [["public"]]);
  });

  test(`${name}: large messages go both ways`, async () => {
    const { app, page } = await started(start);
    const sizes = [1, 100_000, 10, 5_000_000, 40_000, 20_000_000, 7];
    await page((sizes) => {
      for (const size of sizes) ipcRenderer.send("bytes", new Uint8Array(size).fill(size % 251));
    }, sizes);
    const back = await app.until("all to come back", () =>
      page(() => got.length === 7 && got.map(([, size, first, bytes]) => [size, first, bytes.length, bytes.at(-1)])),
    );
    assert.deepEqual(
      back,
      sizes.map((size) => [size, size % 251, size, size % 251]),
    );
  });

  test(`${name}: what happens in a page is told, and its console, styles and worlds are main's to reach`, async () => {
    const { app, page } = await started(start);
    await page(() => ipcRenderer.invoke("watch"));
    const told = new Set();
    const until = (what) =>
      app.until(what, async () => {
        for (const each of await page(() => (console.warn("said"), ipcRenderer.send("sent", 1, 2), ipcRenderer.invoke("seen")))) told.add(each);
        return told.has(what);
      });
    await until("warning said main");
    await page(() => {
      location.hash = "part";
      document.body.append(Object.assign(document.createElement("iframe"), { name: "kid", srcdoc: "<p>kid" }));
    });
    for (const what of ["message sent 2", "moved #part main", "shows kid", "loaded kid"]) await until(what);
    const seen = await page(async () => {
      const color = () => getComputedStyle(document.body).color;
      const frames = await ipcRenderer.invoke("frames");
      const key = await ipcRenderer.invoke("style");
      const styled = color();
      await ipcRenderer.invoke("unstyle", key);
      return { frames, styled, plain: color(), world: await ipcRenderer.invoke("world"), sync: ipcRenderer.sendSync("watched") };
    });
    assert.deepEqual(seen, {
      frames: ["", "kid"],
      styled: "rgb(1, 2, 3)",
      plain: "rgb(0, 0, 0)",
      world: "undefined",
      sync: "by the watcher",
    });
  });

  test(`${name}: a frame's handler stays when it shows another document, and the frame of an event does not`, async () => {
    const { app, page } = await started(start);
    const before = await page(async () => {
      await ipcRenderer.invoke("own-frame");
      ipcRenderer.send("hold");
      return [await ipcRenderer.invoke("who"), await ipcRenderer.invoke("held")];
    });
    assert.deepEqual(before, ["the frame's", [false, "index.html"]]);
    await page(() => void (got.push("old"), setTimeout(() => location.reload(), 0)));
    await app.until("the next document", () => page(() => got.length === 0));
    const after = await page(async () => [await ipcRenderer.invoke("who"), await ipcRenderer.invoke("held")]);
    assert.deepEqual(after, ["the frame's", [true, "index.html"]]);
  });

  test(`${name}: a page with nodeIntegration requires its app's files, and no others`, async () => {
    const { page } = await started(start);
    const seen = await page(() => {
      const caught = (name) => {
        try {
          return require(name);
        } catch (error) {
          return error.message;
        }
      };
      return [caught("./package.json").name, caught("../../../package.json"), caught("/etc/none.json"), caught("./none")];
    });
    assert.equal(seen[0], "semantics");
    assert.match(seen[1], /lies outside of/);
    assert.match(seen[2], /lies outside of/);
    assert.match(seen[3], /no such script/);
  });

  test(`${name}: floods in both directions arrive whole and in order`, async () => {
    const { app, page } = await started(start);
    await page(() => {
      ipcRenderer.invoke("flood", 20000);
      for (let n = 0; n < 20000; ++n) ipcRenderer.send("note", n);
    });
    const down = await app.until("the flood from main", () =>
      page(() => got.length === 20000 && got.every(([, n], i) => n === i)),
    );
    assert.equal(down, true);
    assert.equal(await page(async () => (await ipcRenderer.invoke("seen")).every((n, i) => n === i)), true);
  });

  test(`${name}: decides on the guests of its pages, and hears them`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      await ipcRenderer.invoke("watch guests");
      const shown = (src) => {
        const view = document.createElement("webview");
        view.src = new URL(src, location).href;
        document.body.append(view);
        return view;
      };
      shown("guest.html?refused");
      const view = shown("guest.html?asked");
      const told = await new Promise((done) => view.addEventListener("ipc-message", done));
      view.remove();
      for (;;) {
        const seen = await ipcRenderer.invoke("seen");
        (window.all ??= []).push(...seen);
        if (window.all.includes("guest ended")) return [told.channel, ...told.args, window.all];
      }
    });
    assert.deepEqual(seen, ["told", "?given", true, ["guest of its page", "guest ended"]]);
  });

  test(`${name}: a main that is busy does not stop the page`, async () => {
    const { page } = await started(start);
    const ticks = await page(async () => {
      let ticks = 0;
      const timer = setInterval(() => ++ticks, 10);
      await ipcRenderer.invoke("busy");
      clearInterval(timer);
      return ticks;
    });
    assert.ok(ticks > 5, `the page ran ${ticks} timers`);
  });
}
