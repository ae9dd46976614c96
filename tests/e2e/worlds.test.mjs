// The worlds of a document share it, and nothing else: no object of the preload's world is within a page's reach
// through the engine, whatever a preload script does with the document. What was looked at is written down in
// tests/fixtures/worlds/looked-at.txt: where an engine brings a new name, the last test fails with that name. Look
// what the name gives to the other world, close it in js/renderer/world-walls.ts where that is an object, and have
// the list written anew with CATION_WRITE_WORLDS=1.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "./support/app.mjs";
import { session } from "./support/session.mjs";

const here = session();
const list = join(root, "tests/fixtures/worlds/looked-at.txt");

const main = (preferences = "") => `
  const { join } = require("node:path");
  const { app, BrowserWindow } = require("electron");
  app.whenReady().then(() => {
    new BrowserWindow({ webPreferences: { preload: join(__dirname, "preload.js"), ${preferences} } }).loadFile("index.html");
  });`;

/** Runs a function in the preload's world, or in one with another number. */
const isolated = (app, run, world = 999) =>
  app.main(
    ({ BrowserWindow }, world, code) =>
      BrowserWindow.getAllWindows()[0].webContents.executeJavaScriptInIsolatedWorld(world, [{ code }]),
    world,
    `(${run})()`,
  );

// Runs in both worlds: `foreign(value)` tells an object of another realm, `walk()` gives the ways to such from the
// window, through all properties of all objects.
const tools = `
  globalThis.foreign = (() => {
    const { getPrototypeOf } = Reflect;
    const end = Object.prototype;
    return (value) => {
      if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
      let last = value;
      for (let next = value; next !== null; next = getPrototypeOf(next)) last = next;
      return last !== value && last !== end;
    };
  })();
  globalThis.walk = () => {
    const seen = new Set();
    const found = [];
    const left = [[window, "window"]];
    const isFrame = (value) => [...document.querySelectorAll("iframe")].some((frame) => frame.contentWindow === value);
    for (let i = 0; i < left.length && i < 200_000; ++i) {
      const [value, path] = left[i];
      if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
      seen.add(value);
      if (value !== window && foreign(value)) {
        if (!isFrame(value)) found.push(path);
        continue;
      }
      if (path.split(" ").length > 6) continue;
      const keys = new Set();
      for (let next = value; next; next = Reflect.getPrototypeOf(next)) for (const key of Reflect.ownKeys(next)) keys.add(key);
      for (const key of keys) {
        try { left.push([value[key], path + " " + String(key)]) } catch (error) { left.push([error, path + " thrown by " + String(key)]) }
      }
      if (typeof value.entries === "function" && !Array.isArray(value)) {
        try { for (const item of value.entries()) left.push([item, path + " entry"]) } catch {}
      }
    }
    return { found, seen: seen.size };
  };`;

