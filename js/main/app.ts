// `app`: the life of the app. https://www.electronjs.org/docs/latest/api/app

import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import type { AppInfo } from "./app-info.js";
import { allowWindows, preventable } from "./browser-window.js";
import { whenMainHasRun } from "./main-module.js";
import { call } from "./native.js";
import { WatchedEmitter } from "./watched-emitter.js";

export class App extends WatchedEmitter {
  protected static override readonly title = "app";
  readonly isPackaged = false;
  #info: AppInfo;
  #windowsAreReady = false;
  #hasRun = false;
  #isAskedFor = false;
  #ready = false;
  #resolve = (): void => {};
  #whenReady = new Promise<void>((resolve) => (this.#resolve = resolve));
  #paths = new Map<string, string>();

  constructor(info: AppInfo) {
    super();
    this.#info = info;
  }

  whenReady(): Promise<void> {
    this.#isAskedFor = true;
    return this.#whenReady;
  }
  isReady(): boolean {
    return this.#ready;
  }

  quit(): void {
    call("app.quit");
  }
  exit(code = 0): void {
    call("app.exit", Number(code));
  }

  getName(): string {
    return this.#info.name;
  }
  setName(name: string): void {
    this.#info = { ...this.#info, name: String(name) };
    call("app.set_name", this.#info.name);
  }
  get name(): string {
    return this.getName();
  }
  set name(name: string) {
    this.setName(name);
  }
  getVersion(): string {
    return this.#info.version;
  }
  getAppPath(): string {
    return this.#info.appPath;
  }

  /** https://www.electronjs.org/docs/latest/api/app#appgetpathname, for Linux. */
  getPath(name: string): string {
    const set = this.#paths.get(name);
    if (set !== undefined) return set;
    const xdg = (variable: string, fallback: string): string =>
      process.env[variable] || join(homedir(), fallback);
    const appData = xdg("XDG_CONFIG_HOME", ".config");
    switch (name) {
      case "home":
        return homedir();
      case "appData":
        return appData;
      case "userData":
      case "sessionData":
        return join(this.#paths.get("appData") ?? appData, this.#info.name);
      case "logs":
        return join(this.getPath("userData"), "logs");
      case "temp":
        return tmpdir();
      case "exe":
        return process.execPath;
      case "desktop":
      case "documents":
      case "downloads":
      case "music":
      case "pictures":
      case "videos":
        return xdg(`XDG_${name.toUpperCase()}_DIR`, name[0]!.toUpperCase() + name.slice(1));
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, String(path));
  }

  /**
   * The app's code is being given this module. `ready` waits until its main file has run: an app may take longer to
   * load than its windows, and a listener must not come too late.
   */
  onLoaded(main: string | undefined): void {
    const isWanted = (): boolean => this.#windowsAreReady && (this.#isAskedFor || this.listenerCount("ready") > 0);
    whenMainHasRun(main, this.#whenReady, isWanted, () => {
      this.#hasRun = true;
      this.#becomeReady();
    });
  }

  #becomeReady(): void {
    if (!this.#windowsAreReady || !this.#hasRun) return;
    this.#ready = true;
    allowWindows();
    this.#resolve();
    this.emit("ready", {}, {});
  }

  /** What the Host says; true where a listener has prevented it. */
  onEvent(name: string, details: any[]): boolean {
    switch (name) {
      case "ready":
        this.#windowsAreReady = true;
        this.#becomeReady();
        return false;
      case "window-all-closed":
        // An app that listens decides for itself.
        return this.emit(name);
      case "before-quit":
      case "will-quit": {
        const event = preventable(this);
        this.emit(name, event);
        return event.defaultPrevented;
      }
      case "quit":
        this.emit(name, {}, details[0]);
        return false;
      case "failed":
        process.stderr.write(`cation: ${details[0]}\n`);
        return false;
      case "exited":
        process.exit(details[0] || process.exitCode || 0);
    }
    return false;
  }
}
