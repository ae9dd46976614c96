// What ports refuse, what waits for them, and how far they go in a page: with context isolation and without.

import assert from "node:assert/strict";
import { test } from "node:test";

import { startedInBoth } from "./support/both-isolations.mjs";
import { session } from "./support/session.mjs";

const here = session();

const files = {
  main: `
    ipcMain.on("port", ({ ports: [port] }) => {
      port.on("message", ({ data, ports }) => port.postMessage(["echo", data], ports));
      port.start();
    });
    ipcMain.on("make", ({ sender }, name) => {
      const { port1, port2 } = new MessageChannelMain();
      port1.on("message", ({ data }) => port1.postMessage(["echo", data]));
      port1.start();
      // A page's engine has no number so large.
      for (const each of name === "unreadable" ? [1, new RegExp("a{2147483647}".repeat(3)), 2] : [1, 2]) port1.postMessage(each);
      sender.postMessage("port", name, [port2]);
    });
    const kept = [];
    ipcMain.on("many", ({ sender }) => {
      const ports = Array.from({ length: 8_500 }, () => new MessageChannelMain());
      kept.push(...ports);
      sender.postMessage("many", null, ports.map(({ port2 }) => port2));
    });`,
  preload: `
    let taker;
    ipcRenderer.on("port", ({ ports: [port] }) => taker(port));
    const make = (name) => {
      ipcRenderer.send("make", name);
      return new Promise((resolve) => (taker = resolve));
    };
    const read = (port, count, got = []) =>
      new Promise((resolve) => {
        const take = ({ type, data }) => got.push(type === "message" ? data : type) === count && resolve(got);
        port.onmessageerror = take;
        port.onmessage = take;
      });
    const api = {
      /** Ports in an iframe that has no runtime: before they are started, and while they are read. */
      async iframe() {
        const frame = document.body.appendChild(document.createElement("iframe"));
        const [early, late] = [await make("early"), await make("late")];
        const got = [await read(late, 2)];
        const inner = frame.contentWindow;
        const heard = new Promise((resolve) => {
          inner.onmessage = async ({ data, ports: [port] }) => {
            const some = read(port, data === "early" ? 3 : 2);
            port.postMessage("in");
            got.push(await some);
            if (got.length === 3) resolve(got);
          };
        });
        inner.postMessage("early", "*", [early]);
        while (got.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        late.postMessage("out");
        inner.postMessage("late", "*", [late]);
        return heard;
      },
      /** At once, or when it has waited for the port to be started. */
      async unreadable(late) {
        const port = await make("unreadable");
        if (late) await new Promise((resolve) => setTimeout(resolve, 20));
        return read(port, 3);
      },
      refused() {
        const refused = [];
        const attempt = (run) => {
          try {
            run();
            refused.push("nothing");
          } catch (error) {
            refused.push(error.name + ": " + error.message);
          }
        };
        const { port1, port2 } = new MessageChannel();
        const buffer = new ArrayBuffer(8);
        const link = new MessageChannel();
        ipcRenderer.postMessage("port", null, [link.port2]);
        attempt(() => link.port1.postMessage(null, [buffer, buffer]));
        attempt(() => ipcRenderer.postMessage("port", null, "port"));
        attempt(() => link.port1.postMessage({ buffer, no() {} }, [port2, buffer]));
        refused.push(buffer.byteLength);
        link.port1.postMessage(buffer, [port2, buffer]);
        refused.push(buffer.byteLength);
        attempt(() => ipcRenderer.postMessage("port", null, [port2]));
        attempt(() => port1.postMessage(null, [port1]));
        port1.close();
        attempt(() => port1.postMessage("nowhere"));
        attempt(() => ipcRenderer.postMessage("port", null, [port1]));
        return refused;
      },
      /** With more ports of others than a page may bring itself. */
      async crowded() {
        const held = [];
        for (let i = 0; i < 2; i++) {
          ipcRenderer.send("many");
          held.push(...await new Promise((resolve) => ipcRenderer.once("many", ({ ports }) => resolve(ports))));
        }
        const { port1, port2 } = new MessageChannel();
        ipcRenderer.postMessage("port", null, [port2]);
        const got = read(port1, 1);
        port1.postMessage("heard");
        return [held.length, ...await got];
      },
      /** A getter posts through the port that its object is posted through. */
      async nested() {
        const port = await make("nested");
        const got = read(port, 6);
        const nested = {
          get value() {
            port.postMessage("inner");
            return "outer";
          },
        };
        for (const each of ["before", nested, "after"]) port.postMessage(each);
        return got;
      },
      /** A port that only its listener knows still hears, whatever the collector does. */
      async kept() {
        const { port1, port2 } = new MessageChannel();
        ipcRenderer.postMessage("port", null, [port2]);
        let heard = 0;
        port1.onmessage = () => heard++;
        const late = await make("kept");
        late.onmessage = () => heard++;
        for (let i = 0; i < 20; ++i) {
          for (let j = 0; j < 10; ++j) new Uint8Array(1 << 20).fill(1);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        late.postMessage("x");
        port1.postMessage("x");
        while (heard < 4) await new Promise((resolve) => setTimeout(resolve, 5));
        return heard;
      },
    };`,
  html: "<title>ports</title><body></body>",
};

