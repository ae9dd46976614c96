// `BrowserWindow`. https://www.electronjs.org/docs/latest/api/browser-window

import { EventEmitter } from "node:events";

import { call } from "./native.js";
import { WebContents, type LoadFileOptions, type LoadURLOptions } from "./web-contents.js";

export interface WebPreferences {
  preload?: string;
  nodeIntegration?: boolean;
  contextIsolation?: boolean;
  sandbox?: boolean;
  nodeIntegrationInSubFrames?: boolean;
  devTools?: boolean;
  javascript?: boolean;
  backgroundThrottling?: boolean;
  additionalArguments?: string[];
  autoplayPolicy?: "no-user-gesture-required" | "user-gesture-required" | "document-user-activation-required";
  disableDialogs?: boolean;
}

/** Where the options of a window that a page opens keep who has asked for it; an app may spread them. */
export const openerOf = Symbol("opener");

/** The page that waits for this window, having asked for it. */
export interface Opener {
  contents: number;
  number: number;
  outlives: boolean;
}

export interface BrowserWindowOptions {
  width?: number;
  height?: number;
  x?: number;
  y?: number;
  center?: boolean;
  show?: boolean;
  title?: string;
  resizable?: boolean;
  minWidth?: number;
  minHeight?: number;
  frame?: boolean;
  paintWhenInitiallyHidden?: boolean;
  alwaysOnTop?: boolean;
  fullscreen?: boolean;
  backgroundColor?: string;
  webPreferences?: WebPreferences;
  [openerOf]?: Opener;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Facts extends Rectangle {
  title: string;
  visible: boolean;
  painted: boolean;
  focused: boolean;
  minimized: boolean;
  maximized: boolean;
  fullscreen: boolean;
}

// Options may hold what no process but this one understands (icons, functions): only these cross.
const optionNames = [
  "width",
  "height",
  "x",
  "y",
  "center",
  "show",
  "title",
  "resizable",
  "minWidth",
  "minHeight",
  "frame",
  "paintWhenInitiallyHidden",
  "alwaysOnTop",
  "fullscreen",
  "backgroundColor",
] as const satisfies (keyof BrowserWindowOptions)[];
// As in Electron, pixels are whole ones: apps compute them.
const pixelNames = ["width", "height", "x", "y", "minWidth", "minHeight"] as const;
const preferenceNames = [
  "preload",
  "nodeIntegration",
  "contextIsolation",
  "sandbox",
  "nodeIntegrationInSubFrames",
  "devTools",
  "javascript",
  "backgroundThrottling",
  "additionalArguments",
  "autoplayPolicy",
  "disableDialogs",
] as const satisfies (keyof WebPreferences)[];

const trustNames = [
  "contextIsolation",
  "javascript",
  "nodeIntegration",
  "nodeIntegrationInSubFrames",
  "sandbox",
] as const satisfies (keyof WebPreferences)[];

const all = new Map<number, BrowserWindow>();
let onCreated: (window: BrowserWindow) => void = () => {};

export function windowOf(id: number): BrowserWindow | undefined {
  return all.get(id);
}

/** Calls for each window that is made. */
export function whenCreated(listener: (window: BrowserWindow) => void): void {
  onCreated = listener;
}

/** A number of pixels, rounded; what is none is left to whoever reads it. */
function whole(pixels: number | undefined): number | undefined {
  return typeof pixels === "number" && Number.isFinite(pixels) ? Math.round(pixels) : pixels;
}

let ready = false;
export function allowWindows(): void {
  ready = true;
}

function pick<Name extends string>(names: readonly Name[], from: { [name in Name]?: unknown }): object {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  /** What the app has given. */
  readonly #preferences: WebPreferences;
  #destroyed = false;

  constructor(options: BrowserWindowOptions = {}) {
    super();
    if (!ready) throw new Error("Cannot create BrowserWindow before app is ready");
    const { id, contents, place } = call("window.create", {
      ...pick(optionNames, options),
      ...Object.fromEntries(pixelNames.map((name) => [name, whole(options[name])])),
      opener: options[openerOf],
      webPreferences: pick(preferenceNames, options.webPreferences ?? {}),
    });
    this.id = id;
    this.#preferences = options.webPreferences ?? {};
    this.webContents = new WebContents(contents, place, this);
    all.set(id, this);
    onCreated(this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...all.values()];
  }
  static fromId(id: number): BrowserWindow | null {
    return all.get(id) ?? null;
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return contents.getOwnerBrowserWindow();
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...all.values()].find((window) => window.isFocused()) ?? null;
  }

