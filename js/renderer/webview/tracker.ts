// Follows elements wherever the page moves them, and tells each new place once. What may have moved one, a scroll, a
// change of the document, the start of an animation, is measured in the same frame, and then frame by frame until
// nothing has changed for a while. At rest nothing runs: an observer of intersections is set to the element's very
// place, and hears of what CSS alone moves.

import { OwnMap } from "../../clone/primordials.js";
import * as dom from "./dom.js";
import { type Box, isSame, nowhere, type Place, placeOf } from "./geometry.js";

const { max, min, round } = Math;

/** Tells where the element is from now on. */
export type Tell = (place: Place) => void;

interface Followed {
  readonly element: Element;
  readonly tell: Tell;
  place: Place;
  /** Looks on at rest. */
  rest: IntersectionObserver | undefined;
}

/** Frames without a change until it rests. */
const frames = 6;
/** How often it measures within one frame, besides once at its beginning: each may have the engine lay out the page. */
const mostAtOnce = 2;

export class Tracker {
  private readonly followed = new OwnMap<Element, Followed>();
  private readonly sizes: ResizeObserver;
  private readonly changes: MutationObserver;
  private stillFor = frames;
  private isRunning = false;
  private atOnce = 0;
  private isStarted = false;

  constructor() {
    this.sizes = new dom.ResizeObserver(() => this.stir());
    this.changes = new dom.MutationObserver(() => this.stir());
  }

  /** Follows an element until `drop`; what it tells at once is the first place. */
  follow(element: Element, tell: Tell): void {
    const followed: Followed = { element, tell, place: nowhere, rest: undefined };
    this.followed.set(element, followed);
    this.start();
    dom.observeSize(this.sizes, element);
    followed.place = placeOf(element);
    tell(followed.place);
    this.run();
  }

  /** Tells its place again, to whom may not have been there for it. */
  repeat(element: Element): void {
    const followed = this.followed.get(element);
    if (followed) followed.tell(followed.place);
  }

  drop(element: Element): void {
    const followed = this.followed.get(element);
    if (!followed) return;
    this.followed.delete(element);
    dom.unobserveSize(this.sizes, element);
    this.wake(followed);
  }

  /** Looks at a shadow root as well, from now on. */
  addRoot(root: Node): void {
    this.watch(root);
    dom.listen(root, "scroll", this.onMove, passive);
  }

  private start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.watch(document);
    dom.listen(globalThis, "scroll", this.onMove, passive);
    dom.listen(globalThis, "resize", this.onResize, passive);
    dom.listen(document, "visibilitychange", this.onMove, passive);
  }

  private watch(root: Node): void {
    dom.observe(this.changes, root, { subtree: true, childList: true, attributes: true, characterData: true });
    for (let i = 0; i < starts.length; ++i) dom.listen(root, starts[i]!, this.onStart, passive);
  }

  private readonly onMove = (): void => this.stir();
  private readonly onResize = (): void => {
    // Those that rest are set to places within a viewport of another size.
    this.followed.forEach((followed) => {
      this.wake(followed);
      // The page may be shown larger: the shell takes the place times that.
      followed.tell(followed.place);
    });
    this.stir();
  };
  private readonly onStart = (): void => {
    if (this.followed.size > 0) this.run();
  };

  /** Something may have moved. */
  private stir(): void {
    if (this.followed.size === 0) return;
    if (this.atOnce < mostAtOnce) {
      this.atOnce += 1;
      this.measure();
    }
    this.run();
  }

  private run(): void {
    this.stillFor = 0;
    if (this.isRunning) return;
    this.isRunning = true;
    dom.nextFrame(this.onFrame);
  }

  private readonly onFrame = (): void => {
    this.atOnce = 0;
    if (this.followed.size === 0) {
      this.isRunning = false;
      return;
    }
    this.stillFor = this.measure() ? 0 : this.stillFor + 1;
    if (this.stillFor < frames) return dom.nextFrame(this.onFrame);
    this.isRunning = false;
    this.followed.forEach((followed) => this.rest(followed));
  };

  /** Whether one has moved. */
  private measure(): boolean {
    let hasMoved = false;
    this.followed.forEach((followed) => {
      const place = placeOf(followed.element);
      if (isSame(place, followed.place)) return;
      hasMoved = true;
      followed.place = place;
      this.wake(followed);
      followed.tell(place);
    });
    return hasMoved;
  }

  private wake(followed: Followed): void {
    if (!followed.rest) return;
    dom.endIntersections(followed.rest);
    followed.rest = undefined;
  }

  private rest(followed: Followed): void {
    if (followed.rest) return;
    let first: number | undefined;
    const heard = (entries: IntersectionObserverEntry[]): void => {
      const ratio = dom.ratioOf(entries[entries.length - 1]!);
      if (first === undefined) first = ratio;
      else if (followed.rest === observer) {
        // Set anew where it has not moved: this one does not hear of the same again.
        this.wake(followed);
        this.stir();
      }
    };
    const observer = new dom.IntersectionObserver(heard, aroundPlace(followed.place));
    followed.rest = observer;
    dom.observeIntersection(observer, followed.element);
  }
}

const passive = { capture: true, passive: true };
const starts = ["transitionrun", "transitionstart", "transitionend", "animationstart", "animationend", "toggle", "load"];

/** An observer of this kind hears when what is seen of the element becomes more or less. */
function aroundPlace({ clip, ratio }: Place): IntersectionObserverInit {
  if (clip.width === 0) return { threshold: [0, 0.001] };
  const near = (value: number): number => min(1, max(0, value));
  return { rootMargin: margins(clip), threshold: [near(ratio - 0.0002), near(ratio + 0.0002)] };
}

function margins(clip: Box): string {
  const text = (inset: number): string => `${round(-inset * 100) / 100}px`;
  const right = dom.innerWidth() - clip.x - clip.width;
  const bottom = dom.innerHeight() - clip.y - clip.height;
  return `${text(clip.y)} ${text(right)} ${text(bottom)} ${text(clip.x)}`;
}