const started = () => startedInBoth(here, files);

test("ports of a page refuse what they must, go on into iframes, say what cannot be read, and are kept while they are heard", async () => {
  const { page } = await started();
  for (const index of [0, 1]) {
    assert.deepEqual(await page("api.refused()", index), [
      "DataCloneError: ArrayBuffer at index 1 is a duplicate of an earlier ArrayBuffer.",
      "TypeError: Invalid value for transfer",
      "DataCloneError: An object could not be cloned. message.no: a function cannot be cloned",
      8,
      0,
      "DataCloneError: Port at index 0 is already neutered.",
      "DataCloneError: Port at index 0 contains the source port.",
      "nothing",
      "DataCloneError: Port at index 0 is already neutered.",
    ]);
    assert.deepEqual(await page("api.iframe()", index), [[1, 2], [1, 2, ["echo", "in"]], [["echo", "out"], ["echo", "in"]]]);
    assert.deepEqual(await page("api.unreadable(false)", index), [1, "messageerror", 2]);
    assert.deepEqual(await page("api.unreadable(true)", index), [1, "messageerror", 2]);
    const nested = ["before", "inner", { value: "outer" }, "after"].map((each) => ["echo", each]);
    assert.deepEqual(await page("api.nested()", index), [1, 2, ...nested]);
    assert.equal(await page("api.kept()", index), 4);
  }
});

test("a page that was given very many ports may bring its own all the same", async () => {
  const { page } = await started();
  assert.deepEqual(await page("api.crowded()", 0), [17_000, ["echo", "heard"]]);
});

test("ports of main refuse what they must, and stay usable where a message is not sent", async () => {
  const { app } = await started();
  const seen = await app.main(async ({ app, BrowserWindow, MessageChannelMain }) => {
    const refused = [];
    const attempt = (run) => {
      try {
        run();
        refused.push("nothing");
      } catch (error) {
        refused.push(`${error.code === undefined || error.code === 25 ? error.name : error.code}: ${error.message}`);
      }
    };
    const { webContents } = BrowserWindow.getAllWindows()[0];
    const { port1, port2 } = new MessageChannelMain();
    const other = new MessageChannelMain();
    const buffer = new ArrayBuffer(8);
    attempt(() => webContents.postMessage("x", null, [7]));
    attempt(() => webContents.postMessage("x", null, 7));
    attempt(() => port1.postMessage(null, [port1]));
    attempt(() => port1.postMessage(null, [other.port1, other.port1]));
    attempt(() => webContents.postMessage("x", () => {}, [other.port1]));
    attempt(() => webContents.postMessage("x", null, [buffer]));
    attempt(() => port1.postMessage({ no() {} }, [other.port1, buffer]));
    refused.push(buffer.byteLength);
    port1.postMessage(buffer, [other.port1, buffer]);
    refused.push(buffer.byteLength);
    attempt(() => port1.postMessage(null, [buffer]));
    attempt(() => port1.postMessage(null, [other.port1]));
    // Memory that Node shares among its small Buffers is copied, and nobody loses it.
    const shared = Buffer.from("kept");
    port1.postMessage(shared, [shared.buffer]);
    refused.push(shared.toString());
    const got = [];
    port2.on("message", ({ data, ports }) => got.push(data.byteLength, ports.length));
    port2.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    port1.close();
    attempt(() => port1.postMessage("nowhere"));
    return { refused, got };
  });
  assert.deepEqual(seen, {
    refused: [
      "TypeError: Invalid value for transfer",
      "TypeError: Invalid value for transfer",
      "DataCloneError: Port at index 0 contains the source port.",
      "DataCloneError: Message port at index 1 is a duplicate of an earlier port.",
      "DataCloneError: An object could not be cloned. message: a function cannot be cloned",
      "TypeError: Invalid value for transfer",
      "DataCloneError: An object could not be cloned. message.no: a function cannot be cloned",
      8,
      0,
      "DataCloneError: ArrayBuffer at index 0 is already detached.",
      "DataCloneError: Port at index 0 is already neutered.",
      "kept",
      "nothing",
    ],
    got: [8, 1, 4, 0],
  });
});

