// What a window is like, and how it stands to others: the members of `BrowserWindow` that the Host keeps by the names
// of their options. https://www.electronjs.org/docs/latest/api/browser-window

import { call } from "./native.js";
import { WatchedEmitter } from "./watched-emitter.js";

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Facts extends Rectangle {
  title: string;
  visible: boolean;
  painted: boolean;
  focused: boolean;
  minimized: boolean;
  maximized: boolean;
  fullscreen: boolean;
  /** The height of the menu bar. */
  bar: number;
  /** The place that it has when it is neither minimized, maximized nor fullscreen. */
  normal: Rectangle;
  /** The number of the window that it belongs to; 0 for none. */
  parent: number;
  manners: Record<string, unknown>;
}

export abstract class WindowManners extends WatchedEmitter {
  abstract readonly id: number;

  setResizable(on: boolean): void {
    this.#set("resizable", Boolean(on));
  }
  isResizable(): boolean {
    return this.#is("resizable", true);
  }
  get resizable(): boolean {
    return this.isResizable();
  }
  set resizable(on: boolean) {
    this.setResizable(on);
  }

  setMinimumSize(width: number, height: number): void {
    this.#set("minWidth", whole(width));
    this.#set("minHeight", whole(height));
  }
  getMinimumSize(): [number, number] {
    return [this.#number("minWidth", 0), this.#number("minHeight", 0)];
  }
  setMaximumSize(width: number, height: number): void {
    this.#set("maxWidth", whole(width));
    this.#set("maxHeight", whole(height));
  }
  getMaximumSize(): [number, number] {
    return [this.#number("maxWidth", 0), this.#number("maxHeight", 0)];
  }

  setAlwaysOnTop(on: boolean, _level?: string, _relative?: number): void {
    const was = this.isAlwaysOnTop();
    this.#set("alwaysOnTop", Boolean(on));
    if (was !== Boolean(on)) this.emit("always-on-top-changed", {}, Boolean(on));
  }
  isAlwaysOnTop(): boolean {
    return this.#is("alwaysOnTop", false);
  }
  setSkipTaskbar(skip: boolean): void {
    this.#set("skipTaskbar", Boolean(skip));
  }
  setOpacity(opacity: number): void {
    this.#set("opacity", Math.min(Math.max(Number(opacity) || 0, 0), 1));
  }
  getOpacity(): number {
    return this.#number("opacity", 1);
  }
  setBackgroundColor(color: string): void {
    this.#set("backgroundColor", String(color));
  }
  getBackgroundColor(): string {
    const color = this.facts().manners["backgroundColor"];
    return typeof color === "string" ? color.toUpperCase() : "#FFFFFF";
  }
  setIcon(icon: string): void {
    if (typeof icon !== "string") throw new TypeError("The icon must be the path of a picture");
    this.#set("icon", icon);
  }
  setEnabled(on: boolean): void {
    this.#set("enabled", Boolean(on));
  }
  isEnabled(): boolean {
    return this.#is("enabled", true);
  }
  flashFrame(on: boolean): void {
    this.#set("urgent", Boolean(on));
  }
  isModal(): boolean {
    return this.#is("modal", false);
  }
  setVisibleOnAllWorkspaces(on: boolean, _options?: object): void {
    this.#set("visibleOnAllWorkspaces", Boolean(on));
  }
  isVisibleOnAllWorkspaces(): boolean {
    return this.#is("visibleOnAllWorkspaces", false);
  }
  get visibleOnAllWorkspaces(): boolean {
    return this.isVisibleOnAllWorkspaces();
  }
  set visibleOnAllWorkspaces(on: boolean) {
    this.setVisibleOnAllWorkspaces(on);
  }

  // On Linux a kiosk is a window that fills the screen.
  setKiosk(on: boolean): void {
    this.#set("kiosk", Boolean(on));
    call("window.set_fullscreen", this.id, Boolean(on));
  }
  isKiosk(): boolean {
    return this.#is("kiosk", false);
  }
  get kiosk(): boolean {
    return this.isKiosk();
  }
  set kiosk(on: boolean) {
    this.setKiosk(on);
  }

  setMenuBarVisibility(on: boolean): void {
    this.#set("menuBarVisible", Boolean(on));
  }
  isMenuBarVisible(): boolean {
    return this.#is("menuBarVisible", !this.isMenuBarAutoHide());
  }
  get menuBarVisible(): boolean {
    return this.isMenuBarVisible();
  }
  set menuBarVisible(on: boolean) {
    this.setMenuBarVisibility(on);
  }
  setAutoHideMenuBar(on: boolean): void {
    this.#set("autoHideMenuBar", Boolean(on));
  }
  isMenuBarAutoHide(): boolean {
    return this.#is("autoHideMenuBar", false);
  }
  get autoHideMenuBar(): boolean {
    return this.isMenuBarAutoHide();
  }
  set autoHideMenuBar(on: boolean) {
    this.setAutoHideMenuBar(on);
  }

  center(): void {
    this.order("center");
  }
  moveTop(): void {
    this.order("move_top");
  }
  blur(): void {
    this.order("blur");
  }
  /** Only a desktop of Unity's kind has such a bar. */
  setProgressBar(_progress: number, _options?: object): void {}

  getNormalBounds(): Rectangle {
    return this.facts().normal;
  }
  isNormal(): boolean {
    const { minimized, maximized, fullscreen } = this.facts();
    return !minimized && !maximized && !fullscreen;
  }
  getContentBounds(): Rectangle {
    const { x, y, width, height, bar } = this.facts();
    return { x, y: y + bar, width, height: Math.max(0, height - bar) };
  }
  setContentBounds({ x, y, width, height }: Rectangle, _animate?: boolean): void {
    const { bar } = this.facts();
    call("window.set_bounds", this.id, { x: whole(x), y: whole(y - bar), width: whole(width), height: whole(height + bar) });
  }
  getContentSize(): [number, number] {
    const { width, height } = this.getContentBounds();
    return [width, height];
  }
  setContentSize(width: number, height: number, _animate?: boolean): void {
    call("window.set_bounds", this.id, { width: whole(width), height: whole(height + this.facts().bar) });
  }

  /** For this class and its heirs. */
  protected facts(): Facts {
    return call("window.facts", this.id);
  }
  protected order(word: string): void {
    call("window.order", this.id, word);
  }
  #set(name: string, value: unknown): void {
    call("window.set", this.id, name, value);
  }
  #is(name: string, usually: boolean): boolean {
    const value = this.facts().manners[name];
    return typeof value === "boolean" ? value : usually;
  }
  #number(name: string, usually: number): number {
    const value = this.facts().manners[name];
    return typeof value === "number" ? value : usually;
  }
}

/** A number of pixels, rounded, as in Electron; what is none is left to whoever reads it. */
export function whole<T>(pixels: T): T | number {
  return typeof pixels === "number" && Number.isFinite(pixels) ? Math.round(pixels) : pixels;
}
