// Message ports between pages and main, told once, and asked of both kinds of main process.

import assert from "node:assert/strict";
import { test } from "node:test";

import { kindsOfMain } from "./support/mains.mjs";

const { mains, started } = kindsOfMain();

for (const [name, start] of Object.entries(mains)) {
  test(`${name}: a page's port is main's, with what was posted before, in order`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const { port1, port2 } = new MessageChannel();
      port1.postMessage("before");
      ipcRenderer.postMessage("port", "p", [port2]);
      for (let n = 0; n < 500; ++n) port1.postMessage(n);
      const heard = await read(port1, 501);
      port1.close();
      // What is posted through a port that was handed on, or is closed, goes nowhere.
      port2.postMessage("nowhere");
      port1.postMessage("nowhere");
      return { first: heard[0], inOrder: heard.slice(1).every(([, n], i) => n === i) };
    });
    assert.deepEqual(seen, { first: ["p", "before"], inOrder: true });
  });

  test(`${name}: main's port is a MessagePort in the page, and its close comes last`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const [port] = await portsOf("channel", "c");
      const real = port instanceof MessagePort;
      // Nothing is given before it is started.
      port.postMessage("one");
      await ipcRenderer.invoke("sum", 1, 1);
      port.postMessage("close");
      return { real, heard: await read(port) };
    });
    assert.deepEqual(seen, { real: true, heard: ["first", ["c", "one"], "closed"] });
  });

  test(`${name}: a page that closes its port, or leaves, closes main's`, async () => {
    const { app, page } = await started(start);
    await page(async () => {
      const [port] = await portsOf("channel", "one");
      port.postMessage(1);
      port.close();
      await portsOf("channel", "two");
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage("port", "three", [port2]);
      port1.close();
    });
    const closed = async (...names) => {
      const seen = new Set();
      await app.until(`the end of ${names}`, async () => {
        for (const each of await page(() => ipcRenderer.invoke("seen"))) seen.add(each);
        return names.every((name) => seen.has(`${name} closed`));
      });
    };
    await closed("one", "three");
    await page(() => setTimeout(() => location.reload()));
    await app.until("the next document", () => page(() => performance.getEntriesByType("navigation")[0].type === "reload"));
    await closed("two");
  });

  test(`${name}: a page's port closes where its other end goes to nobody, and main's where nobody in the page has the other`, async () => {
    const { app, page } = await started(start);
    const heard = await page(async () => {
      const { port1, port2 } = new MessageChannel();
      ipcRenderer.postMessage("nobody", null, [port2]);
      (() => {
        const { port1: dropped, port2: sent } = new MessageChannel();
        ipcRenderer.postMessage("port", "dropped", [sent]);
        dropped.postMessage("last");
      })();
      return read(port1);
    });
    assert.deepEqual(heard, ["closed"]);
    await app.until("the end of what was dropped", () =>
      page(async () => {
        for (let i = 0; i < 100; ++i) new Uint8Array(1 << 20).fill(1);
        return (await ipcRenderer.invoke("seen")).includes("dropped closed");
      }),
    );
  });

  test(`${name}: a message that cannot be cloned leaves the port, and what was to go with it, as they were`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const [port] = await portsOf("channel", "c");
      const buffer = new ArrayBuffer(8);
      const { port1, port2 } = new MessageChannel();
      let error;
      try {
        port.postMessage({ buffer, port2, bad: () => {} }, [buffer, port2]);
      } catch ({ name }) {
        error = name;
      }
      port1.postMessage("still here");
      const [still] = await read(port2, 1);
      port.postMessage("after");
      return { error, bytes: buffer.byteLength, still, heard: await read(port, 2) };
    });
    assert.deepEqual(seen, { error: "DataCloneError", bytes: 8, still: "still here", heard: ["first", ["c", "after"]] });
  });

  test(`${name}: ports go through ports, and on`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const [outer] = await portsOf("channel", "outer");
      const { port1, port2 } = new MessageChannel();
      port1.postMessage("early");
      outer.postMessage("take it", [port2]);
      port1.postMessage("late");
      const inner = await read(port1, 2);
      // The two ends of main's channel are both here; one goes back, and talks to the other through main.
      const [a, b] = await portsOf("pair");
      a.postMessage("to b");
      outer.postMessage("and this", [b]);
      return { inner, outer: await read(outer, 3), pair: await read(a, 1) };
    });
    assert.deepEqual(seen, {
      inner: [
        ["outer's", "early"],
        ["outer's", "late"],
      ],
      outer: ["first", ["outer", "take it"], ["outer", "and this"]],
      pair: [["outer's", "to b"]],
    });
  });

  test(`${name}: the two ports of a channel talk in one page, and what waits moves with a port`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const [a, b] = await portsOf("pair");
      for (let n = 0; n < 50; ++n) a.postMessage(n);
      const first = await read(b, 10);
      // The rest waits for a port that goes to main and comes back with each answer.
      b.onmessage = null;
      ipcRenderer.postMessage("port", "away", [b]);
      a.postMessage("close");
      const rest = await read(a);
      return { first, rest };
    });
    assert.deepEqual(seen.first, Array.from({ length: 10 }, (_, n) => n));
    assert.equal(seen.rest.at(-1), "closed");
    const answered = seen.rest.slice(0, -1).map(([, n]) => n);
    assert.deepEqual(answered, Array.from({ length: answered.length }, (_, i) => 50 - answered.length + i));
  });

  test(`${name}: a buffer in the transfer list moves when the message is cloned, and not before`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const [port] = await portsOf("channel", "c");
      const small = new ArrayBuffer(8);
      const large = new Uint8Array(100_000).fill(7);
      const refused = [];
      const attempt = (run) => {
        try {
          run();
        } catch (error) {
          refused.push(`${error.name}: ${error.message}`);
        }
      };
      attempt(() => port.postMessage({ small, no: () => {} }, [small]));
      const kept = small.byteLength;
      port.postMessage({ small, large }, [small, large.buffer]);
      attempt(() => port.postMessage(null, [small]));
      attempt(() => port.postMessage(null, [port]));
      attempt(() => port.postMessage(null, [{}]));
      attempt(() => port.postMessage(null, 7));
      const { port1, port2 } = new MessageChannel();
      attempt(() => ipcRenderer.postMessage("port", "p", [port1, port1]));
      attempt(() => ipcRenderer.postMessage("port", () => {}, [port1]));
      ipcRenderer.postMessage("port", "p", [port1]);
      attempt(() => ipcRenderer.postMessage("port", "p", [port1]));
      const [, [, echo]] = await read(port, 2);
      port2.close();
      return { kept, left: [small.byteLength, large.length], echo: [echo.small.byteLength, echo.large.length, echo.large[99_999]], refused };
    });
    assert.deepEqual(seen, {
      kept: 8,
      left: [0, 0],
      echo: [8, 100_000, 7],
      refused: [
        "DataCloneError: An object could not be cloned. message.no: a function cannot be cloned",
        "DataCloneError: ArrayBuffer at index 0 is already detached.",
        "DataCloneError: Port at index 0 contains the source port.",
        "DataCloneError: Value at index 0 does not have a transferable type.",
        "TypeError: Invalid value for transfer",
        "DataCloneError: Message port at index 1 is a duplicate of an earlier port.",
        "DataCloneError: An object could not be cloned. message: a function cannot be cloned",
        "DataCloneError: Port at index 0 is already neutered.",
      ],
    });
  });

  test(`${name}: what the DOM has of a channel comes first where an end is handed on, in both directions`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const { port1, port2 } = new MessageChannel();
      for (const n of [1, 2]) port2.postMessage(`back ${n}`);
      for (const n of [1, 2]) port1.postMessage(n);
      ipcRenderer.postMessage("port", "p", [port2]);
      port1.postMessage(3);
      await ipcRenderer.invoke("sum", 1, 1);
      const heard = read(port1, 7);
      for (const n of [4, 5]) port1.postMessage(n);
      return heard;
    });
    assert.deepEqual(seen, ["back 1", "back 2", ...[1, 2, 3, 4, 5].map((n) => ["p", n])]);
  });

  test(`${name}: a port comes through ports that came through ports, with what was posted into it`, async () => {
    const { page } = await started(start);
    const seen = await page(async () => {
      const [a, b] = await portsOf("pair");
      // Each port carries the next one before anybody has it.
      const last = new MessageChannel();
      last.port1.postMessage("at the end");
      let inner = last.port2;
      for (let depth = 0; depth < 50; ++depth) {
        const { port1, port2 } = new MessageChannel();
        port1.postMessage(depth, [inner]);
        inner = port2;
      }
      a.postMessage("outermost", [inner]);
      const depths = [];
      const next = (port) =>
        new Promise((resolve) => (port.onmessage = ({ data, ports }) => (depths.push(data), resolve(ports[0]))));
      for (let port = b; port; ) port = await next(port);
      return depths;
    });
    assert.deepEqual(seen, ["outermost", ...Array.from({ length: 50 }, (_, i) => 49 - i), "at the end"]);
  });
}
