// One guest, as its embedder's page knows it.

import { objectKeys } from "../../clone/primordials.js";

/** What main has told of it, by the names of its message. */
export interface State {
  url: string;
  title: string;
  loading: boolean;
  loadingMainFrame: boolean;
  waiting: boolean;
  canGoBack: boolean;
  canGoForward: boolean;
  historyIndex: number;
  historyLength: number;
  crashed: boolean;
  devtools: boolean;
  devtoolsFocused: boolean;
  zoom: number;
  muted: boolean;
  audible: boolean;
  userAgent: string;
}

export class Guest {
  readonly element: HTMLElement;
  /** Its contents' number; 0 until main has made it. */
  contents = 0;
  /** Main has told of it: the methods answer. */
  isAttached = false;
  /** The shell has it, and has been told where it is. */
  isSettled = false;
  /** Its element has left the document, or main has ended it: nothing is heard but its end. */
  hasLeft = false;
  /** What its element's `src` was at first, and when it was last looked at. */
  readonly first: string;
  src: string;
  /** Its partition cannot be another one any more. */
  readonly partition: string | null;
  readonly state: State = {
    url: "", title: "", loading: false, loadingMainFrame: false, waiting: false, canGoBack: false, canGoForward: false,
    historyIndex: -1, historyLength: 0, crashed: false, devtools: false, devtoolsFocused: false, zoom: 1, muted: false,
    audible: false, userAgent: "",
  };

  /** What scripts have set and main has not answered yet: it is what it was set to, whatever main says meanwhile. */
  private readonly set: Partial<Record<keyof State, number>> = {};

  constructor(element: HTMLElement, src: string, partition: string | null) {
    this.element = element;
    this.first = src;
    this.src = src;
    this.partition = partition;
  }

  /** What main has told. */
  tell(told: Partial<State>): void {
    const keys = objectKeys(told) as (keyof State)[];
    for (let i = 0; i < keys.length; ++i) {
      const key = keys[i]!;
      if (!this.set[key]) this.put(key, told[key]);
    }
  }

  /** A script sets it, which main is told by `asked`. */
  async change<Key extends keyof State>(key: Key, value: State[Key], asked: Promise<unknown>): Promise<void> {
    this.put(key, value);
    this.set[key] = (this.set[key] ?? 0) + 1;
    try {
      await asked;
    } catch {
      // The guest has gone.
    } finally {
      this.set[key]! -= 1;
    }
  }

  private put(key: keyof State, value: unknown): void {
    (this.state as unknown as Record<string, unknown>)[key] = value;
  }
}
