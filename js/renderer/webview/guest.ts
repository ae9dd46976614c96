// One guest, as its embedder's page knows it.

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
  /** Its element has left the document, or main has ended it: nothing is heard but its end. */
  hasLeft = false;
  /** What its element's `src` was at first, and when it was last looked at. */
  readonly first: string;
  src: string;
  /** Its partition cannot be another one any more. */
  readonly partition: string | null;
  state: State = {
    url: "", title: "", loading: false, loadingMainFrame: false, waiting: false, canGoBack: false, canGoForward: false,
    historyIndex: -1, historyLength: 0, crashed: false, devtools: false, devtoolsFocused: false, zoom: 1, muted: false,
    audible: false, userAgent: "",
  };

  constructor(element: HTMLElement, src: string, partition: string | null) {
    this.element = element;
    this.first = src;
    this.src = src;
    this.partition = partition;
  }
}