// What a preload script may leave in a document: an object of its own, or a function, wherever one may be put.
const leave = () => {
  const secret = { secret: { deeper: [] }, later: Promise.resolve({}) };
  const tried = [];
  const attempt = (what, action) => {
    try {
      Promise.resolve(action()).catch(() => {});
      tried.push(what);
    } catch {}
  };
  const event = (type, Kind, init) => attempt(type, () => document.dispatchEvent(new Kind(type, init)));
  const body = document.body;
  attempt("expandos", () => {
    for (const on of [body, document, navigator, history, location, performance, screen, CSS]) on.expando = secret;
    window.property = secret;
  });
  attempt("handlers", () => {
    body.onclick = window.onresize = document.onscroll = document.fonts.onloading = () => {};
    window.onerror = null;
  });
  attempt("history", () => history.replaceState({ a: { b: [] } }, ""));
  attempt("createEvent", () => {
    for (const [kind, init] of [["CustomEvent", "initCustomEvent"], ["MessageEvent", "initMessageEvent"]]) {
      const made = document.createEvent(kind);
      made[init]("probe", true, true, secret, "", "", window, []);
      document.dispatchEvent(made);
    }
  });
  event("probe", CustomEvent, { detail: secret });
  event("probe", ErrorEvent, { error: secret });
  event("probe", PromiseRejectionEvent, { promise: Promise.resolve(secret), reason: secret });
  attempt("AbortSignal", () => {
    const control = new AbortController();
    control.abort(secret);
    document.dispatchEvent(new CustomEvent("probe", { detail: control.signal }));
  });
  // Every kind of event with an object in every place that takes one.
  for (const name of Object.getOwnPropertyNames(window).filter((name) => name.endsWith("Event"))) {
    const Kind = window[name];
    const init = {};
    const places = [];
    for (let on = Kind?.prototype; on && on !== Event.prototype && on !== Object.prototype; on = Object.getPrototypeOf(on)) {
      places.push(...Object.getOwnPropertyNames(on));
    }
    for (const place of places) {
      for (const value of [secret, secret.later, [secret], new ArrayBuffer(2), new Uint8Array(2), body, window, "x", 1]) {
        try {
          if (new Kind("probe", { ...init, [place]: value })[place] === value) {
            init[place] = value;
            break;
          }
        } catch {}
      }
    }
    event("probe", Kind, init);
  }
  const raise = () => {
    throw Object.assign(new Error("raised"), { secret });
  };
  attempt("errors", () => reportError(Object.assign(new Error("reported"), { secret })));
  attempt("timer", () => setTimeout(raise, 0));
  attempt("microtask", () => queueMicrotask(raise));
  attempt("frame", () => requestAnimationFrame(raise));
  attempt("listener", () => {
    document.addEventListener("raise", raise);
    document.dispatchEvent(new Event("raise"));
  });
  attempt("MutationObserver", () => new MutationObserver(raise).observe(body, { attributes: true }));
  attempt("ResizeObserver", () => new ResizeObserver(raise).observe(body));
  attempt("IntersectionObserver", () => new IntersectionObserver(raise).observe(body));
  attempt("PerformanceObserver", () => new PerformanceObserver(raise).observe({ type: "mark", buffered: true }));
  attempt("attribute", () => body.setAttribute("title", "x"));
  attempt("rejection", () => void Promise.reject(Object.assign(new Error("rejected"), { secret })));
  attempt("performance", () => performance.mark("mark", { detail: secret.secret }));
  attempt("animation", () => {
    const animation = body.animate([{ opacity: 1 }, { opacity: 0.5 }], { duration: 100_000, id: "left" });
    animation.onfinish = () => {};
    animation.expando = [animation.finished, animation.ready, secret];
  });
  attempt("fonts", () => {
    const font = new FontFace("left", "url(data:,)");
    document.fonts.add(font);
    font.load().catch(() => {});
    document.fonts.expando = [font.loaded, document.fonts.ready];
  });
  attempt("sheets", () => {
    const sheet = new CSSStyleSheet();
    sheet.expando = document.adoptedStyleSheets.expando = secret;
    document.adoptedStyleSheets.push(sheet);
  });
  attempt("highlights", () => CSS.highlights.set("left", Object.assign(new Highlight(document.createRange()), { secret })));
  attempt("registerProperty", () => CSS.registerProperty({ name: "--left", syntax: "*", inherits: false, initialValue: "x" }));
  attempt("default policy", () => trustedTypes.createPolicy("default", { createHTML: raise }));
  attempt("policy", () => trustedTypes.createPolicy("left", { createHTML: raise }));
  attempt("media session", () => {
    navigator.mediaSession.metadata = new MediaMetadata({ title: "left" });
    navigator.mediaSession.setActionHandler("play", raise);
  });
  attempt("locks", () => navigator.locks.request("left", () => secret.later));
  attempt("service worker", () => navigator.serviceWorker.ready);
  attempt("elements", () => {
    const shadow = document.createElement("div");
    shadow.attachShadow({ mode: "open" }).expando = secret;
    const video = document.createElement("video");
    video.srcObject = new MediaStream();
    video.addTextTrack("captions").addCue(Object.assign(new VTTCue(0, 1, "x"), { secret }));
    const canvas = document.createElement("canvas");
    const drawing = canvas.getContext("2d");
    drawing.fillStyle = drawing.createLinearGradient(0, 0, 1, 1);
    drawing.expando = secret;
    const popover = document.createElement("div");
    popover.popover = "auto";
    popover.onbeforetoggle = () => {};
    popover.ariaControlsElements = [body];
    const file = document.createElement("input");
    file.type = "file";
    const files = new DataTransfer();
    files.items.add(new File(["x"], "x"));
    file.files = files.files;
    const frame = document.createElement("iframe");
    body.append(shadow, video, canvas, popover, file, frame);
    frame.contentWindow.property = secret;
    frame.contentWindow.onresize = () => {};
    frame.contentWindow.customElements?.define("left-in-frame", class extends frame.contentWindow.HTMLElement {});
  });
  attempt("customElements", () => customElements.define("left-behind", class extends HTMLElement {}));
  attempt("whenDefined", () => customElements.whenDefined("left-waiting"));
  attempt("registry", () => CustomElementRegistry.prototype.define.call(document.customElementRegistry, "left-too", class extends HTMLElement {}));
  attempt("BroadcastChannel", () => new BroadcastChannel("left").postMessage({ a: {} }));
  attempt("postMessage", () => window.postMessage({ a: {} }, "*"));
  // A sloppy function that has the engine call the page's own code in its midst.
  attempt("callers", () => {
    (0, eval)(`(function sloppy() {
      var element = document.querySelector("x-spy");
      element.title = "now";
      element.className = "now";
      element.innerHTML = "<x-spy></x-spy>";
      document.body.append(element.cloneNode(true));
      location.hash = "#now";
      document.querySelector("#input").focus();
    })()`);
  });
  return tried;
};

