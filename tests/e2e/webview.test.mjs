// The `<webview>` element: how it comes to be, what it says and does, and how it ends.

import assert from "node:assert/strict";
import { test } from "node:test";

import { session } from "./support/session.mjs";
import { isolations, startedWithWebviews } from "./support/webviews.mjs";

const here = session();
const started = (options) => startedWithWebviews(here, options);
const notAttached =
  "Error: The WebView must be attached to the DOM and the dom-ready event emitted before this method can be called.";

test("without webviewTag a webview is an unknown element, and no more", async () => {
  const { page } = await started({ webviewTag: false, html: '<webview src="red.html"></webview>' });
  const seen = await page(() => {
    const view = document.querySelector("webview");
    return [view instanceof HTMLUnknownElement, view.src, view.loadURL, typeof WebView, view.outerHTML];
  });
  assert.deepEqual(seen, [true, null, null, "undefined", '<webview src="red.html"></webview>']);
});

for (const [how, isolated] of isolations) {
  test(`however a webview comes to be it is one, ${how}`, async () => {
    const { page } = await started({ isolated, html: '<webview id="parsed" src="red.html"></webview><p></p>' });
    const seen = await page(async () => {
      const box = document.querySelector("p");
      box.innerHTML = '<webview src="red.html"></webview>';
      const created = document.createElement("webview");
      const made = new WebView();
      for (const view of [created, made]) view.src = "green.html";
      const views = [document.querySelector("#parsed"), box.firstChild, created, created.cloneNode(), made];
      const deep = document.createElement("div");
      deep.append(...views.slice(2));
      const ready = [areParsedReady(), ...views.slice(1).map((view) => event(view, "dom-ready"))];
      document.body.append(deep);
      if (views[0].getTitle === undefined) throw new Error("no methods");
      await Promise.all(ready);
      return views.map((view) => [view instanceof WebView, view.constructor === WebView, view.getURL().split("/").pop()]);
    });
    assert.deepEqual(seen, ["red", "red", "green", "green", "green"].map((name) => [true, true, `${name}.html`]));
  });

  test(`a guest's messages and its host's arrive whole and in order, ${how}`, async () => {
    const { app, page } = await started({
      isolated,
      files: {
        "guest.js": `
          const { ipcRenderer } = require("electron");
          ipcRenderer.sendToHost("first", 1);
          ipcRenderer.on("ping", (event, ...args) => ipcRenderer.sendToHost("pong", ...args));
          for (let i = 0; i < 100; ++i) ipcRenderer.sendToHost("count", i);`,
      },
      main: 'ipcMain.on("from-guest", (event) => heardInMain.push(event.sender.getType()));',
    });
    const seen = await page(async () => {
      const view = new WebView();
      view.preload = "guest.js";
      view.src = "red.html";
      const messages = [];
      view.addEventListener("ipc-message", ({ channel, args, frameId }) => messages.push([channel, args, frameId]));
      document.body.append(view);
      await event(view, "dom-ready");
      const answer = event(view, "ipc-message");
      const given = await view.send("ping", "text", new Map([["key", [new Date(7)]]]), new Uint8Array([1, 2]), undefined);
      const { args, frameId } = await answer;
      const back = event(view, "ipc-message");
      await view.sendToFrame(frameId, "ping", "to the frame");
      const toFrame = (await back).args;
      return {
        given: String(given),
        channels: messages.map(([channel]) => channel),
        counts: messages.filter(([channel]) => channel === "count").map(([, [number]]) => number),
        map: args[1] instanceof Map && args[1].get("key")[0] instanceof Date && args[1].get("key")[0].getTime(),
        bytes: args[2] instanceof Uint8Array && [...args[2]],
        length: args.length,
        frames: frameId.length === 2 && frameId.every((number) => Number.isInteger(number) && number > 0),
        toFrame,
      };
    });
    assert.deepEqual(seen, {
      given: "undefined",
      channels: ["first", ...Array(100).fill("count"), "pong", "pong"],
      counts: Array.from({ length: 100 }, (_, index) => index),
      map: 7,
      bytes: [1, 2],
      length: 4,
      frames: true,
      toFrame: ["to the frame"],
    });
    await app.main(() => 0);
  });

  test(`what cannot be cloned is refused, and wrong arguments too, ${how}`, async () => {
    const { page } = await started({ isolated });
    const seen = await page(async () => {
      const view = shown({ src: "red.html" });
      const error = async (run) => {
        try {
          await run();
          return "nothing";
        } catch (error) {
          return error instanceof Error ? `${error.name}: ${error.message}` : `not of this realm: ${error}`;
        }
      };
      const early = await error(() => view.getURL());
      await event(view, "dom-ready");
      return {
        early,
        detached: await error(() => new WebView().executeJavaScript("1")),
        call: await error(() => view.send("x", () => {})),
        symbol: await error(() => view.send("x", Symbol("s"))),
        channel: await error(() => view.send(5)),
        url: await error(() => view.loadURL(5)),
        zoom: await error(() => view.setZoomFactor("2")),
        zero: await error(() => view.setZoomFactor(0)),
        muted: await error(() => view.setAudioMuted(1)),
        find: await error(() => view.findInPage("")),
        stop: await error(() => view.stopFindInPage("now")),
        index: await error(() => view.goToIndex(1.5)),
        frame: await error(() => view.sendToFrame("a", "x")),
        other: await error(() => WebView.prototype.reload.call(document.body)),
        thrown: await error(() => view.executeJavaScript("Promise.reject(new RangeError('out'))")),
      };
    });
    assert.equal(seen.early, notAttached);
    assert.equal(seen.detached, notAttached);
    assert.match(seen.call, /could not be cloned/);
    assert.match(seen.symbol, /could not be cloned/);
    assert.equal(seen.channel, "TypeError: The channel must be a string");
    assert.equal(seen.url, "TypeError: url must be a string");
    assert.equal(seen.zoom, "TypeError: factor must be a number");
    assert.equal(seen.zero, "TypeError: 'zoomFactor' must be a double greater than 0.0");
    assert.equal(seen.muted, "TypeError: muted must be a boolean");
    assert.equal(seen.find, "TypeError: text must not be empty");
    assert.match(seen.stop, /^TypeError: action must be one of clearSelection/);
    assert.equal(seen.index, "TypeError: index must be an integer");
    assert.equal(seen.frame, "TypeError: frameId must be a number");
    assert.equal(seen.other, "TypeError: Can only be called on a <webview> element");
    assert.equal(seen.thrown, "RangeError: out");
  });

  test(`a guest tells of its loads, and its element answers from it, ${how}`, async () => {
    const { page, folder } = await started({ isolated });
    const seen = await page(async () => {
      const view = shown({ src: "red.html" });
      await event(view, "did-stop-loading");
      const first = heard(view).splice(0);
      const states = { url: view.getURL(), title: view.getTitle(), loading: [view.isLoading(), view.isLoadingMainFrame(), view.isWaitingForResponse()] };
      const stopped = event(view, "did-stop-loading");
      view.src = "green.html";
      await stopped;
      const second = { url: view.getURL(), src: view.getAttribute("src"), back: [view.canGoBack(), view.canGoForward(), view.canGoToOffset(-1), view.canGoToOffset(1)] };
      const back = event(view, "did-stop-loading");
      view.goBack();
      await back;
      const third = { url: view.getURL(), property: view.src, back: [view.canGoBack(), view.canGoForward()] };
      const navigated = event(view, "did-navigate-in-page");
      await view.executeJavaScript("location.hash = 'there'");
      await navigated;
      const fourth = view.src;
      const reloaded = event(view, "did-navigate");
      await view.executeJavaScript("window.mark = 1");
      view.src = view.src;
      await reloaded;
      return { first, states, second, third, fourth, mark: await view.executeJavaScript("String(window.mark)") };
    });
    const red = `file://${folder}/red.html`;
    const green = `file://${folder}/green.html`;
    const order = ["did-attach", "did-start-loading", "load-commit", "did-navigate", "dom-ready", "did-finish-load", "did-stop-loading"];
    assert.deepEqual(seen.first.map(([name]) => name).filter((name) => order.includes(name)), order);
    const fields = Object.fromEntries(seen.first);
    assert.deepEqual(fields["load-commit"], { url: red, isMainFrame: true });
    assert.deepEqual(fields["did-navigate"], { url: red });
    assert.deepEqual(fields["page-title-updated"], { title: "Red", explicitSet: true });
    assert.deepEqual(fields["did-frame-finish-load"], { isMainFrame: true });
    assert.deepEqual(seen.states, { url: red, title: "Red", loading: [false, false, false] });
    assert.equal(seen.second.url, green);
    assert.deepEqual(seen.second.back, [true, false, true, false]);
    assert.deepEqual(seen.third, { url: red, property: red, back: [false, true] });
    assert.equal(seen.fourth, `${red}#there`);
    assert.equal(seen.mark, "undefined");
  });

  test(`the methods hold where the page has changed its prototypes, ${how}`, async () => {
    const { page } = await started({
      isolated,
      html: `<script>
          const broken = () => { throw new Error("the page has changed it"); };
          for (const prototype of [Element.prototype, Node.prototype, EventTarget.prototype, HTMLUnknownElement.prototype]) {
            for (const name of ["getAttribute", "setAttribute", "hasAttribute", "dispatchEvent", "getBoundingClientRect", "getRootNode", "querySelectorAll", "contains"]) {
              if (Object.hasOwn(prototype, name)) prototype[name] = broken;
            }
          }
          window.DOMException = window.Event = window.URL = broken;
          Object.defineProperty(Element.prototype, "localName", { get: broken });
          ${isolated ? "Object.setPrototypeOf = Object.keys = Object.defineProperty = Reflect.apply = broken;" : ""}
          ${isolated ? "Function.prototype.call = Function.prototype.apply = Array.prototype.slice = broken;" : ""}
          console.error = broken;
        </script>`,
      files: { "guest.js": 'require("electron").ipcRenderer.on("ping", (_, value) => require("electron").ipcRenderer.sendToHost("pong", value));' },
    });
    const seen = await page(async () => {
      const view = new WebView();
      view.src = "red.html";
      view.preload = "guest.js";
      document.body.append(view);
      await event(view, "dom-ready");
      const answer = event(view, "ipc-message");
      await view.send("ping", { a: 1 });
      const { channel, args } = await answer;
      return [channel, args, view.getURL().split("/").pop(), view instanceof WebView, await view.executeJavaScript("1 + 1")];
    });
    assert.deepEqual(seen, ["pong", [{ a: 1 }], "red.html", true, 2]);
  });

  test(`partition and src cannot be taken back once a guest has navigated, ${how}`, async () => {
    const { page } = await started({ isolated });
    const seen = await page(async () => {
      const view = shown({ src: "red.html", partition: "one" });
      await event(view, "dom-ready");
      const error = (run) => {
        try {
          run();
          return "nothing";
        } catch (error) {
          return [error instanceof DOMException, error.name, error.message];
        }
      };
      const errors = [
        error(() => { view.partition = "two"; }),
        error(() => view.setAttribute("partition", "two")),
        error(() => { view.partition = "one"; }),
        error(() => Element.prototype.setAttribute.call(view, "partition", "two")),
      ];
      view.removeAttribute("src");
      await Promise.resolve();
      return { errors, partition: view.partition, src: view.getAttribute("src").split("/").pop() };
    });
    const refused = [true, "InvalidStateError", "The object has already navigated, so its partition cannot be changed."];
    assert.deepEqual(seen, { errors: [refused, refused, "nothing", "nothing"], partition: "one", src: "red.html" });
  });

  test(`a guest ends with its element, and another one begins where it comes back, ${how}`, async () => {
    const { app, page } = await started({ isolated, html: '<p></p>' });
    const seen = await page(async () => {
      const view = shown({ src: "red.html" });
      await event(view, "dom-ready");
      const first = view.getWebContentsId();
      const ended = event(view, "destroyed");
      view.remove();
      await ended;
      let early;
      try {
        view.getURL();
      } catch (error) {
        early = String(error);
      }
      document.body.append(view);
      await event(view, "dom-ready");
      const second = view.getWebContentsId();
      const again = event(view, "dom-ready");
      document.querySelector("p").append(view);
      await again;
      return { early, ids: [first, second, view.getWebContentsId()], url: view.getURL().split("/").pop() };
    });
    assert.equal(seen.early, notAttached);
    assert.equal(new Set(seen.ids).size, 3);
    assert.equal(seen.url, "red.html");
    const guests = () => app.main(({ webContents }) => webContents.getAllWebContents().filter((each) => each.getType() === "webview").map(({ id }) => id));
    assert.deepEqual(await guests(), [seen.ids[2]]);
    await page(() => document.body.replaceChildren());
    await app.until("the guest to end", async () => (await guests()).length === 0);
  });
}

