// What ends a channel, and how the ends hear of it: after what was posted before, and once. In pages with
// context isolation, where the page's own scripts have ports too, and without.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bothKinds, startedInBoth } from "./support/both-isolations.mjs";
import { session } from "./support/session.mjs";

const here = session();

const files = {
  main: `
    app.seen = {};
    const keep = (name, port) => {
      const seen = (app.seen[name] ??= []);
      port.on("message", ({ data }) => {
        seen.push(data);
        if (data === "last") port.postMessage(data);
        if (data === "close" || data === "last") port.close();
      });
      port.on("close", () => seen.push("closed"));
      port.start();
      return port;
    };
    app.make = (contents, name) => {
      const { port1, port2 } = new MessageChannelMain();
      for (const n of [1, 2, 3]) port1.postMessage(n);
      contents.postMessage("port", name, [port2]);
      return keep(name, port1);
    };
    ipcMain.on("port", ({ ports: [port] }, name) => keep(name, port));
    ipcMain.on("make", ({ sender }, name) => void app.make(sender, name));`,
  preload: `
    ipcRenderer.on("port", (_event, name) => {
      if (name in takers) takers[name](_event.ports[0]);
      else window.postMessage(name, "*", _event.ports);
    });
    const takers = {};
    const make = (name) => {
      ipcRenderer.send("make", name);
      return new Promise((resolve) => (takers[name] = resolve));
    };
    const heard = (port) => {
      const got = [];
      port.onclose = () => got.push("onclose");
      port.addEventListener("close", () => got.push("close"));
      port.onmessage = ({ data }) => got.push(data);
      return got;
    };
    // What the page's own scripts make and post to their window goes on to main.
    window.addEventListener("message", ({ data, source, ports }) => {
      if (source === window && data?.toMain) ipcRenderer.postMessage("port", data.toMain, ports);
    });
    const api = {
      /** The port is for the page's own scripts. */
      make: (name) => ipcRenderer.send("make", name),
      /** The same for one end of a channel that is made here. */
      share(name) {
        const { port1, port2 } = new MessageChannel();
        window.postMessage(name, "*", [port1]);
        ipcRenderer.postMessage("port", name, [port2]);
      },
      async ends(name, how, isLate) {
        const port = await make(name);
        if (isLate) await new Promise((resolve) => setTimeout(resolve, 20));
        const got = heard(port);
        if (how === "main") port.postMessage("close");
        if (how === "page") {
          for (const n of [1, 2, 3]) port.postMessage(n);
          port.close();
          port.postMessage("nowhere");
        }
        return until(() => got.includes("close") || how === "page", got);
      },
      drop(name) {
        const { port1, port2 } = new MessageChannel();
        port1.postMessage(1);
        ipcRenderer.postMessage("port", name, [port2]);
        port1.postMessage(2);
      },
      keep(name) {
        const { port1, port2 } = new MessageChannel();
        for (const n of [1, 2, 3]) port1.postMessage(n);
        ipcRenderer.postMessage("port", name, [port2]);
        api.kept = port1;
      },
      async nobody() {
        const { port1, port2 } = new MessageChannel();
        ipcRenderer.postMessage("nobody", null, [port2]);
        const got = heard(port1);
        return until(() => got.includes("close"), got);
      },
      async inPage() {
        const { port1, port2 } = new MessageChannel();
        for (const n of [1, 2, 3]) port2.postMessage(n);
        port2.close();
        const got = heard(port1);
        return until(() => got.includes("close"), got);
      },
      async closedBefore(name) {
        const { port1, port2 } = new MessageChannel();
        for (const n of [1, 2, 3]) port1.postMessage(n);
        port1.close();
        ipcRenderer.postMessage("port", name, [port2]);
      },
    };
    async function until(check, value) {
      while (!check()) await new Promise((resolve) => setTimeout(resolve, 5));
      return value;
    }`,
  html: `<title>ports</title><script>
    const given = {};
    addEventListener("message", ({ data, ports: [port] }) => (given[data] = port));
    const heard = {};
    const listen = async (name) => {
      while (!given[name]) await new Promise((resolve) => setTimeout(resolve, 5));
      const port = given[name];
      const got = (heard[name] = []);
      port.onclose = () => got.push("onclose");
      port.addEventListener("close", () => got.push("close"));
      port.onmessage = ({ data }) => got.push(data);
      return port;
    };
    /** A channel whose other end goes to main by way of the preload script. */
    const own = (name, early = []) => {
      const { port1, port2 } = new MessageChannel();
      given[name] = port1;
      for (const n of early) port1.postMessage(n);
      return [port1, () => window.postMessage({ toMain: name }, "*", [port2])];
    };
    const collect = async () => {
      for (let i = 0; i < 10; ++i) for (let j = 0; j < 10; ++j) new Uint8Array(1 << 20).fill(1);
    };
  </script>`,
};

async function started() {
  const both = await startedInBoth(here, files);
  const { app } = both;
  const page = (run, index, ...args) => both.page(`(${run})(...${JSON.stringify(args)})`, index);
  const seen = (name, meanwhile = async () => {}) =>
    app.until(`the end of ${name}`, async () => {
      await meanwhile();
      const list = await app.main(({ app }, name) => app.seen[name] ?? [], name);
      return list.includes("closed") && list;
    });
  return { app, page, seen };
}