// Before that, in the page: it listens to all there is, and keeps what it is given.
const page = `<!doctype html><title>page</title><body><input id="input"><script>
  ${tools}
  globalThis.leaks = [];
  globalThis.heard = new Set();
  const look = (what, value) => { heard.add(what); if (foreign(value)) leaks.push(what) };
  const lookInto = (event) => {
    for (let on = event; on && on !== Object.prototype; on = Object.getPrototypeOf(on)) {
      for (const key of Object.getOwnPropertyNames(on)) {
        let value;
        try { value = event[key] } catch (error) { value = error }
        look(event.constructor.name + "." + key, value);
        if (Array.isArray(value)) value.forEach((item) => look(event.constructor.name + "." + key + "[]", item));
      }
    }
  };
  for (const on of [window, document]) {
    for (const type of ["probe", "error", "unhandledrejection", "rejectionhandled", "message", "popstate", "hashchange", "focus"]) {
      on.addEventListener(type, lookInto, true);
    }
  }
  window.onerror = (...given) => given.forEach((value, i) => look("onerror " + i, value));
  new BroadcastChannel("left").onmessage = lookInto;
  function spy() {
    for (let next = spy, i = 0; i < 10 && next; ++i) { next = next.caller; look("caller", next) }
    return spy;
  }
  function XSpy() { spy(); return Reflect.construct(HTMLElement, [], XSpy) }
  XSpy.prototype = Object.create(HTMLElement.prototype, { constructor: { value: XSpy } });
  Object.setPrototypeOf(XSpy, HTMLElement);
  for (const name of ["connectedCallback", "disconnectedCallback", "attributeChangedCallback"]) XSpy.prototype[name] = spy;
  XSpy.observedAttributes = ["title", "class"];
  customElements.define("x-spy", XSpy);
  document.body.append(document.createElement("x-spy"));
  addEventListener("popstate", spy);
  addEventListener("focus", spy, true);
</script>`;