test("a webview in a shadow root has a guest, and loses it with the root's host", async () => {
  const { app, page } = await started({ html: "<div></div>" });
  await page(async () => {
    const root = document.querySelector("div").attachShadow({ mode: "closed" });
    root.innerHTML = '<webview src="red.html"></webview>';
    await event(root.firstChild, "dom-ready");
  });
  const guests = () => app.main(({ webContents }) => webContents.getAllWebContents().filter((each) => each.getType() === "webview").length);
  assert.equal(await guests(), 1);
  await page(() => document.querySelector("div").remove());
  await app.until("the guest to end", async () => (await guests()) === 0);
});

test("a preload script has the element's methods, and its events with their fields", async () => {
  const { app } = await started({
    html: '<webview src="red.html"></webview>',
    preload: `
      addEventListener("DOMContentLoaded", () => {
        const view = document.querySelector("webview");
        view.addEventListener("did-navigate", ({ url }) => console.log("navigated to " + url.split("/").pop() + ", " + view.getURL().split("/").pop()), true);
      });`,
    main: 'function beforeLoad(window) { window.webContents.on("console-message", ({ message }) => console.log(message)); }',
  });
  await app.printed("navigated to red.html, red.html");
});

test("sources that do not load, preloads that fail and guests that die tell it, and the host goes on", async () => {
  const { app, page } = await started({
    html: "",
    files: { "throws.js": "throw new Error('the preload fails')" },
  });
  const seen = await page(async () => {
    const made = (attributes) => {
      const view = Object.assign(new WebView(), attributes);
      document.body.append(view);
      return view;
    };
    const failed = async (view) => {
      const { errorCode, errorDescription, isMainFrame } = await event(view, "did-fail-load");
      return [errorCode, errorDescription, isMainFrame];
    };
    const missing = await failed(made({ src: "nothing.html" }));
    const noUrl = await failed(made({ src: "http://" }));
    const closed = await failed(made({ src: "http://127.0.0.1:47999/" }));
    const noPreload = made({ src: "red.html", preload: "nothing.js" });
    await event(noPreload, "dom-ready");
    const throwing = made({ src: "red.html", preload: "throws.js" });
    await event(throwing, "dom-ready");
    const dying = made({ src: "red.html" });
    await event(dying, "dom-ready");
    return { missing, noUrl, closed, alive: dying.isCrashed(), id: dying.getWebContentsId() };
  });
  assert.deepEqual(seen.missing, [-6, "ERR_FILE_NOT_FOUND", true]);
  assert.deepEqual(seen.noUrl, [-300, "ERR_INVALID_URL", true]);
  assert.deepEqual(seen.closed, [-102, "ERR_CONNECTION_REFUSED", true]);
  assert.equal(seen.alive, false);
  const gone = page(async () => {
    const dying = [...document.querySelectorAll("webview")].at(-1);
    const { details } = await event(dying, "render-process-gone");
    const crashed = dying.isCrashed();
    const ready = event(dying, "dom-ready");
    dying.reload();
    await ready;
    return [details.reason, crashed, dying.isCrashed()];
  });
  await app.main(({ webContents }, id) => webContents.fromId(id).forcefullyCrashRenderer(), seen.id);
  const [reason, crashed, after] = await gone;
  assert.match(reason, /crashed|killed/);
  assert.deepEqual([crashed, after], [true, false]);
});

