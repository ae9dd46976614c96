// The `<webview>` elements of a document, as scripts and the parser put them in, take them out and set their attributes.
// What is done in one turn is told at its end, once for each element.

import { OwnMap } from "../../clone/primordials.js";
import * as dom from "./dom.js";

export interface Listener {
  /** It is in the document, and was not before. */
  come(element: HTMLElement): void;
  /** It is not where it was: it has left the document or, where `come` follows, is at another place of it. */
  gone(element: HTMLElement): void;
  sourceSet(element: HTMLElement): void;
  partitionSet(element: HTMLElement): void;
}

/** The attributes that matter of elements that are in the document. */
const watched = { subtree: true, childList: true, attributes: true, attributeFilter: ["src", "partition"] };

type List<T> = OwnMap<T, true>;

export class Elements {
  private readonly listener: Listener;
  private readonly observer: MutationObserver;
  /** Those in the document. */
  private readonly known: List<HTMLElement> = new OwnMap();
  /** Shadow roots with such elements. */
  private readonly roots: List<ShadowRoot> = new OwnMap();
  // Of this turn.
  private readonly leaving: List<HTMLElement> = new OwnMap();
  private readonly coming: List<HTMLElement> = new OwnMap();
  private readonly sources: List<HTMLElement> = new OwnMap();
  private readonly partitions: List<HTMLElement> = new OwnMap();

  constructor(listener: Listener) {
    this.listener = listener;
    this.observer = new dom.MutationObserver((records) => this.changed(records));
    dom.observe(this.observer, document, watched);
  }

  /** Looks at a shadow root as well. */
  addRoot(root: ShadowRoot): void {
    dom.observe(this.observer, root, watched);
    this.search(root);
    this.tell();
  }

  /** Sets an attribute, or removes it, as if nobody had. */
  setQuietly(element: Element, name: string, value: string | null): void {
    this.settle();
    if (value === null) dom.removeAttribute(element, name);
    else dom.setAttribute(element, name, value);
    dom.takeRecords(this.observer);
  }

  /** Tells at once what has happened by now. */
  settle(): void {
    this.changed(dom.takeRecords(this.observer));
  }

  private changed(records: MutationRecord[]): void {
    for (let i = 0; i < records.length; ++i) {
      const record = records[i]!;
      const target = dom.recordTarget(record);
      if (dom.recordType(record) === "childList") {
        dom.forEach(dom.removedNodes(record), (node) => this.removed(node));
        dom.forEach(dom.addedNodes(record), (node) => this.added(node));
      } else if (isWebview(target)) {
        (dom.recordAttribute(record) === "src" ? this.sources : this.partitions).set(target, true);
      }
    }
    this.tell();
  }

  private removed(node: Node): void {
    if (this.known.size === 0 || dom.nodeType(node) !== 1) return;
    this.known.forEach((_, element) => {
      if (isIn(node, element)) this.leaving.set(element, true);
    });
  }

  private added(node: Node): void {
    if (dom.nodeType(node) !== 1) return;
    if (isWebview(node)) this.coming.set(node, true);
    else dom.forEach(dom.findIn(node as Element, "webview"), (element) => this.coming.set(element, true));
    // It may be the host of some.
    this.roots.forEach((_, root) => {
      if (isIn(node, root)) this.search(root);
    });
  }

  private search(root: ShadowRoot): void {
    dom.forEach(dom.findInFragment(root, "webview"), (element) => this.coming.set(element, true));
  }

  private tell(): void {
    takeAll(this.leaving, (element) => {
      this.known.delete(element);
      this.coming.set(element, true);
      this.listener.gone(element);
    });
    takeAll(this.coming, (element) => {
      if (this.known.get(element) || !isWebview(element) || !dom.isConnected(element)) return;
      this.known.set(element, true);
      const root = dom.rootOf(element);
      if (root !== document) this.roots.set(root as ShadowRoot, true);
      this.listener.come(element);
    });
    takeAll(this.partitions, (element) => {
      if (this.known.get(element)) this.listener.partitionSet(element);
    });
    takeAll(this.sources, (element) => {
      if (this.known.get(element)) this.listener.sourceSet(element);
    });
  }
}

/** Empties a list, and gives what was in it: what is done with that may fill it again. */
function takeAll<T extends object>(list: List<T>, take: (each: T) => void): void {
  if (list.size === 0) return;
  const all: T[] = [];
  list.forEach((_, each) => (all[all.length] = each));
  list.clear();
  for (let i = 0; i < all.length; ++i) take(all[i]!);
}

function isWebview(node: Node): node is HTMLElement {
  return dom.nodeType(node) === 1 && dom.localName(node) === "webview" && dom.isHtml(node as Element);
}

/** Whether a node is in the tree of another one; what is in shadow roots counts. */
function isIn(node: Node, inner: Node): boolean {
  for (let next: Node | null = inner; next; next = dom.parentNode(next) ?? (dom.isShadowRoot(next) ? dom.hostOf(next) : null)) {
    if (next === node) return true;
  }
  return false;
}