test("nothing that a preload leaves in a document leads a page into its world", async () => {
  const app = here.cation(here.write({ "index.js": main(), "preload.js": "", "index.html": page }));
  await app.loaded();
  const tried = await isolated(app, leave);
  assert.ok(tried.length > 40, tried.join());
  for (const refused of ["default policy", "customElements", "whenDefined", "registry"]) assert.ok(!tried.includes(refused), refused);
  await app.page(() => new Promise((done) => setTimeout(done, 100)));
  // Of their own world functions find a caller as ever.
  assert.equal(await app.page(() => (0, eval)("(function outer() { return (function inner() { return inner.caller.name })() })()")), "outer");
  const { found, seen } = await app.page(() => walk());
  assert.deepEqual(found, []);
  assert.ok(seen > 3000, `${seen}`);
  const { leaks, heard } = await app.page(() => ({ leaks, heard: [...window.heard] }));
  assert.deepEqual([...new Set(leaks)], []);
  for (const what of ["CustomEvent.detail", "ErrorEvent.error", "MessageEvent.data", "onerror 4", "caller"]) assert.ok(heard.includes(what), what);
  assert.equal(await app.page(() => String([customElements.get("left-behind"), frames[0].customElements.get("left-in-frame")])), ",");
});

test("nothing that a page leaves in its document leads a preload's scripts into the page's world", async () => {
  const app = here.cation(here.write({ "index.js": main(), "preload.js": "", "index.html": page }));
  await app.loaded();
  await isolated(app, `() => { ${tools}
    globalThis.leaks = [];
    for (const type of ["probe", "error", "unhandledrejection", "message"]) {
      addEventListener(type, (event) => {
        for (const key of ["detail", "error", "promise", "reason", "data"]) if (foreign(event[key])) leaks.push(type + " " + key);
      }, true);
    }
  }`);
  // The page's own registry of elements is not in the preload's reach at all.
  await app.page(leave);
  await app.page(() => new Promise((done) => setTimeout(done, 100)));
  const { found } = await isolated(app, () => walk());
  assert.deepEqual(found, []);
  assert.deepEqual(await isolated(app, () => leaks), []);
});

test("rejections that nobody handles stay in their world, in every world and frame", async () => {
  const app = here.cation(here.write({
    "index.js": main(),
    "preload.js": "",
    "index.html": "<iframe srcdoc='<p>inner'></iframe><script>" +
      "const heard = []; const hear = (event) => heard.push(String(event.reason));" +
      "addEventListener('unhandledrejection', hear); onload = () => frames[0].addEventListener('unhandledrejection', hear);</script>",
  }));
  await app.loaded();
  const reject = () => {
    Promise.reject(new Error("outer"));
    frames[0].eval?.("0");
    setTimeout(() => {
      new frames[0].Promise((_resolve, no) => no(new Error("inner")));
    }, 0);
    return 1;
  };
  for (const world of [999, 1234]) await isolated(app, reject, world);
  await app.page(reject);
  const heard = await app.until("the page's own", () => app.page(() => (heard.length >= 2 ? heard : undefined)));
  assert.deepEqual(heard.sort(), ["Error: inner", "Error: outer"]);
});

test("custom elements are the page's alone, in every world and frame", async () => {
  const app = here.cation(here.write({ "index.js": main(), "preload.js": "", "index.html": "<iframe srcdoc='<p>inner'></iframe>" }));
  await app.loaded();
  const ways = () => {
    const made = document.body.appendChild(document.createElement("iframe")).contentWindow;
    const all = [window, frames[0], made].map((each) => [
      each.customElements,
      Object.getOwnPropertyNames(each.CustomElementRegistry.prototype).join(),
      Reflect.defineProperty(each, "customElements", { value: 1 }),
      delete each.customElements,
      each.document.defaultView.customElements,
    ]);
    return JSON.stringify(all);
  };
  const closed = JSON.stringify(Array(3).fill([null, "constructor", false, false, null]));
  for (const world of [999, 1234]) assert.equal(await isolated(app, ways, world), closed, String(world));
  assert.equal(await app.page(() => typeof customElements.define), "function");
  // Where the preload is in the page's own world, they are its as well.
  const together = here.cation(here.write({
    "index.js": main("contextIsolation: false"),
    "preload.js": "customElements.define('x-mine', class extends HTMLElement {});",
    "index.html": "",
  }));
  await together.loaded();
  assert.equal(await together.page(() => typeof customElements.get("x-mine")), "function");
});