test("a guest within a guest is an unknown element", async () => {
  const { page } = await started({
    files: { "nested.html": '<webview src="red.html"></webview>' },
  });
  const seen = await page(async () => {
    const view = shown({ src: "nested.html" });
    await event(view, "did-finish-load");
    return view.executeJavaScript("[typeof WebView, typeof document.querySelector('webview').loadURL]");
  });
  assert.deepEqual(seen, ["undefined", "undefined"]);
});

test("an element that leaves in the middle of its load leaves nothing behind", async () => {
  const { app, page } = await started({});
  await page(async () => {
    for (let i = 0; i < 20; ++i) {
      const view = new WebView();
      view.src = "red.html";
      document.body.append(view);
      if (i % 4 === 1) await Promise.resolve();
      if (i % 4 === 2) await new Promise((resolve) => setTimeout(resolve, 5));
      if (i % 4 === 3) await event(view, "did-start-loading");
      view.remove();
    }
  });
  await app.until("all guests to end", () =>
    app.main(({ webContents }) => webContents.getAllWebContents().every((each) => each.getType() !== "webview")),
  );
});

test("guests end with the document that has them, and with their window", async () => {
  const { app, page } = await started({ html: '<webview src="red.html"></webview>' });
  const guests = () => app.main(({ webContents }) => webContents.getAllWebContents().filter((each) => each.getType() === "webview").map(({ id }) => id));
  await app.until("the guest", async () => (await guests()).length === 1);
  const [first] = await guests();
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].reload());
  await app.until("another guest alone", async () => {
    const all = await guests();
    return all.length === 1 && all[0] !== first;
  });
  await page(() => new Promise((resolve) => {
    const { length } = document.querySelectorAll("webview");
    resolve(length);
  }));
  await app.main(({ app, BrowserWindow }) => {
    app.on("window-all-closed", () => {});
    BrowserWindow.getAllWindows()[0].destroy();
  });
  await app.until("no guest", async () => (await guests()).length === 0);
});

