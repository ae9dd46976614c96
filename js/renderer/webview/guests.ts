// The guests of a document: each `<webview>` in it that has an address shows one. An element that leaves the document
// loses its guest, and has another one where it comes back.
// https://www.electronjs.org/docs/latest/api/webview-tag

import { OwnMap, OwnWeakMap } from "../../clone/primordials.js";
import type { Sides } from "../context-bridge.js";
import type { Natives } from "../natives.js";
import type { Wire } from "../wire.js";
import * as dom from "./dom.js";
import { alreadyNavigated, switches } from "./element.js";
import { Elements, type Listener } from "./elements.js";
import { Focus } from "./focus.js";
import { Guest } from "./guest.js";
import { run, type Ways } from "./methods.js";
import { PageSide } from "./page-side.js";
import { Tracker } from "./tracker.js";

/** Main makes no more for one page: src/ipc/limits.h. */
const maxGuests = 128;
const notAttached =
  "The WebView must be attached to the DOM and the dom-ready event emitted before this method can be called.";

interface Early {
  readonly contents: number;
  readonly tell: (guest: Guest) => void;
}

export class Guests implements Ways, Listener {
  private readonly natives: Natives;
  private readonly wire: Wire;
  private readonly page: PageSide;
  private readonly tracker = new Tracker();
  private readonly focus: Focus;
  private readonly elements: Elements;
  private readonly byElement = new OwnWeakMap<Element, Guest | undefined>();
  /** Those whose elements are in the document. */
  private readonly shown = new OwnMap<Guest, true>();
  private readonly byContents = new OwnMap<number, Guest>();
  /** What main has told of guests whose numbers have not come. */
  private early: Early[] = [];
  private waiting = 0;

  constructor(natives: Natives, wire: Wire, sides: Sides | undefined) {
    this.natives = natives;
    this.wire = wire;
    const invoke = (element: Element, method: string, args: unknown[]): unknown => this.invoke(element, method, args);
    this.page = new PageSide(natives, sides, invoke, (root) => {
      this.tracker.addRoot(root);
      this.elements.addRoot(root);
    });
    this.focus = new Focus(natives, (element) => this.byElement.get(element));
    this.elements = new Elements(this);
  }

  // ---- the document ----

  come(element: HTMLElement): void {
    this.page.upgrade(element);
    if (!dom.hasAttribute(element, "tabindex")) dom.setAttribute(element, "tabindex", "0");
    const src = dom.getAttribute(element, "src");
    if (src) this.create(element, src);
  }

  gone(element: HTMLElement): void {
    const guest = this.byElement.get(element);
    if (!guest) return;
    this.forget(guest);
    if (guest.contents !== 0) this.wire.tellGuest("destroy", [guest.contents]);
  }

  sourceSet(element: HTMLElement): void {
    const guest = this.byElement.get(element);
    const src = dom.getAttribute(element, "src");
    if (!guest) {
      if (src) this.create(element, src);
    } else if (src) {
      // It may just have been made, with this one.
      if (guest.contents === 0 && src === guest.src) return;
      guest.src = src;
      this.navigate(guest);
    } else {
      // A guest that shows a page does not become one that shows none.
      this.elements.setQuietly(element, "src", guest.src);
    }
  }

  partitionSet(element: HTMLElement): void {
    const guest = this.byElement.get(element);
    if (!guest || dom.getAttribute(element, "partition") === guest.partition) return;
    this.page.complain(alreadyNavigated);
    this.elements.setQuietly(element, "partition", guest.partition);
  }

  // ---- life ----

  private create(element: HTMLElement, src: string): void {
    if (this.shown.size >= maxGuests) {
      return this.page.complain(`A page has at most ${maxGuests} <webview> elements with a guest at a time`);
    }
    const guest = new Guest(element, src, dom.getAttribute(element, "partition"));
    this.byElement.set(element, guest);
    this.shown.set(guest, true);
    this.waiting += 1;
    void this.open(guest);
  }

  private async open(guest: Guest): Promise<void> {
    try {
      const contents = (await this.wire.callGuest("create", [this.parameters(guest)])) as number;
      this.waiting -= 1;
      this.begin(guest, contents);
    } catch (error) {
      this.waiting -= 1;
      this.page.complain(`A <webview> has no guest: ${(error as Error).message}`);
      this.forget(guest);
    }
    if (this.waiting === 0) this.early = [];
  }

  private parameters({ element, src }: Guest): object {
    const text = (name: string): string => dom.getAttribute(element, name) ?? "";
    const params: Record<string, unknown> = {
      src: resolved(element, src),
      preload: this.preloadOf(element),
      partition: text("partition"),
      webpreferences: text("webpreferences"),
      useragent: text("useragent"),
      httpreferrer: text("httpreferrer"),
    };
    for (let i = 0; i < switches.length; ++i) params[switches[i]!] = dom.hasAttribute(element, switches[i]!);
    return params;
  }

  private preloadOf(element: Element): string {
    const given = dom.getAttribute(element, "preload") ?? "";
    const url = given === "" ? "" : resolved(element, given);
    if (url === "" || dom.startsWith(url, "file:")) return url;
    // A path, in a page that is no file.
    if (dom.startsWith(given, "/") && !dom.startsWith(given, "//")) return given;
    this.page.complain('Only "file:" protocol is supported in "preload" attribute.');
    return "";
  }