test("a library that changes collections is not handed ipcRenderer by the bridge", async () => {
  const app = here.cation(here.write({
    "index.js": main(),
    "preload.js": `
      const { contextBridge, ipcRenderer } = require("electron");
      const met = [];
      const meet = (value) => { if (value === ipcRenderer) met.push(new Error().stack) };
      for (const { prototype } of [Set, Map, WeakMap, WeakSet, Array]) {
        for (const name of Object.getOwnPropertyNames(prototype)) {
          const { value } = Object.getOwnPropertyDescriptor(prototype, name);
          if (typeof value !== "function" || name === "constructor") continue;
          Object.defineProperty(prototype, name, {
            value(...args) {
              meet(this);
              for (let i = 0; i < args.length; i++) meet(args[i]);
              try { if (this instanceof Set) for (const item of this) meet(item) } catch {}
              return Reflect.apply(value, this, args);
            },
          });
        }
      }
      contextBridge.exposeInMainWorld("api", { ipcRenderer, ping: (value) => [value, { ipcRenderer }], met: () => met.length });`,
    "index.html": "",
  }));
  await app.loaded();
  assert.deepEqual(await app.page(() => [JSON.stringify(api.ping({ a: [] })), api.met()]), ['[{"a":[]},{"ipcRenderer":{}}]', 0]);
});

test("every name that the engine gives to scripts was looked at", async () => {
  const app = here.cation(here.write({ "index.js": main(), "preload.js": "", "index.html": "" }));
  await app.loaded();
  const { engine, names } = await isolated(app, () => {
    const plain = new Set(["constructor", "prototype", "length", "name", "arguments", "caller"]);
    const isText = (on, key) => {
      const { value, get } = Object.getOwnPropertyDescriptor(on, key);
      return get === undefined && typeof value !== "object" && typeof value !== "function";
    };
    // Constants carry nothing, and the properties of a style are texts, hundreds of them.
    const of = (on, mark = "") =>
      Object.getOwnPropertyNames(on)
        .filter((key) => !plain.has(key) && !isText(on, key))
        .map((key) => mark + key);
    const names = { window: [] };
    for (const name of Object.getOwnPropertyNames(window)) {
      let value;
      try {
        value = window[name];
      } catch {
        continue;
      }
      if (name === "CSSStyleProperties" || name === "foreign" || name === "walk") continue;
      if (!/^[A-Z]/.test(name)) names.window.push(name);
      else if (typeof value === "function") names[name] = [...of(value, "."), ...(value.prototype ? of(value.prototype) : [])];
      else if (typeof value === "object" && value) names[name] = of(value, ".");
    }
    for (const key of Object.keys(names)) names[key].sort();
    const style = Object.getOwnPropertyNames(CSSStyleProperties.prototype).filter((key) => !plain.has(key));
    const others = style.filter((key) => document.body.style[key] !== "" && typeof document.body.style[key] !== "string");
    names.CSSStyleProperties = others.sort();
    return { engine: navigator.userAgent, names };
  });
  const version = await app.main(() => process.versions.webkit);
  if (process.env.CATION_WRITE_WORLDS === "1") {
    const lines = Object.keys(names).sort().map((name) => `${name}: ${names[name].join(" ")}`.trimEnd());
    const old = readFileSync(list, "utf8");
    writeFileSync(list, `${old.slice(0, old.indexOf("\nengine"))}\nengine ${version}\n\n${lines.join("\n")}\n`);
  }
  const known = new Map();
  for (const line of readFileSync(list, "utf8").split("\n").slice(1)) {
    const [, name, members] = line.match(/^(\w+): ?(.*)$/) ?? [];
    if (name) known.set(name, new Set(members.split(" ")));
  }
  const fresh = [];
  for (const [name, members] of Object.entries(names)) {
    if (!known.has(name)) fresh.push(name);
    else fresh.push(...members.filter((member) => !known.get(name).has(member)).map((member) => `${name} ${member}`));
  }
  assert.deepEqual(fresh, [], `WebKit ${version} (${engine}) has names that nobody has looked at; see the top of this file`);
});
