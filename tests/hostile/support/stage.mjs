// Main, as an app runs it, with a shell and renderers that say whatever a test wants. Nothing here is
// part of main but main itself.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { dist, fixture, keepReports, root, sanitizing } from "../../e2e/support/app.mjs";
import { until } from "../../e2e/support/until.mjs";
import { Speaker } from "./speaker.mjs";
import { clone, kinds, message, readMessage, record, sealed, unclone } from "./wire.mjs";

const relay = process.env.CATION_HOSTILE_RELAY ?? join(root, "build/release/tests/hostile/cation-shell");
/** What an honest window may wait for an answer before main counts as hanging. */
export const patience = Number(process.env.CATION_HOSTILE_PATIENCE ?? 5_000);

export class Stage {
  stderr = "";
  stdout = "";
  hasEnded = false;
  /** What main has said to the shell: `{channel, args}`. */
  heard = [];
  links = new Map();
  #input = Buffer.alloc(0);
  #lastLink = 0;
  #lastFlood = 0;
  #lastToken = 0;
  #lastPage = 100;
  #lastFile = 0;
  #floods = new Map();
  #answers = new Map();

  static async start({ limit, nodeOptions = [] } = {}) {
    const stage = new Stage();
    stage.folder = mkdtempSync(join(tmpdir(), "hostile-"));
    cpSync(dist, join(stage.folder, "dist"), { recursive: true });
    rmSync(join(stage.folder, "dist/cation-shell"));
    copyFileSync(relay, join(stage.folder, "dist/cation-shell"));
    const path = join(stage.folder, "test");
    const server = createServer();
    server.listen(path);
    await once(server, "listening");
    const command = [process.execPath, ...nodeOptions, join(stage.folder, "dist/cli.cjs"), fixture("hostile")];
    const limited = limit ? ["prlimit", `--nofile=${limit}:${limit}`, ...command] : command;
    stage.child = spawn(limited[0], limited.slice(1), {
      env: { ...process.env, CATION_HOSTILE: path, TMPDIR: stage.folder, XDG_RUNTIME_DIR: stage.folder, ...sanitizing() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const name of ["stdout", "stderr"]) {
      stage.child[name].setEncoding("utf8").on("data", (text) => (stage[name] = (stage[name] + text).slice(-1 << 20)));
    }
    keepReports(stage.child);
    stage.child.once("exit", (code, signal) => {
      stage.hasEnded = true;
      stage.end = { code, signal };
    });
    [stage.socket] = await Promise.race([
      once(server, "connection"),
      once(stage.child, "exit").then(() => Promise.reject(new Error(`main did not start: ${stage.stderr}`))),
    ]);
    server.close();
    stage.socket.on("data", (bytes) => stage.#read(bytes));
    stage.socket.on("error", () => {});
    stage.links.set(0, { take: (heard) => stage.#hearMain(heard), onClosed() {} });
    stage.tell("ready", { webkit: "0", gtk: "0" });
    stage.honest = await stage.renderer(await stage.window(1));
    return stage;
  }

  async stop() {
    this.socket?.destroy();
    if (!this.hasEnded) {
      const gone = once(this.child, "exit");
      this.child.kill("SIGKILL");
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  until(what, check, options) {
    const hopeless = () => (this.hasEnded ? `main has ended (${JSON.stringify(this.end)})\n${this.stderr}` : undefined);
    return until(what, check, { hopeless, ...options });
  }

  // ---- the relay ----

  order(command) {
    const bytes = clone(command);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    this.socket.write(length);
    this.socket.write(bytes);
  }

  #read(bytes) {
    this.#input = this.#input.length ? Buffer.concat([this.#input, bytes]) : bytes;
    let at = 0;
    while (this.#input.length - at >= 4) {
      const length = this.#input.readUInt32LE(at);
      if (this.#input.length - at - 4 < length) break;
      this.#take(unclone(Uint8Array.from(this.#input.subarray(at + 4, at + 4 + length))));
      at += 4 + length;
    }
    this.#input = this.#input.subarray(at);
  }

  #take(report) {
    if (report.through !== undefined) this.#floods.get(report.through)?.();
    if (report.name !== undefined) this.#answers.get(report.name)?.(report);
    if (report.link === undefined) return;
    const link = this.links.get(report.link);
    if (report.opened !== undefined) this.#answers.get(`link ${report.link}`)?.(report);
    if (report.closed) {
      this.links.delete(report.link);
      link?.onClosed();
    }
    if (report.message) link?.take({ ...readMessage(report.message), files: report.files });
  }

  #answer(key) {
    return new Promise((resolve) => this.#answers.set(key, resolve));
  }

  /** Sends a packet so many times; resolves when the last one has left, or its link has closed. */
  packet(link, bytes, { files = [], times = 1 } = {}) {
    const id = ++this.#lastFlood;
    this.order({ op: "packet", link, bytes: Uint8Array.from(bytes), files, times, id });
    return new Promise((resolve) => this.#floods.set(id, resolve));
  }

  /** A file that packets can carry, by its name. */
  file(kind, { size = 0, seals = 0, bytes } = {}) {
    const name = `file-${++this.#lastFile}`;
    this.order({ op: "file", name, kind, size, seals });
    if (bytes) this.write(name, 0, bytes);
    return name;
  }

  memory(bytes, seals = sealed) {
    return this.file("memory", { size: bytes.length, seals, bytes });
  }

  write(name, offset, bytes) {
    this.order({ op: "write", name, offset, bytes: Uint8Array.from(bytes) });
  }

  scribble(name, bytes, seed) {
    this.order({ op: "scribble", name, bytes, seed });
  }

  drop(name) {
    this.order({ op: "drop", name });
  }

  // ---- the shell ----

  tell(channel, ...args) {
    void this.packet(0, record(message(kinds.send, { channel, body: clone(args) })));
  }

  #hearMain({ kind, call, channel, body }) {
    const args = body.length ? unclone(body) : undefined;
    if (kind === kinds.invoke) {
      void this.packet(0, record(message(kinds.resolve, { call, body: clone({ canceled: true, filePaths: [] }) })));
    }
    this.heard.push({ channel, args });
    // As WebKit does: a process that is ended on demand was killed.
    if (channel === "contents.crash") this.tell("contents.gone", args[0], "killed");
  }

  token() {
    const token = (++this.#lastToken).toString(16).padStart(64, "e");
    this.tell("renderer.expected", token);
    return token;
  }

  /** Waits for the app's next window and gives its number. */
  async window(number) {
    const wanted = number ?? (await this.honest.invoke("window", []));
    await this.until(`window ${wanted}`, () =>
      this.heard.some(({ channel, args }) => channel === "window.create" && args[0].contents === wanted),
    );
    const url = "data:text/html,hi";
    this.tell("contents.started", wanted, 1, url);
    this.tell("contents.committed", wanted, 1, url, 200, "OK");
    this.tell("contents.finished", wanted, 1, url);
    return wanted;
  }

  // ---- renderers ----

  /** A connection that has said nothing. */
  async connect() {
    const link = ++this.#lastLink;
    const speaker = new Speaker(this, link);
    this.links.set(link, speaker);
    for (;;) {
      const answer = this.#answer(`link ${link}`);
      this.order({ op: "open", link });
      if ((await answer).opened) return speaker;
    }
  }

  page() {
    return ++this.#lastPage;
  }

  /** A renderer with a page of this contents, and a main document, numbered 1. */
  async renderer(contents, { attach = true, page = this.page() } = {}) {
    const token = this.token();
    this.tell("page.bound", contents, page, token);
    const speaker = await this.connect();
    Object.assign(speaker, { token, page, contents });
    speaker.hello(token);
    if (attach) speaker.attach(1);
    return speaker;
  }

  // ---- main, from outside ----

  status(field) {
    const text = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(text.match(new RegExp(`^${field}:\\s+(\\d+)`, "m"))?.[1]);
  }
  /** Bytes of main that are resident now, and were at most. */
  get resident() {
    return this.status("VmRSS") * 1024;
  }
  get peak() {
    return this.status("VmHWM") * 1024;
  }
  get descriptors() {
    return readdirSync(`/proc/${this.child.pid}/fd`).length;
  }
  /** Seconds of the processor that main has used. */
  get cpu() {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }
}