test("messages wait for a port of main until it is started, within a bound, and a started port is kept", async () => {
  const { app } = await started();
  const seen = await app.main(async ({ app, MessageChannelMain }) => {
    const { port1, port2 } = new MessageChannelMain();
    let posted = 0;
    let code;
    try {
      for (; posted < 200_000; ++posted) port1.postMessage(posted);
    } catch (error) {
      code = error.code;
    }
    let next = 0;
    const ended = new Promise((resolve) => port2.on("close", resolve));
    port2.on("message", ({ data }) => (next = data === next ? next + 1 : -1));
    port2.start();
    port1.close();
    await ended;
    const heard = new Promise((resolve) => {
      const { port1, port2 } = new MessageChannelMain();
      app.sender = port1;
      port2.on("message", ({ data }) => resolve(data)).start();
    });
    for (let i = 0; i < 5; ++i) {
      app.collect();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    app.sender.postMessage("still there");
    return { posted, code, next, heard: await heard };
  });
  assert.deepEqual(seen, { posted: 100_000, code: "ERR_PORT_FULL", next: 100_000, heard: "still there" });
});

test("what a link cannot carry is refused where it is posted, and undefined arrives as it is, whoever has the port", async () => {
  const { page } = await startedInBoth(here, {
    main: `
      ipcMain.on("port", ({ ports: [port] }) => {
        port.on("message", ({ data }) => port.postMessage(data === undefined ? undefined : ["echo", data]));
        port.start();
      });`,
    preload: `
      addEventListener("message", ({ data, ports: [port] }) => data === "to main" && ipcRenderer.postMessage("port", 0, [port]));
      const api = {
        give() {
          const { port1, port2 } = new MessageChannel();
          ipcRenderer.postMessage("port", 0, [port2]);
          window.postMessage("from preload", "*", [port1]);
        },
      };`,
    html: "<title>ports</title><body></body>",
  });
  const code = `(async () => {
    const answer = (port, message, transfer = []) => new Promise((resolve) => {
      port.onmessage = ({ data }) => resolve(data === undefined ? "undefined" : data);
      port.postMessage(message, transfer);
    });
    const given = new Promise((resolve) => addEventListener("message", ({ data, ports: [port] }) => data === "from preload" && resolve(port)));
    api.give();
    const own = new MessageChannel();
    window.postMessage("to main", "*", [own.port2]);
    const results = [];
    for (const port of [await given, own.port1]) {
      results.push(await answer(port, undefined), await answer(port, { a: [1] }));
      const buffer = new ArrayBuffer(8);
      const values = [
        new ImageData(1, 1), new DOMRect(), new DOMMatrix(), Object.assign(document.createElement("input"), { type: "file" }).files,
        new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
        await crypto.subtle?.generateKey({ name: "AES-GCM", length: 128 }, true, ["encrypt"]) ?? new DOMPoint(),
      ];
      for (const value of values) {
        for (const message of [value, { in: [value, buffer] }, new Map([[1, new Set([value])]])]) {
          try { port.postMessage(message, [buffer]); results.push("sent"); } catch (error) { results.push(error.name); }
        }
      }
      try { port.postMessage(1, [{}]); } catch (error) { results.push(error.name); }
      results.push(buffer.byteLength, await answer(port, { own: "is sent", [Symbol.toStringTag]: "ImageData" }), (await answer(port, buffer, [buffer]))[1].byteLength, buffer.byteLength);
    }
    const local = new MessageChannel();
    results.push(await new Promise((resolve) => { local.port2.onmessage = ({ data }) => resolve(data instanceof ImageData); local.port1.postMessage(new ImageData(1, 1)); }));
    return results;
  })()`;
  for (const index of [0, 1]) {
    const results = await page(code, index);
    const one = ["undefined", ["echo", { a: [1] }], ...Array(19).fill("DataCloneError"), 8, ["echo", { own: "is sent" }], 8, 0];
    assert.deepEqual(results, [...one, ...one, true], `window ${index}`);
  }
});
