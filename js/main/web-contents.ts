// `webContents`: what a window shows. https://www.electronjs.org/docs/latest/api/web-contents

import { resolve } from "node:path";
import { stringify } from "node:querystring";
import { pathToFileURL } from "node:url";

import type { BrowserWindow } from "./browser-window.js";
import { checkChannel, checkPost } from "./checks.js";
import { IpcMain } from "./ipc-main.js";
import { ask, call, postToContents, sendToContents, sendToFrame } from "./native.js";
import type { MessagePortMain } from "./message-port.js";
import { refuseInstances } from "./platform-objects.js";
import { Transfer } from "./transfer.js";
import type { WindowOpenHandler, WindowRequest } from "./window-open.js";
import { askToAttach } from "./guests.js";
import { tellPageEvent } from "./page-events.js";
import { PageTools } from "./page-tools.js";
import { unlessGone } from "./unless-gone.js";
import { WebFrameMain, type FrameOwner } from "./web-frame-main.js";

export interface LoadURLOptions {
  userAgent?: string;
  extraHeaders?: string;
}
export interface LoadFileOptions {
  query?: Record<string, string>;
  search?: string;
  hash?: string;
}

export interface WebSource {
  code: string;
  url?: string;
}

const mainWorld = 0;
const preloadWorld = 999;

function worldName(id: number): string {
  if (!Number.isSafeInteger(id) || id < 0) throw new TypeError("The world's id must be an integer of 0 or more");
  return id === mainWorld ? "main" : id === preloadWorld ? "isolated" : String(id);
}

const all = new Map<number, WebContents>();
let appPath = "/";

export function webContentsOf(id: number): WebContents | undefined {
  return all.get(id);
}

type WindowOpener = (opener: WebContents, handler: WindowOpenHandler | null, request: WindowRequest) => void;
let windowOpener: WindowOpener;

/** Makes the windows that pages ask for; the module that makes windows is not known here. */
export function setWindowOpener(opener: WindowOpener): void {
  windowOpener = opener;
}

/** What relative paths of `loadFile` are relative to. */
export function setAppPath(path: string): void {
  appPath = path;
}

export class WebContents extends PageTools implements FrameOwner {
  protected static override readonly title = "WebContents";
  readonly id: number;
  readonly mainFrame: WebFrameMain;
  /** Of a guest, the page that shows it in a `<webview>`; else null. */
  readonly hostWebContents: WebContents | null;
  readonly #owner: BrowserWindow;
  #ipc: IpcMain | undefined;
  #openHandler: WindowOpenHandler | null = null;
  #destroyed = false;

  /** For the library alone. `place`: where its pages are shown; `owner`: the window that shows it. */
  constructor(id: number, place: number, owner: BrowserWindow, host: WebContents | null = null) {
    super();
    this.id = id;
    this.hostWebContents = host;
    this.mainFrame = new WebFrameMain(place, this);
    this.#owner = owner;
    all.set(id, this);
    // Pages tell of these where somebody wants to hear it.
    const orders = new Map([
      ["console-message", "contents.watch_console"],
      ["will-navigate", "contents.watch_navigation"],
      ["will-frame-navigate", "contents.watch_navigation"],
    ]);
    const watch = (name: string | symbol): void => {
      const order = orders.get(name as string);
      if (order === undefined) return;
      orders.delete(name as string);
      if (orders.size === 0) this.off("newListener", watch);
      call(order, this.id);
    };
    this.on("newListener", watch);
  }