test("50 guests that were made and removed leave no process behind", async () => {
  const { app, page } = await started({});
  const before = app.processes().length;
  for (let round = 0; round < 10; ++round) {
    await page(async () => {
      const views = Array.from({ length: 5 }, () => shown({ src: "red.html" }));
      await Promise.all(views.map((view) => event(view, "did-stop-loading")));
      const ended = views.map((view) => event(view, "destroyed"));
      for (const view of views) view.remove();
      await Promise.all(ended);
    });
  }
  await app.until("all their processes to end", () => app.processes().length <= before);
  assert.equal(await app.main(({ webContents }) => webContents.getAllWebContents().length), 1);
});

test("a page's iframe has no webviews of its own", async () => {
  const { page } = await started({
    html: '<iframe src="frame.html"></iframe>',
    files: { "frame.html": '<webview src="red.html"></webview><script>parent.seen = [typeof WebView, typeof document.querySelector("webview").loadURL]</script>' },
  });
  assert.deepEqual(await page(() => window.seen), ["undefined", "undefined"]);
});

test("a guest tells its icons, its console, what the pointer is on and where it was asked for a menu", async () => {
  const { app, page } = await started({
    files: {
      "told.html": `<!doctype html><link rel="icon" href="icon.png"><style>html, a { background: #ff0000; display: block; height: 100px }</style>
        <a href="green.html">to the next</a><script>console.warn("from the guest")</script>`,
    },
  });
  const window = await app.window("Host");
  const said = page(async () => {
    const view = shown({ src: "told.html", style: "display: flex; width: 200px; height: 200px" });
    const [icons, message] = await Promise.all([event(view, "page-favicon-updated"), event(view, "console-message")]);
    return [icons.favicons.map((url) => url.split("/").pop()), message.level, message.message, message.sourceId.split("/").pop()];
  });
  assert.deepEqual(await said, [["icon.png"], 2, "from the guest", "told.html"]);
  await app.until("the guest to be seen", async () => (await here.screen.look(window)).boxOf("#ff0000"));
  await page(() => {
    const view = document.querySelector("webview");
    window.target = event(view, "update-target-url");
    window.menu = event(view, "context-menu");
  });
  await here.screen.xdotool("mousemove", window.x + 20, window.y + 10);
  assert.equal(await page(async () => (await window.target).url.split("/").pop()), "green.html");
  await here.screen.xdotool("click", 3);
  const params = await page(async () => (await window.menu).params);
  assert.deepEqual([params.x, params.y, params.linkURL.split("/").pop(), params.linkText], [20, 10, "green.html", "to the next"]);
  await here.screen.key("Escape");
});

