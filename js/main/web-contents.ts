// `webContents`: what a window shows. https://www.electronjs.org/docs/latest/api/web-contents

import { EventEmitter } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { BrowserWindow } from "./browser-window.js";
import { checkChannel } from "./checks.js";
import { IpcMain } from "./ipc-main.js";
import { ask, call, executeScript, sendToContents } from "./native.js";

export interface LoadURLOptions {
  userAgent?: string;
  extraHeaders?: string;
}
export interface LoadFileOptions {
  query?: Record<string, string>;
  search?: string;
  hash?: string;
}

interface Facts {
  url: string;
  title: string;
  loading: boolean;
  crashed: boolean;
  devtools: boolean;
}

const all = new Map<number, WebContents>();
let appPath = process.cwd();

export function webContentsOf(id: number): WebContents | undefined {
  return all.get(id);
}

/** What relative paths of `loadFile` are relative to. */
export function setAppPath(path: string): void {
  appPath = path;
}

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly #owner: BrowserWindow;
  #ipc: IpcMain | undefined;
  #destroyed = false;

  /** For BrowserWindow alone. */
  constructor(id: number, owner: BrowserWindow) {
    super();
    this.id = id;
    this.#owner = owner;
    all.set(id, this);
  }

  get ipc(): IpcMain {
    return (this.#ipc ??= new IpcMain([this.id, 0, 0]));
  }

  /** The contents' own `ipc`, where the app has asked for it. */
  get ipcIfUsed(): IpcMain | undefined {
    return this.#ipc;
  }

  send(channel: string, ...args: unknown[]): void {
    checkChannel(channel);
    this.#check();
    sendToContents(this.id, channel, args);
  }

  loadURL(url: string, options?: LoadURLOptions): Promise<void> {
    if (typeof url !== "string") throw new TypeError("The URL must be a string");
    this.#check();
    const { userAgent, extraHeaders } = options ?? {};
    const loaded: Promise<void> = ask("contents.load", this.id, url, { userAgent, extraHeaders });
    // As documented: a load that nobody waits for warns, and does not end the app.
    loaded.catch((error: { code: string; errno: number; url: string }) => {
      if (error.errno === -3) return;
      process.emitWarning(`Failed to load URL: ${error.url || url} with error: ${error.code}`, "electron");
    });
    return loaded;
  }

  loadFile(path: string, options: LoadFileOptions = {}): Promise<void> {
    if (typeof path !== "string") throw new TypeError("The file path must be a string");
    const url = pathToFileURL(resolve(appPath, path));
    if (options.search !== undefined) url.search = options.search;
    else if (options.query) url.search = new URLSearchParams(options.query).toString();
    if (options.hash !== undefined) url.hash = options.hash;
    return this.loadURL(url.href);
  }

  async executeJavaScript(code: string, _userGesture?: boolean): Promise<any> {
    this.#check();
    const { url, loading } = this.#facts();
    if (url === "" || loading) {
      await new Promise((done) => this.once("did-stop-loading", done));
      this.#check();
    }
    return executeScript(this.id, "main", String(code));
  }

  getURL(): string {
    return this.#facts().url;
  }
  getTitle(): string {
    return this.#facts().title;
  }
  isLoading(): boolean {
    return this.#facts().loading;
  }
  isLoadingMainFrame(): boolean {
    return this.#facts().loading;
  }
  isCrashed(): boolean {
    return this.#facts().crashed;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isDevToolsOpened(): boolean {
    return this.#facts().devtools;
  }
  getOwnerBrowserWindow(): BrowserWindow | null {
    return this.#owner.isDestroyed() ? null : this.#owner;
  }

  reload(): void {
    this.#order("reload");
  }
  stop(): void {
    this.#order("stop");
  }
  goBack(): void {
    this.#order("go_back");
  }
  goForward(): void {
    this.#order("go_forward");
  }
  openDevTools(_options?: object): void {
    this.#order("open_devtools");
  }
  closeDevTools(): void {
    this.#order("close_devtools");
  }
  toggleDevTools(): void {
    this.#order(this.isDevToolsOpened() ? "close_devtools" : "open_devtools");
  }
  forcefullyCrashRenderer(): void {
    this.#order("crash");
  }

  /** What the Host says of it. */
  onEvent(name: string, details: any[]): boolean {
    if (name === "destroyed") {
      if (this.#destroyed) return false;
      this.#destroyed = true;
      all.delete(this.id);
    }
    const event = { sender: this };
    if (name === "did-fail-load") {
      this.emit(name, event, ...details, true);
    } else if (name === "render-process-gone") {
      this.emit(name, event, { reason: details[0], exitCode: 0 });
    } else if (name === "preload-error") {
      const [path, message] = details as [string, string];
      if (this.listenerCount(name) > 0) this.emit(name, event, path, new Error(message));
      else process.stderr.write(`cation: Unable to load preload script: ${path}\n${message}\n`);
    } else {
      this.emit(name, event, ...details);
    }
    return false;
  }

  #facts(): Facts {
    this.#check();
    return call("contents.facts", this.id);
  }

  #order(word: string): void {
    this.#check();
    call("contents.order", this.id, word);
  }

  #check(): void {
    if (this.#destroyed) throw new TypeError("Object has been destroyed");
  }
}

/** The `webContents` module. */
export const webContents = {
  getAllWebContents: (): WebContents[] => [...all.values()],
  fromId: (id: number): WebContents | undefined => all.get(id),
  getFocusedWebContents: (): WebContents | null =>
    [...all.values()].find((contents) => contents.getOwnerBrowserWindow()?.isFocused()) ?? null,
};