  private begin(guest: Guest, contents: number): void {
    guest.contents = contents;
    this.byContents.set(contents, guest);
    if (guest.hasLeft) return this.wire.tellGuest("destroy", [contents]);
    this.tracker.follow(guest.element, ({ box, clip }) =>
      this.natives.placeGuest(contents, box.x, box.y, box.width, box.height, clip.x, clip.y, clip.width, clip.height),
    );
    this.focus.begin(guest);
    const { early } = this;
    for (let i = 0; i < early.length; ++i) if (early[i]!.contents === contents) early[i]!.tell(guest);
    if (guest.src !== guest.first) this.navigate(guest);
  }

  private forget(guest: Guest): void {
    guest.hasLeft = true;
    guest.isAttached = false;
    this.shown.delete(guest);
    this.tracker.drop(guest.element);
    if (this.byElement.get(guest.element) === guest) this.byElement.set(guest.element, undefined);
  }

  private navigate(guest: Guest): void {
    if (guest.contents === 0) return;
    const url = resolved(guest.element, guest.src);
    const isShown = url === guest.state.url && !guest.state.loadingMainFrame && !guest.state.crashed;
    void this.quiet(isShown ? this.ask(guest, "reload", []) : this.ask(guest, "loadURL", [url, this.loadOptions(guest)]));
  }

  private loadOptions({ element }: Guest): object {
    const options: Record<string, unknown> = {};
    const referrer = dom.getAttribute(element, "httpreferrer");
    if (referrer) options["httpReferrer"] = referrer;
    return options;
  }

  /** The guest tells of it by its events. */
  private async quiet(asked: Promise<unknown>): Promise<void> {
    try {
      await asked;
    } catch {}
  }

  // ---- scripts ----

  private invoke(element: Element, method: string, args: unknown[]): unknown {
    const guest = this.byElement.get(element);
    if (method === "hasNavigated") return guest !== undefined;
    if (method === "focus") return guest && this.focus.tell(guest, "here");
    if (!guest?.isAttached) throw new Error(notAttached);
    return run(method, guest, args, this);
  }

  ask(guest: Guest, method: string, args: unknown[]): Promise<unknown> {
    const all: unknown[] = [guest.contents, method];
    for (let i = 0; i < args.length; ++i) all[i + 2] = args[i];
    return this.wire.callGuest("call", all);
  }

  send(guest: Guest, channel: string, args: unknown[]): void {
    this.wire.sendToGuest(guest.contents, channel, args);
  }

  // ---- main and the shell ----

  /** A word of main: what has happened to a guest. */
  onWord(word: string, args: unknown[]): void {
    if (word !== "event") return;
    const contents = args[0] as number;
    const name = args[1] as string;
    const fields = (args[2] ?? {}) as Record<string, unknown>;
    this.withGuest(contents, (guest) => this.onEvent(guest, name, fields, (args[3] ?? {}) as object));
  }

  /** `ipcRenderer.sendToHost` of a guest: who has sent it, then what. */
  onMessage(contents: number, channel: string, bytes: Uint8Array): void {
    if (bytes.length < 8) return;
    const number = (at: number): number =>
      (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
    const frameId = [number(0), number(4)];
    const args = this.wire.decodeBytes(bytes, 8, []) as unknown[];
    this.withGuest(contents, (guest) => {
      if (!guest.hasLeft) this.page.dispatch(guest.element, "ipc-message", { channel, args, frameId });
    });
  }

  /** A word of the shell. */
  onShell(what: string, contents: number, detail: string): void {
    const guest = this.byContents.get(contents);
    if (!guest || guest.hasLeft) return;
    if (what === "left") this.focus.left(guest, detail);
    else if (what === "focused") this.focus.focused(guest, detail !== "");
  }

  private withGuest(contents: number, tell: (guest: Guest) => void): void {
    const guest = this.byContents.get(contents);
    if (guest) return tell(guest);
    if (this.waiting > 0) this.early[this.early.length] = { contents, tell };
  }

  private onEvent(guest: Guest, name: string, fields: Record<string, unknown>, state: object): void {
    if (name === "destroyed") {
      this.byContents.delete(guest.contents);
      if (!guest.hasLeft) this.forget(guest);
      // The element has another guest by now, of which this is not said.
      if (this.byElement.get(guest.element)) return;
    } else if (guest.hasLeft) {
      return;
    }
    guest.tell(state);
    if (name === "did-attach") guest.isAttached = true;
    // What has changed and has no event of its own.
    if (name === "") return;
    if (!guest.isSettled) this.settle(guest, name);
    const isOfAddress = name === "load-commit" || name === "did-navigate-in-page";
    if (isOfAddress && fields["isMainFrame"]) this.showAddress(guest, fields["url"] as string);
    this.page.dispatch(guest.element, name, fields);
  }

  /** The shell hears of a guest from main, and of its place and focus from here: only what it tells itself shows that it knows it. */
  private settle(guest: Guest, name: string): void {
    if (name !== "did-start-loading" && name !== "load-commit" && name !== "did-fail-load") return;
    guest.isSettled = name !== "did-start-loading";
    this.tracker.repeat(guest.element);
    this.focus.begin(guest);
  }

  /** The attribute is the address that is seen. */
  private showAddress(guest: Guest, url: string): void {
    if (resolved(guest.element, guest.src) === url) return;
    this.elements.settle();
    guest.src = url;
    this.elements.setQuietly(guest.element, "src", url);
  }
}

function resolved(element: Element, address: string): string {
  try {
    return dom.hrefOf(new dom.NativeURL(address, dom.baseURI(element)));
  } catch {
    return address;
  }
}
