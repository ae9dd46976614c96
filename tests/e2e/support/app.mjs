// An app under test: started as a person starts it, watched from outside, and asked from inside.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { processesWith, socketFolders } from "./traces.mjs";
import { until } from "./until.mjs";

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, "../../..");
export const dist = process.env.CATION_DIST ?? join(root, "build/release/dist");
export const example = (name) => join(root, "examples", name);
export const fixture = (name) => join(root, "tests/fixtures/apps", name);

const markName = "CATION_TEST_MARK";

/** What an app's environment has beside, where its library is instrumented (`./dev test --asan-engine`). */
export function sanitizing() {
  const { CATION_TEST_PRELOAD: preload } = process.env;
  return preload ? { LD_PRELOAD: preload } : {};
}

/** Keeps what a sanitizer says, also where no test looks. */
export function keepReports(child) {
  const { CATION_TEST_REPORTS: file } = process.env;
  if (file) child.stderr.on("data", (text) => appendFileSync(file, text));
}

export class App {
  stdout = "";
  stderr = "";
  #calls = new Map();
  #lastCall = 0;
  #hasEnded = false;
  #stopped;
  #mark = randomUUID();
  // Sockets have short names: the folder lies directly in the temporary one.
  #runtime = mkdtempSync(join(tmpdir(), "e2e-"));

  /** `cation <path> <args>` on a display. */
  static cation(screen, path, options = {}) {
    return new App(screen, [join(dist, "cli.cjs"), path, ...(options.args ?? [])], options);
  }

  /** `node --import cation <file> <args>` on a display. */
  static import(screen, file, options = {}) {
    const args = ["--import", join(dist, "register.mjs"), file, ...(options.args ?? [])];
    return new App(screen, args, options);
  }

  /** A C++ program on a display. */
  static cpp(screen, program, options = {}) {
    const env = { CATION_RUNTIME: dist, ...options.env };
    return new App(screen, options.args ?? [], { ...options, env, program, probe: false });
  }

  /**
   * `screen` is a Screen, or null for none at all. `probe: false`: nothing of the test is inside.
   * `stdin: "pipe"`: the test writes what the app reads.
   */
  constructor(
    screen,
    args,
    { env = {}, probe = true, cwd = root, program = process.execPath, stdin = "ignore" } = {},
  ) {
    const { DISPLAY, WAYLAND_DISPLAY, ...inherited } = process.env;
    const folders = { XDG_RUNTIME_DIR: this.#runtime, TMPDIR: this.#runtime };
    const environment = { ...inherited, ...folders, [markName]: this.#mark, ...env };
    this.screen = screen;
    if (screen) environment.DISPLAY = screen.name;
    Object.assign(environment, sanitizing());
    if (probe) environment.NODE_OPTIONS = `--require=${join(here, "probe.cjs")}`;
    this.child = spawn(program, args, {
      cwd,
      env: environment,
      stdio: [stdin, "pipe", "pipe", ...(probe ? ["ipc"] : [])],
    });
    for (const name of ["stdout", "stderr"]) {
      this.child[name].setEncoding("utf8").on("data", (text) => (this[name] += text));
    }
    keepReports(this.child);
    this.child.on("message", (answer) => this.#settle(answer));
    /** Gives `{ code, signal }` when the main process has ended and said its last word. */
    this.ended = new Promise((resolve) => {
      this.child.once("close", (code, signal) => {
        for (const { reject } of this.#calls.values()) reject(new Error(`the app ended\n${this.stderr}`));
        this.#hasEnded = true;
        resolve({ code, signal });
      });
    });
  }

  #settle({ id, value, error }) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error === undefined) call.resolve(value);
    else call.reject(new Error(`in the main process: ${error}`));
  }

  /** Runs a function in the main process, with the electron module and the arguments (JSON). */
  main(run, ...args) {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastCall;
      this.#calls.set(id, { resolve, reject });
      this.child.send({ id, source: run.toString(), args }, (error) => error && reject(error));
    });
  }

  /** Runs a function in a page's own world: of the window with this title, else of the first. */
  page(run, { title, args = [] } = {}) {
    const code = `(${run})(...${JSON.stringify(args)})`;
    return this.main(
      ({ BrowserWindow }, code, title) => {
        const windows = BrowserWindow.getAllWindows();
        const window = title ? windows.find((each) => each.getTitle() === title) : windows[0];
        if (!window) throw new Error(`no window is titled ${title}`);
        return window.webContents.executeJavaScript(code);
      },
      code,
      title,
    );
  }

  /** Waits as `until` does, but not for an app that has ended. */
  until(what, check, options) {
    const said = () => `the app has said:\n${this.stdout}${this.stderr}`;
    const hopeless = () => (this.#hasEnded ? `it has ended, and ${said()}` : undefined);
    return until(what, check, { hopeless, ...options }).catch((error) => {
      throw new Error(`${error.message}; ${said()}`, { cause: error.cause });
    });
  }

  /** Waits for a visible window with this title (a string, or a pattern) and gives it. */
  window(title) {
    const fits = (name) => (typeof title === "string" ? name === title : title.test(name));
    return this.until(`a window titled ${title}`, async () =>
      (await this.screen.windows()).find((window) => fits(window.title)),
    );
  }

  /** Waits until all pages have loaded. */
  loaded() {
    return this.until("the page to load", () =>
      this.main(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
        return contents.length > 0 && contents.every((each) => each.getURL() !== "" && !each.isLoading());
      }),
    );
  }

  /** Waits until what the app has printed contains a text, or fits a pattern. */
  printed(what, stream = "stdout") {
    const fits = () => (typeof what === "string" ? this[stream].includes(what) : what.test(this[stream]));
    return this.until(`${JSON.stringify(String(what))} on ${stream}`, fits);
  }

  /** Waits for the end, and fails where the app does not end by itself. */
  async end() {
    await until("the app to end", () => this.#hasEnded).catch((error) => {
      throw new Error(`${error.message}; it has said:\n${this.stdout}${this.stderr}`);
    });
    return this.ended;
  }

  /** The living processes that this app has started, and itself. */
  processes() {
    return processesWith(markName, this.#mark);
  }

  socketFolders() {
    return socketFolders(this.#runtime);
  }

  /** Waits until no process and no socket folder of the app is left. */
  async leavesNothing() {
    await this.end();
    const traces = () => [...this.processes().map(({ pid, command }) => `${pid} ${command}`), ...this.socketFolders()];
    await until("the app to leave nothing behind", () => traces().length === 0, { patience: 5_000 }).catch((error) => {
      throw new Error(`left behind:\n${traces().join("\n")}`, { cause: error });
    });
  }

  /** Ends the app, whatever it does, and sees that nothing is left. */
  stop() {
    return (this.#stopped ??= this.#stop());
  }

  async #stop() {
    if (!this.#hasEnded) this.child.kill("SIGKILL");
    try {
      await this.leavesNothing();
    } finally {
      for (const { pid } of this.processes()) process.kill(pid, "SIGKILL");
      rmSync(this.#runtime, { recursive: true, force: true });
    }
  }
}

/** Writes an app into a folder of its own: `{ "main.js": "…" }`. Gives `{ path, remove() }`. */
export function writeApp(files) {
  const path = mkdtempSync(join(tmpdir(), "e2e-app-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