test("a guest finds text, is shown larger, edited, pictured and printed", async () => {
  const { page } = await started({ files: { "text.html": '<!doctype html><p>one two one</p><input value="abc" autofocus>' } });
  const seen = await page(async () => {
    const view = shown({ src: "text.html" });
    await event(view, "did-stop-loading");
    const found = event(view, "found-in-page");
    const request = view.findInPage("one");
    const { result } = await found;
    view.stopFindInPage("clearSelection");
    view.setZoomFactor(2);
    const zoom = [view.getZoomFactor(), Math.round(view.getZoomLevel() * 100)];
    view.setAudioMuted(true);
    const agent = view.getUserAgent() === navigator.userAgent;
    view.setUserAgent("a reader");
    await view.executeJavaScript("document.querySelector('input').focus()");
    view.selectAll();
    await view.insertText("written");
    const picture = await view.capturePage();
    const pdf = await view.printToPDF({});
    const key = await view.insertCSS("p { color: rgb(1, 2, 3) }");
    const color = () => view.executeJavaScript("getComputedStyle(document.querySelector('p')).color");
    const colored = await color();
    await view.removeInsertedCSS(key);
    return {
      find: [result.requestId === request, result.matches, result.activeMatchOrdinal],
      zoom,
      muted: view.isAudioMuted(),
      agent: [agent, view.getUserAgent()],
      value: await view.executeJavaScript("document.querySelector('input').value"),
      picture: [picture.isEmpty(), picture.getSize().width > 0, picture.toPNG() instanceof Uint8Array, picture.toDataURL().startsWith("data:image/png;base64,iVBOR")],
      pdf: pdf instanceof Uint8Array && String.fromCharCode(...pdf.slice(0, 5)),
      colors: [colored, (await color()) !== colored],
    };
  });
  assert.deepEqual(seen, {
    find: [true, 2, 1],
    zoom: [2, 380],
    muted: true,
    agent: [true, "a reader"],
    value: "written",
    picture: [false, true, true, true],
    pdf: "%PDF-",
    colors: ["rgb(1, 2, 3)", true],
  });
});

