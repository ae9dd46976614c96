// webFrame: what a preload script can do to its document, and to the others of its process.
// https://www.electronjs.org/docs/latest/api/web-frame

import { numberOf, tokenOf } from "../main/frame-token.js";
import { copy } from "./bridge/copy.js";
import { across, checkWorld, evaluateInPage, type OtherWorlds, ownWorld, pageWorld, type Sides } from "./context-bridge.js";
import { base } from "./execute.js";
import type { Natives } from "./natives.js";
import * as styles from "./styles.js";

type Done = (result: unknown, error?: unknown) => void;

export interface WebSource {
  code: string;
  url?: string;
}

/** Runs a script in a world of another document of the process. */
export type ExecuteElsewhere = (document: number, world: string, code: string, url: string) => Promise<unknown>;

export interface Around {
  readonly natives: Natives;
  /** Undefined where the runtime is in the page's own world. */
  sides(): Sides | undefined;
  readonly others: OtherWorlds;
  readonly elsewhere: ExecuteElsewhere;
}

export type WebFrame = OwnFrame;

export function createWebFrame(around: Around): WebFrame {
  return new Frames(around).own;
}

/** The frames that scripts have asked for: one object for each document. */
class Frames {
  readonly around: Around;
  readonly own: OwnFrame;
  private readonly known = new Map<number, Frame>();

  constructor(around: Around) {
    this.around = around;
    this.own = new OwnFrame(this, around.natives.frameNumber());
    this.known.set(this.own.routingId, this.own);
  }

  of(number: number): Frame | null {
    if (number === 0) return null;
    const known = this.known.get(number) ?? new OtherFrame(this, number);
    this.known.set(number, known);
    return known;
  }
}

abstract class Frame {
  readonly #frames: Frames;
  /** The number of the document that the frame shows, as main has it. */
  readonly routingId: number;

  constructor(frames: Frames, number: number) {
    this.#frames = frames;
    this.routingId = number;
  }

  get frameToken(): string {
    return tokenOf(this.routingId);
  }
  get top(): Frame | null {
    return this.#related("top");
  }
  get parent(): Frame | null {
    return this.#related("parent");
  }
  get opener(): Frame | null {
    return this.#related("opener");
  }
  get firstChild(): Frame | null {
    return this.#related("child", "0");
  }
  get nextSibling(): Frame | null {
    return this.#related("next");
  }

  findFrameByName(name: string): Frame | null {
    return this.#related("named", checkString(name, "name"));
  }
  findFrameByToken(token: string): Frame | null {
    return this.findFrameByRoutingId(numberOf(token));
  }
  findFrameByRoutingId(routingId: number): Frame | null {
    return this.#frames.of(this.#frames.around.natives.relatedFrame(Number(routingId) || 0, "self", ""));
  }
  /** The frame of an element of this document. */
  getFrameForSelector(selector: string): Frame | null {
    return this.#related("selected", checkString(selector, "selector"));
  }

  abstract run(world: number, code: string, url: string): unknown;

  executeJavaScript(code: string, ...rest: unknown[]): Promise<unknown> {
    return settled(rest, () => this.run(pageWorld, checkString(code, "code"), ""));
  }

  executeJavaScriptInIsolatedWorld(world: number, scripts: WebSource[], ...rest: unknown[]): Promise<unknown> {
    return settled(rest, async () => {
      checkWorld(world);
      if (!Array.isArray(scripts)) throw new TypeError("The scripts must be an array of { code, url? }");
      let result: unknown;
      for (const { code, url } of scripts) result = this.run(world, checkString(code, "code"), url === undefined ? "" : String(url));
      return result;
    });
  }

  /** Names a world, which nothing here shows; other policies than its own it cannot have. */
  setIsolatedWorldInfo(world: number, info: { securityOrigin?: string; csp?: string; name?: string }): void {
    checkWorld(world);
    if (typeof info !== "object" || info === null) throw new TypeError("The info must be an object");
  }

  abstract insertCSS(css: string, options?: { cssOrigin?: string }): string;
  abstract removeInsertedCSS(key: string): void;
  abstract insertText(text: string): void;

