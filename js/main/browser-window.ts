// `BrowserWindow`. https://www.electronjs.org/docs/latest/api/browser-window

/// <reference path="../../types/browser-window.d.ts" />

import type { Menu } from "./menu.js";
import { call } from "./native.js";
import { refuseInstances } from "./platform-objects.js";
import { WebContents, type LoadFileOptions, type LoadURLOptions } from "./web-contents.js";
import { checkOptions } from "./silence.js";
import { type Named, pick, preferenceNames, trustNames, type WebPreferences } from "./web-preferences.js";
import { type Rectangle, whole, WindowManners } from "./window-manners.js";

/** Where the options of a window that a page opens keep who has asked for it; an app may spread them. */
export const openerOf = Symbol("opener");

/** The page that waits for this window, having asked for it. */
export interface Opener {
  contents: number;
  number: number;
  outlives: boolean;
}

export interface BrowserWindowOptions extends Omit<Named<Electron.BrowserWindowConstructorOptions>, "parent"> {
  parent?: BrowserWindow | null;
  [openerOf]?: Opener;
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
  "skipTaskbar",
  "opacity",
  "kiosk",
  "autoHideMenuBar",
  "modal",
] as const satisfies (keyof BrowserWindowOptions)[];
// As in Electron, pixels are whole ones: apps compute them.
const pixelNames = ["width", "height", "x", "y", "minWidth", "minHeight", "maxWidth", "maxHeight"] as const;
const all = new Map<number, BrowserWindow>();
let onCreated: (window: BrowserWindow) => void = () => {};

export function windowOf(id: number): BrowserWindow | undefined {
  return all.get(id);
}

/** Calls for each window that is made. */
export function whenCreated(listener: (window: BrowserWindow) => void): void {
  onCreated = listener;
}

let ready = false;
export function allowWindows(): void {
  ready = true;
}
export function areWindowsAllowed(): boolean {
  return ready;
}

export class BrowserWindow extends WindowManners {
  protected static override readonly title = "BrowserWindow";
  readonly id: number;
  readonly webContents: WebContents;
  /** What the app has given. */
  readonly #preferences: WebPreferences;
  #menu: Menu | null = null;
  #destroyed = false;

  constructor(options: BrowserWindowOptions = {}) {
    super();
    if (!ready) throw new Error("Cannot create BrowserWindow before app is ready");
    checkOptions("Options of BrowserWindow", "BrowserWindow's option", options);
    checkOptions("Options of webPreferences", "the option of webPreferences", options.webPreferences ?? {});
    const { id, contents, place } = call("window.create", {
      ...pick(optionNames, options),
      ...Object.fromEntries(pixelNames.map((name) => [name, whole(options[name])])),
      icon: typeof options.icon === "string" ? options.icon : undefined,
      parent: options.parent?.id,
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
    return this.facts().title;
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
    return this.facts().visible;
  }

  /** For its page: whether it takes itself to be seen. */
  isPainted(): boolean {
    const { painted, minimized } = this.facts();
    return painted && !minimized;
  }

  focus(): void {
    this.order("focus");
  }
  isFocused(): boolean {
    return this.facts().focused;
  }
  minimize(): void {
    this.order("minimize");
  }
  isMinimized(): boolean {
    return this.facts().minimized;
  }
  maximize(): void {
    this.order("maximize");
  }
  unmaximize(): void {
    this.order("restore");
  }
  isMaximized(): boolean {
    return this.facts().maximized;
  }
  restore(): void {
    this.order("restore");
  }
  setFullScreen(on: boolean): void {
    call("window.set_fullscreen", this.id, Boolean(on));
  }
  isFullScreen(): boolean {
    return this.facts().fullscreen;
  }

  getBounds(): Rectangle {
    const { x, y, width, height } = this.facts();
    return { x, y, width, height };
  }
  setBounds(bounds: Partial<Rectangle>, _animate?: boolean): void {
    const { x, y, width, height } = bounds;
    call("window.set_bounds", this.id, { x: whole(x), y: whole(y), width: whole(width), height: whole(height) });
  }
  getSize(): [number, number] {
    const { width, height } = this.facts();
    return [width, height];
  }
  setSize(width: number, height: number, _animate?: boolean): void {
    this.setBounds({ width, height });
  }
  getPosition(): [number, number] {
    const { x, y } = this.facts();
    return [x, y];
  }
  setPosition(x: number, y: number, _animate?: boolean): void {
    this.setBounds({ x, y });
  }

  setParentWindow(parent: BrowserWindow | null): void {
    if (parent !== null && !(parent instanceof BrowserWindow)) throw new TypeError("The parent must be a BrowserWindow or null");
    call("window.set_parent", this.id, parent?.id ?? 0);
  }
  getParentWindow(): BrowserWindow | null {
    return all.get(this.facts().parent) ?? null;
  }
  getChildWindows(): BrowserWindow[] {
    return [...all.values()].filter((window) => window.getParentWindow() === this);
  }

  /** What this window has instead of the app's menu; null: none. */
  setMenu(menu: Menu | null): void {
    if (menu !== null && typeof menu?.shown !== "function") throw new TypeError("The menu must be a Menu or null");
    this.#menu = menu;
    call("window.set_menu", this.id, menu && menu.shown());
  }
  removeMenu(): void {
    this.setMenu(null);
  }
  /** A menu has another item. */
  onMenuChanged(menu: Menu): void {
    if (this.#menu?.has(menu)) this.setMenu(this.#menu);
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

}

refuseInstances(BrowserWindow);

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