  loadURL(url: string, options?: LoadURLOptions): Promise<void> {
    return this.webContents.loadURL(url, options);
  }
  loadFile(path: string, options?: LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(path, options);
  }
  reload(): void {
    this.webContents.reload();
  }

  setTitle(title: string): void {
    call("window.set_title", this.id, String(title));
  }
  getTitle(): string {
    return this.#facts().title;
  }
  get title(): string {
    return this.getTitle();
  }
  set title(title: string) {
    this.setTitle(title);
  }

  show(): void {
    call("window.show", this.id);
  }
  showInactive(): void {
    call("window.show_inactive", this.id);
  }
  hide(): void {
    call("window.hide", this.id);
  }
  isVisible(): boolean {
    return this.#facts().visible;
  }

  /** For its page: whether it takes itself to be seen. */
  isPainted(): boolean {
    const { painted, minimized } = this.#facts();
    return painted && !minimized;
  }

  focus(): void {
    this.#order("focus");
  }
  isFocused(): boolean {
    return this.#facts().focused;
  }
  minimize(): void {
    this.#order("minimize");
  }
  isMinimized(): boolean {
    return this.#facts().minimized;
  }
  maximize(): void {
    this.#order("maximize");
  }
  unmaximize(): void {
    this.#order("restore");
  }
  isMaximized(): boolean {
    return this.#facts().maximized;
  }
  restore(): void {
    this.#order("restore");
  }
  setFullScreen(on: boolean): void {
    call("window.set_fullscreen", this.id, Boolean(on));
  }
  isFullScreen(): boolean {
    return this.#facts().fullscreen;
  }

  getBounds(): Rectangle {
    const { x, y, width, height } = this.#facts();
    return { x, y, width, height };
  }
  setBounds(bounds: Partial<Rectangle>, _animate?: boolean): void {
    const { x, y, width, height } = bounds;
    call("window.set_bounds", this.id, { x: whole(x), y: whole(y), width: whole(width), height: whole(height) });
  }
  getSize(): [number, number] {
    const { width, height } = this.#facts();
    return [width, height];
  }
  setSize(width: number, height: number, _animate?: boolean): void {
    this.setBounds({ width, height });
  }
  getPosition(): [number, number] {
    const { x, y } = this.#facts();
    return [x, y];
  }
  setPosition(x: number, y: number, _animate?: boolean): void {
    this.setBounds({ x, y });
  }

  close(): void {
    call("window.close", this.id);
  }
  destroy(): void {
    if (!this.#destroyed) call("window.destroy", this.id);
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** What a window that its page opens inherits, of what decides on how much a page is trusted. */
  inheritedPreferences(): WebPreferences {
    const given = Object.entries(pick(trustNames, this.#preferences));
    return Object.fromEntries(given.filter(([, value]) => value !== undefined));
  }

  /** What the Host says of it; true where a listener has prevented it. */
  onEvent(name: string, details: unknown[]): boolean {
    if (name === "closed") {
      this.#destroyed = true;
      all.delete(this.id);
      this.webContents.onEvent("destroyed", []);
      this.emit("closed");
      return false;
    }
    const event = preventable(this);
    // Titles are told with whether the page has set one itself: here it always has.
    const more = name === "page-title-updated" ? [...details, true] : details;
    this.emit(name, event, ...more);
    return event.defaultPrevented;
  }

  #facts(): Facts {
    return call("window.facts", this.id);
  }

  #order(word: string): void {
    call("window.order", this.id, word);
  }
}

export interface PreventableEvent {
  readonly sender: unknown;
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** An event whose default a listener may prevent. */
export function preventable(sender: unknown): PreventableEvent {
  return {
    sender,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
