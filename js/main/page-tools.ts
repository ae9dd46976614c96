// What a page's view does beside loading: its history, zoom, sound, searches, editing, print.
// https://www.electronjs.org/docs/latest/api/web-contents

import { ask, call } from "./native.js";
import { WatchedEmitter } from "./watched-emitter.js";

/** What main knows of a page without asking anybody. */
export interface Facts {
  url: string;
  title: string;
  loading: boolean;
  loadingMainFrame: boolean;
  waiting: boolean;
  crashed: boolean;
  sandboxed: boolean | null;
  devtools: boolean;
  historyIndex: number;
  historyLength: number;
  zoom: number;
  muted: boolean;
  audible: boolean;
  userAgent: string;
}

export interface FindInPageOptions {
  forward?: boolean;
  findNext?: boolean;
  matchCase?: boolean;
}

/** A step of zoom, as Chromium has it. */
const zoomBase = 1.2;
const findActions = ["clearSelection", "keepSelection", "activateSelection"];

let lastFind = 0;

function checkNumber(value: unknown, what: string): asserts value is number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TypeError(`${what} must be a finite number`);
}

function checkText(value: unknown, what: string): asserts value is string {
  if (typeof value !== "string") throw new TypeError(`${what} must be a string`);
}

export abstract class PageTools extends WatchedEmitter {
  abstract readonly id: number;
  protected abstract check(): void;

  protected facts(): Facts {
    this.check();
    return call("contents.facts", this.id);
  }
  protected order(word: string): void {
    this.check();
    call("contents.order", this.id, word);
  }
  #tell(word: string, ...args: unknown[]): void {
    this.check();
    call("contents.tell", this.id, word, args);
  }
  async #ask(word: string, options: unknown): Promise<unknown> {
    this.check();
    return ask("contents.ask", this.id, word, options);
  }

  isWaitingForResponse(): boolean {
    return this.facts().waiting;
  }

  // ---- history ----

  goBack(): void {
    this.order("go_back");
  }
  goForward(): void {
    this.order("go_forward");
  }
  canGoBack(): boolean {
    return this.facts().historyIndex > 0;
  }
  canGoForward(): boolean {
    return this.canGoToOffset(1);
  }
  canGoToOffset(offset: number): boolean {
    checkNumber(offset, "The offset");
    const { historyIndex, historyLength } = this.facts();
    const to = historyIndex + offset;
    return to >= 0 && to < historyLength;
  }
  goToOffset(offset: number): void {
    if (this.canGoToOffset(offset) && offset !== 0) this.#tell("contents.go_to", offset);
  }
  goToIndex(index: number): void {
    checkNumber(index, "The index");
    this.goToOffset(index - this.facts().historyIndex);
  }
  clearHistory(): void {
    this.order("clear_history");
  }

  // ---- zoom and sound ----

  getZoomFactor(): number {
    return this.facts().zoom;
  }
  setZoomFactor(factor: number): void {
    checkNumber(factor, "The zoom factor");
    if (factor <= 0) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.check();
    call("contents.set_zoom", this.id, factor);
  }
  get zoomFactor(): number {
    return this.getZoomFactor();
  }
  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }
  getZoomLevel(): number {
    return Math.log(this.getZoomFactor()) / Math.log(zoomBase);
  }
  setZoomLevel(level: number): void {
    checkNumber(level, "The zoom level");
    this.setZoomFactor(zoomBase ** level);
  }
  get zoomLevel(): number {
    return this.getZoomLevel();
  }
  set zoomLevel(level: number) {
    this.setZoomLevel(level);
  }
  isAudioMuted(): boolean {
    return this.facts().muted;
  }
  setAudioMuted(muted: boolean): void {
    this.check();
    call("contents.set_muted", this.id, Boolean(muted));
  }
  get audioMuted(): boolean {
    return this.isAudioMuted();
  }
  set audioMuted(muted: boolean) {
    this.setAudioMuted(muted);
  }
  isCurrentlyAudible(): boolean {
    return this.facts().audible;
  }

  // ---- who it says it is ----

  getUserAgent(): string {
    return this.facts().userAgent;
  }
  setUserAgent(userAgent: string): void {
    checkText(userAgent, "The user agent");
    this.check();
    call("contents.set_user_agent", this.id, userAgent);
  }
  get userAgent(): string {
    return this.getUserAgent();
  }
  set userAgent(userAgent: string) {
    this.setUserAgent(userAgent);
  }

  // ---- searches ----

  findInPage(text: string, options: FindInPageOptions = {}): number {
    checkText(text, "The text");
    if (text === "") throw new Error("Must provide a non-empty search content");
    const request = ++lastFind;
    const { forward = true, findNext = false, matchCase = false } = options;
    this.#tell("contents.find", request, text, { forward, findNext, matchCase });
    return request;
  }
  stopFindInPage(action: string): void {
    if (!findActions.includes(action)) throw new Error(`The action must be one of ${findActions.join(", ")}`);
    this.#tell("contents.stop_find", action);
  }

  // ---- editing ----

  undo(): void {
    this.#edit("Undo");
  }
  redo(): void {
    this.#edit("Redo");
  }
  cut(): void {
    this.#edit("Cut");
  }
  copy(): void {
    this.#edit("Copy");
  }
  paste(): void {
    this.#edit("Paste");
  }
  pasteAndMatchStyle(): void {
    this.#edit("PasteAsPlainText");
  }
  delete(): void {
    this.#edit("Delete");
  }
  selectAll(): void {
    this.#edit("SelectAll");
  }
  unselect(): void {
    this.#edit("Unselect");
  }
  scrollToTop(): void {
    this.#edit("MoveToBeginningOfDocument");
  }
  scrollToBottom(): void {
    this.#edit("MoveToEndOfDocument");
  }
  replace(text: string): void {
    void this.insertText(text);
  }
  insertText(text: string): Promise<void> {
    checkText(text, "The text");
    this.#tell("contents.insert_text", text);
    return Promise.resolve();
  }
  #edit(command: string): void {
    this.#tell("contents.edit", command);
  }

  // ---- what leaves the page ----

  downloadURL(url: string): void {
    checkText(url, "The URL");
    this.#tell("contents.download", url);
  }
  /** The pages as a PDF. */
  async printToPDF(options: object = {}): Promise<Buffer> {
    return Buffer.from((await this.#ask("contents.print_to_pdf", options)) as Uint8Array);
  }
}