test("all that an element gives its page is of the page's own world", async () => {
  const { page } = await started({
    files: { "guest.js": 'require("electron").ipcRenderer.sendToHost("given", { list: [new Map([[{}, new Date()]])], error: new TypeError("x") });' },
  });
  const foreign = await page(async () => {
    const seen = new Set();
    const found = [];
    const roots = [Object.prototype, Function.prototype];
    const walk = (value, path) => {
      if ((typeof value !== "object" || value === null) && typeof value !== "function") return;
      if (seen.has(value) || value === window || path.length > 12) return;
      seen.add(value);
      let top = value;
      for (let next = value; next !== null; next = Object.getPrototypeOf(next)) top = next;
      if (!roots.includes(top) && Object.getPrototypeOf(value) !== null) found.push(path.join("."));
      for (const key of Reflect.ownKeys(value)) {
        const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
        for (const part of [descriptor.value, descriptor.get, descriptor.set]) walk(part, [...path, String(key)]);
      }
      if (value instanceof Map) for (const [key, item] of value) walk(key, [...path, "key"]), walk(item, [...path, "item"]);
      walk(Object.getPrototypeOf(value), [...path, "prototype"]);
    };
    const view = new WebView();
    view.src = "red.html";
    view.preload = "guest.js";
    let early;
    try {
      view.getURL();
    } catch (error) {
      early = error;
    }
    document.body.append(view);
    const [message, ready] = await Promise.all([event(view, "ipc-message"), event(view, "dom-ready")]);
    const sent = view.send("x");
    const rejected = await view.send("x", () => {}).catch((error) => error);
    const failed = await view.loadURL("nothing.html").catch((error) => error);
    const result = await view.executeJavaScript("({ deep: [new Set([1])] })");
    const things = { WebView, view, early, message, ready, sent, rejected, failed, result, attach: Element.prototype.attachShadow };
    for (const [name, thing] of Object.entries(things)) walk(thing, [name]);
    return [found, seen.size > 500, message.args[0].error instanceof TypeError];
  });
  assert.deepEqual(foreign, [[], true, true]);
});