  setZoomFactor(factor: number): void {
    if (typeof factor !== "number" || !(factor > 0)) throw new TypeError("'zoomFactor' must be a double greater than 0.0");
    this.#frames.around.natives.setZoom(factor);
  }
  getZoomFactor(): number {
    return this.#frames.around.natives.zoom();
  }
  setZoomLevel(level: number): void {
    if (typeof level !== "number" || level !== level) throw new TypeError("The zoom level must be a number");
    this.setZoomFactor(1.2 ** level);
  }
  getZoomLevel(): number {
    return Math.log(this.getZoomFactor()) / Math.log(1.2) || 0;
  }
  /** The engine has no other zoom than the page's. */
  setVisualZoomLevelLimits(minimum: number, maximum: number): void {
    if (typeof minimum !== "number" || typeof maximum !== "number") throw new TypeError("The limits must be numbers");
  }

  // What the engine keeps to itself, or has not.
  setSpellCheckProvider(_language: string, provider: object): void {
    if (typeof provider !== "object" || provider === null) throw new TypeError("The provider must be an object");
  }
  isWordMisspelled(_word: string): boolean {
    return false;
  }
  getWordSuggestions(_word: string): string[] {
    return [];
  }
  clearCache(): void {}
  getResourceUsage(): Record<string, { count: number; size: number; liveSize: number }> {
    const kinds = ["images", "scripts", "cssStyleSheets", "xslStyleSheets", "fonts", "other"];
    return Object.fromEntries(kinds.map((kind) => [kind, { count: 0, size: 0, liveSize: 0 }]));
  }

  #related(relation: string, argument = ""): Frame | null {
    return this.#frames.of(this.#frames.around.natives.relatedFrame(this.routingId, relation, argument));
  }
}

/** The runtime's own document. */
class OwnFrame extends Frame {
  readonly #around: Around;

  constructor(frames: Frames, number: number) {
    super(frames, number);
    this.#around = frames.around;
  }

  run(world: number, code: string, url: string): unknown {
    const { natives, others, sides } = this.#around;
    const both = sides();
    if (world === pageWorld) {
      const from = url || base();
      if (!both) return natives.evaluate(code, from);
      return across(both, () => copy(evaluateInPage(natives, both, code, from), both.page, both.here), true);
    }
    return world === ownWorld ? natives.evaluateOwn(code, url) : others.evaluate(world, code, url);
  }

  insertCSS(css: string, _options?: { cssOrigin?: string }): string {
    return styles.insert(checkString(css, "CSS"));
  }
  removeInsertedCSS(key: string): void {
    styles.remove(checkString(key, "key"));
  }
  insertText(text: string): void {
    document.execCommand("insertText", false, checkString(text, "text"));
  }
}

/** Another document of the process: its own runtime does what is asked, and what it gives comes as a clone. */
class OtherFrame extends Frame {
  readonly #elsewhere: ExecuteElsewhere;

  constructor(frames: Frames, number: number) {
    super(frames, number);
    this.#elsewhere = frames.around.elsewhere;
  }

  run(world: number, code: string, url: string): unknown {
    return this.#elsewhere(this.routingId, world === pageWorld ? "main" : world === ownWorld ? "isolated" : `${world}`, code, url);
  }

  insertCSS(css: string, _options?: { cssOrigin?: string }): string {
    const key = styles.newKey();
    this.#order(`(${styles.insertAs.toString()})(${JSON.stringify(key)}, ${JSON.stringify(checkString(css, "CSS"))})`);
    return key;
  }
  removeInsertedCSS(key: string): void {
    this.#order(`(${styles.remove.toString()})(${JSON.stringify(checkString(key, "key"))})`);
  }
  insertText(text: string): void {
    this.#order(`document.execCommand("insertText", false, ${JSON.stringify(checkString(text, "text"))})`);
  }

  #order(code: string): void {
    // A document that has gone has no use for it.
    this.#elsewhere(this.routingId, "isolated", code, "").catch(() => {});
  }
}

function checkString(value: unknown, what: string): string {
  if (typeof value !== "string") throw new TypeError(`The ${what} must be a string`);
  return value;
}

/** What `run` comes to, which a callback at the end of the arguments hears as well. */
async function settled(rest: readonly unknown[], run: () => unknown): Promise<unknown> {
  const done = rest.find((each) => typeof each === "function") as Done | undefined;
  try {
    const result = await run();
    done?.(result);
    return result;
  } catch (error) {
    done?.(undefined, error);
    throw error;
  }
}