test("a port that is closed closes the other end, behind what was posted before, and once", async () => {
  const { page, seen } = await started();
  for (const [index, kind] of bothKinds) {
    assert.deepEqual(await page(() => api.ends("by main", "main"), index), [1, 2, 3, "onclose", "close"], kind);
    assert.deepEqual(await page(() => api.ends("by main, late", "main", true), index), [1, 2, 3, "onclose", "close"], kind);
    await page((name) => api.ends(name, "page"), index, `by the page, ${kind}`);
    assert.deepEqual(await seen(`by the page, ${kind}`), [1, 2, 3, "closed"]);
    assert.deepEqual(await page(() => api.nobody(), index), ["onclose", "close"], kind);
    assert.deepEqual(await page(() => api.inPage(), index), [1, 2, 3, "onclose", "close"], kind);
    await page((name) => api.closedBefore(name), index, `before, ${kind}`);
    assert.deepEqual(await seen(`before, ${kind}`), [1, 2, 3, "closed"]);
  }
});

test("ports that the page's own scripts have close, and hear of it, like the preload script's", async () => {
  const { app, page, seen } = await started();
  for (const [index, kind] of bothKinds) {
    for (const how of ["make", "share"]) {
      const closes = `${how} closes, ${kind}`;
      await page((how, name) => (api[how](name), listen(name).then((port) => {
        for (const n of [1, 2, 3]) port.postMessage(n);
        port.close();
      })), index, how, closes);
      assert.deepEqual(await seen(closes), [1, 2, 3, "closed"]);
      const hears = `${how} hears, ${kind}`;
      await page((how, name) => (api[how](name), listen(name).then((port) => port.postMessage("close"))), index, how, hears);
      const got = await app.until("the close", async () => {
        const list = await page((name) => heard[name], index, hears);
        return list.includes("close") && list;
      });
      assert.deepEqual(got, [...(how === "make" ? [1, 2, 3] : []), "onclose", "close"], hears);
    }
  }
});

test("channels that the page's own scripts make close from either side", async () => {
  const { page, seen } = await started();
  for (const [index, kind] of bothKinds) {
    await page(
      (name) => {
        const [port, send] = own(name, [1, 2]);
        send();
        port.postMessage(3);
        port.close();
      },
      index,
      `by the page, ${kind}`,
    );
    assert.deepEqual(await seen(`by the page, ${kind}`), [1, 2, 3, "closed"]);
    await page(
      (name) => {
        const [port, send] = own(name, [1, 2, 3]);
        port.close();
        send();
      },
      index,
      `before it is sent, ${kind}`,
    );
    assert.deepEqual(await seen(`before it is sent, ${kind}`), [1, 2, 3, "closed"]);
    const heardThere = await page(
      async (name) => {
        const [port, send] = own(name);
        // What the page refuses to post changes nothing.
        try {
          window.postMessage(() => {}, "*", [port]);
        } catch {}
        send();
        await listen(name);
        port.postMessage("last");
        while (!heard[name].includes("close")) await new Promise((resolve) => setTimeout(resolve, 5));
        return heard[name];
      },
      index,
      `by main, ${kind}`,
    );
    assert.deepEqual(heardThere, ["last", "onclose", "close"]);
  }
});

test("ports that nobody has any more are closed: collected, left, crashed with their page, sent to nobody", async () => {
  const { app, page, seen } = await started();
  for (const [index, kind] of bothKinds) {
    await page((name) => api.drop(name), index, `dropped, ${kind}`);
    assert.deepEqual(await seen(`dropped, ${kind}`, () => page(() => collect(), index)), [1, 2, "closed"]);
    for (const how of ["left", "crashed"]) {
      const name = `${how}, ${kind}`;
      await page((name) => api.keep(name), index, name);
      await app.until("the messages", () => app.main(({ app }, name) => app.seen[name]?.length === 3, name));
      await app.main(async ({ BrowserWindow }, index, how) => {
        const { webContents } = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)[index];
        if (how === "crashed") webContents.forcefullyCrashRenderer();
        const loaded = new Promise((resolve) => webContents.once("did-finish-load", resolve));
        webContents.reload();
        await loaded;
      }, index, how);
      assert.deepEqual(await seen(name), [1, 2, 3, "closed"]);
    }
  }
  await app.main(({ app, MessageChannelMain, BrowserWindow }) => {
    const keep = (name) => {
      const { port1, port2 } = new MessageChannelMain();
      const seen = (app.seen[name] = []);
      port1.on("close", () => seen.push("closed"));
      port1.start();
      return port2;
    };
    keep("collected in main");
    BrowserWindow.getAllWindows()[0].webContents.postMessage("nobody", null, [keep("to a channel of nobody")]);
    const window = new BrowserWindow();
    window.webContents.postMessage("x", null, [keep("to a window that is destroyed")]);
    window.destroy();
  });
  for (const name of ["collected in main", "to a channel of nobody", "to a window that is destroyed"]) {
    assert.deepEqual(await seen(name, () => app.main(({ app }) => app.collect())), ["closed"]);
  }
});
