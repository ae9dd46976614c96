// What a page cannot have of the machine: the secrets that main was given, and what the kernel shows of
// processes.

import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { session } from "./support/session.mjs";

const here = session();

const main = (preferences = "") => `
  const { join } = require("node:path");
  const { app, BrowserWindow } = require("electron");
  app.whenReady().then(() => {
    new BrowserWindow({ webPreferences: { preload: join(__dirname, "preload.js"), ${preferences} } }).loadFile("index.html");
  });`;

const environmentOf = (pid) => readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");

test("no process of the windows has the secrets of main's environment", async () => {
  const path = here.write({ "index.js": main(), "preload.js": "", "index.html": "" });
  const app = here.cation(path, { env: { AWS_SECRET_ACCESS_KEY: "hidden", SECRET: "hidden", LC_TIME: "C" } });
  await app.loaded();
  const windows = app.processes().filter(({ pid }) => pid !== app.child.pid);
  for (const name of ["cation-shell", "WebKitNetworkProcess", "WebKitWebProcess"]) {
    assert.ok(windows.some(({ command }) => command.includes(name)), name);
  }
  for (const { pid, command } of windows) {
    const environment = environmentOf(pid);
    assert.deepEqual(environment.filter((variable) => variable.includes("hidden")), [], command);
    assert.ok(environment.includes("LC_TIME=C"), command);
  }
});

test("a preload has main's environment, and an iframe of its page has not", async () => {
  const preload = `
    const { contextBridge } = require("electron");
    let env;
    try { env = process.env.SECRET } catch (error) { env = String(error) }
    contextBridge.exposeInMainWorld("seen", String(env));`;
  const files = { "preload.js": preload, "index.html": '<iframe src="inner.html"></iframe>', "inner.html": "" };
  const seen = () => [window.seen, String(frames[0].seen)];
  for (const [preferences, expected] of [
    ["", ["hidden", "undefined"]],
    ["nodeIntegrationInSubFrames: true", ["hidden", "hidden"]],
  ]) {
    const app = here.cation(here.write({ "index.js": main(preferences), ...files }), { env: { SECRET: "hidden" } });
    await app.loaded();
    assert.deepEqual(await app.page(seen), expected);
  }
});

test("a page in a file reads other files, and nothing of what the kernel shows", async () => {
  const path = here.write({
    "index.js": main(),
    "preload.js": "",
    "index.html": "<body></body>",
    "other.js": "window.other = 1",
    "data.txt": "the text",
  });
  symlinkSync("/proc/self/environ", join(path, "link.txt"));
  symlinkSync("/proc/self", join(path, "folder"));
  const app = here.cation(path);
  await app.loaded();
  const read = async (urls) => {
    const soon = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, 3000, "nothing"))]);
    const element = (name, key, url, after = () => "loaded") =>
      soon(
        new Promise((done) => {
          const made = document.createElement(name);
          made.onload = () => done(after(made));
          made.onerror = () => done("nothing");
          made[key] = url;
          document.body.append(made);
        }),
      );
    const textOf = (made) => made.contentDocument?.documentElement?.textContent || "nothing";
    const ways = {
      fetch: (url) => fetch(url).then((answer) => answer.text(), () => "nothing"),
      xhr: (url) =>
        new Promise((done) => {
          const request = new XMLHttpRequest();
          request.onloadend = () => done(request.responseText || "nothing");
          request.open("GET", url);
          request.send();
        }),
      sync(url) {
        const request = new XMLHttpRequest();
        try {
          request.open("GET", url, false);
          request.send();
        } catch {}
        return request.responseText || "nothing";
      },
      iframe: (url) => element("iframe", "src", url, textOf),
      object: (url) => element("object", "data", url, textOf),
      embed: (url) => element("embed", "src", url, (made) => made.getSVGDocument?.()?.documentElement?.textContent || "nothing"),
      script: (url) => element("script", "src", url),
      module: (url) => import(url).then(() => "loaded", () => "nothing"),
      style: (url) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        return soon(new Promise((done) => {
          link.onload = () => done(link.sheet?.cssRules.length ? "loaded" : "nothing");
          link.onerror = () => done("nothing");
          link.href = url;
          document.body.append(link);
        }));
      },
      worker: (url) =>
        soon(new Promise((done) => {
          const code = `try { importScripts(${JSON.stringify(url)}); postMessage("loaded") } catch { postMessage("nothing") }`;
          const worker = new Worker(URL.createObjectURL(new Blob([code])));
          worker.onmessage = ({ data }) => done(data);
          worker.onerror = () => done("nothing");
        })),
    };
    const seen = [];
    await Promise.all(
      urls.flatMap((url) =>
        Object.entries(ways).map(async ([way, read]) => {
          const text = await read(url);
          if (text !== "nothing") seen.push(`${way} ${url}: ${text.slice(0, 60)}`);
        }),
      ),
    );
    return seen.sort();
  };
  const allowed = await app.page(read, { args: [[`file://${path}/data.txt`, `file://${path}/other.js`]] });
  for (const way of ["fetch", "xhr", "sync", "iframe", "script"]) {
    assert.ok(allowed.some((line) => line.startsWith(`${way} file://${path}/`)), `${way}: ${allowed.join("\n")}`);
  }
  const forbidden = [
    "file:///proc/self/environ", "file://localhost/proc/self/environ", "file:///./proc/self/environ",
    "file:////proc/self/environ", "file:///tmp/../proc/self/environ", "file:///%70roc/self/environ",
    "file:///tmp/..%2fproc/self/environ", "file:///proc%2fself/environ", "/proc/self/environ",
    "file:///proc/version", "file:///sys/kernel/uevent_seqnum", "file:///dev/fd/0",
  ];
  assert.deepEqual(await app.page(read, { args: [forbidden] }), []);
  // Links are followed where a frame shows what is behind them.
  const links = await app.page(read, { args: [["link.txt", "folder/environ"]] });
  assert.deepEqual(links.filter((line) => /^(iframe|object|embed)/.test(line)), []);
});

test("no window shows what the kernel shows", async () => {
  const path = here.write({ "index.js": main(), "preload.js": "", "index.html": "" });
  symlinkSync("/proc/self/environ", join(path, "link.txt"));
  const app = here.cation(path);
  await app.loaded();
  for (const url of ["file:///proc/self/environ", "file:///tmp/../proc/version", `file://${path}/link.txt`]) {
    const error = await app.main(({ BrowserWindow }, url) => {
      return BrowserWindow.getAllWindows()[0].loadURL(url).then(() => "loaded", (error) => error.message);
    }, url);
    assert.match(error, /ERR_ACCESS_DENIED/);
  }
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].loadFile("index.html"));
  // A page that goes there itself stays where it is.
  await app.page(() => void (location.href = "file:///proc/self/environ"));
  await app.page(() => new Promise((done) => setTimeout(done, 200)));
  assert.match(await app.page(() => location.href), /index\.html$/);
});