  get ipc(): IpcMain {
    return (this.#ipc ??= new IpcMain([this.id, 0]));
  }

  /** The contents' own `ipc`, where the app has asked for it. */
  get ipcIfUsed(): IpcMain | undefined {
    return this.#ipc;
  }

  send(channel: string, ...args: unknown[]): void {
    checkChannel(channel);
    this.check();
    sendToContents(this.id, channel, args);
  }

  /** Sends one value, and hands on the ports in `transfer`. */
  postMessage(channel: string, message: unknown, transfer?: readonly MessagePortMain[]): void {
    checkPost(channel, arguments.length);
    this.check();
    postToContents(this.id, channel, message, new Transfer(transfer));
  }

  /** `frame`: a frame's routingId, or [processId, routingId]; goes nowhere when that is gone. */
  sendToFrame(frame: number | [number, number], channel: string, ...args: unknown[]): void {
    const pair: unknown[] = Array.isArray(frame) ? frame : [this.mainFrame.processId, frame];
    const [processId, frameId] = pair;
    if (pair.length !== 2 || typeof processId !== "number" || typeof frameId !== "number") {
      throw new TypeError("Missing required frameId argument (must be number or array of [processId, frameId])");
    }
    checkChannel(channel);
    this.check();
    sendToFrame(processId, frameId, channel, args);
  }

  loadURL(url: string, options?: LoadURLOptions): Promise<void> {
    if (typeof url !== "string") throw new TypeError("The URL must be a string");
    this.check();
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
    else if (options.query) url.search = stringify(options.query);
    if (options.hash !== undefined) url.hash = options.hash;
    return this.loadURL(url.href);
  }

  executeJavaScript(code: string, _userGesture?: boolean): Promise<any> {
    return this.#onceLoaded(() => {
      if (typeof code !== "string") throw new TypeError("The code must be a string");
      return () => this.mainFrame.executeIn("main", code);
    });
  }

  /** `worldId`: 0 is the page's, 999 the preload's, any other one of its own. */
  executeJavaScriptInIsolatedWorld(worldId: number, scripts: WebSource[], _userGesture?: boolean): Promise<any> {
    return this.#onceLoaded(() => {
      const world = worldName(worldId);
      if (!Array.isArray(scripts) || !scripts.every((script) => typeof script?.code === "string")) {
        throw new TypeError("The scripts must be an array of { code, url? }");
      }
      return async () => {
        let result: unknown;
        for (const { code, url } of scripts) result = await this.mainFrame.executeIn(world, code, url);
        return result;
      };
    });
  }

  /** Adds a style sheet to the page's document, whatever its policy; gives a key for `removeInsertedCSS`. */
  insertCSS(css: string, _options?: { cssOrigin?: string }): Promise<string> {
    return this.#onceLoaded(() => {
      if (typeof css !== "string") throw new TypeError("The style sheet must be a string");
      return () => ask("contents.insert_css", this.id, css);
    });
  }

  async removeInsertedCSS(key: string): Promise<void> {
    if (typeof key !== "string") throw new TypeError("The key must be a string");
    this.check();
    await ask("contents.remove_inserted_css", this.id, key);
  }

  /** Does what `prepare` gives, which checks the arguments, when the page has loaded. */
  #onceLoaded<T>(prepare: () => () => Promise<T>): Promise<T> {
    const run = async (): Promise<T> => {
      const begin = prepare();
      await this.#whenLoaded();
      return begin();
    };
    return unlessGone(() => this.isDestroyed(), run());
  }

  async #whenLoaded(): Promise<void> {
    const { url, loadingMainFrame } = this.facts();
    if (url !== "" && !loadingMainFrame) return;
    await new Promise<void>((done) => {
      const end = (): void => {
        this.off("did-stop-loading", end).off("destroyed", end);
        done();
      };
      this.once("did-stop-loading", end).once("destroyed", end);
    });
    this.check();
  }

  getURL(): string {
    return this.facts().url;
  }
  getTitle(): string {
    return this.facts().title;
  }
  isLoading(): boolean {
    return this.facts().loading;
  }
  isLoadingMainFrame(): boolean {
    return this.facts().loadingMainFrame;
  }
  isCrashed(): boolean {
    return this.facts().crashed;
  }
  /** Whether its process is in WebKit's sandbox; null where it shows nothing, or the system does not say. */
  isSandboxed(): boolean | null {
    return this.facts().sandboxed;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isDevToolsOpened(): boolean {
    return this.facts().devtools;
  }
  getType(): "window" | "webview" {
    return this.hostWebContents ? "webview" : "window";
  }
  getOwnerBrowserWindow(): BrowserWindow | null {
    return this.#owner.isDestroyed() ? null : this.#owner;
  }
  /** For its frames: whether a person could see it. */
  isVisible(): boolean {
    const window = this.getOwnerBrowserWindow();
    return window !== null && window.isPainted();
  }
  /** For its frames: the process that it has, before its first document too; 0 where there is none. */
  process(): { renderer: number; pid: number } {
    return this.#destroyed ? { renderer: 0, pid: 0 } : call("contents.process", this.id);
  }
  getProcessId(): number {
    this.check();
    return this.mainFrame.processId;
  }
  getOSProcessId(): number {
    this.check();
    return this.mainFrame.osProcessId;
  }

  /** What may become of windows that the page wants to open; null: all are opened. */
  setWindowOpenHandler(handler: WindowOpenHandler | null): void {
    if (handler !== null && typeof handler !== "function") {
      throw new TypeError("The window open handler must be a function or null");
    }
    this.check();
    this.#openHandler = handler;
  }

  reload(): void {
    this.order("reload");
  }
  reloadIgnoringCache(): void {
    this.order("reload_from_origin");
  }
  stop(): void {
    this.order("stop");
  }
  openDevTools(_options?: object): void {
    this.order("open_devtools");
  }
  closeDevTools(): void {
    this.order("close_devtools");
  }
  toggleDevTools(): void {
    this.order(this.isDevToolsOpened() ? "close_devtools" : "open_devtools");
  }
  forcefullyCrashRenderer(): void {
    this.order("crash");
  }

  /** What the Host says of it. */
  onEvent(name: string, details: any[]): boolean {
    if (name === "destroyed") {
      if (this.#destroyed) return false;
      this.#destroyed = true;
      all.delete(this.id);
    }
    if (name === "will-prevent-unload") return this.#mayLeave();
    if (name === "will-attach-webview") return askToAttach(this, details[0], details[1]);
    if (name === "window-open") windowOpener(this, this.#openHandler, details[0]);
    else tellPageEvent(this, name, details);
    return false;
  }

  /** The page wants to stay: true where a listener lets it be left all the same. */
  #mayLeave(): boolean {
    const event = { sender: this, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
    this.emit("will-prevent-unload", event);
    return event.defaultPrevented;
  }

  protected override check(): void {
    if (this.#destroyed) throw new TypeError("Object has been destroyed");
  }
}

refuseInstances(WebContents);

/** The `webContents` module. */
export const webContents = {
  getAllWebContents: (): WebContents[] => [...all.values()],
  fromId: (id: number): WebContents | undefined => all.get(id),
  getFocusedWebContents: (): WebContents | null =>
    [...all.values()].find((contents) => contents.getOwnerBrowserWindow()?.isFocused()) ?? null,
};
