// What the methods of `<webview>` do: the getters answer from what main has told, all else is asked of main.
// https://www.electronjs.org/docs/latest/api/webview-tag#methods

import { checkChannel } from "../../main/checks.js";
import { arraySlice, hasOwn, isArray } from "../../clone/primordials.js";
import * as dom from "./dom.js";
import { flag, number, oneOf, options, text, whole } from "./checks.js";
import type { Guest } from "./guest.js";
import { imageOf } from "./image.js";

export interface Ways {
  /** Has main do it; settles when it is done. */
  ask(guest: Guest, method: string, args: unknown[]): Promise<unknown>;
  /** A message to the guest's main document. */
  send(guest: Guest, channel: string, args: unknown[]): void;
}

/** Gives what main is asked with; throws where it is not what the method wants. */
type Check = (first: unknown, second: unknown, all: unknown[]) => unknown[];
type Method = (guest: Guest, args: unknown[], ways: Ways) => unknown;

/** Has main do it; what comes of it shows in the guest. */
const tell =
  (name: string, check: Check = () => []): Method =>
  (guest, args, ways) =>
    void settle(ways.ask(guest, name, check(args[0], args[1], args)));

async function settle(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch {
    // The guest has gone, or has told its embedder by an event.
  }
}

/** The same where the script is told of the end: also what is wrong with its arguments is the promise's to tell. */
const ask =
  (name: string, check: Check, then: (value: unknown) => unknown = (value) => value): Method =>
  async (guest, args, ways) =>
    then(await ways.ask(guest, name, check(args[0], args[1], args)));

const nothing = (): undefined => undefined;
const level = Math.log(1.2);
const { log, pow } = Math;
let lastFind = 0;

const table: Record<string, Method> = {
  loadURL: ask("loadURL", (url, more) => [text(url, "url"), options(more)], nothing),
  downloadURL: tell("downloadURL", (url, more) => [text(url, "url"), options(more)]),
  getURL: ({ state }) => state.url,
  getTitle: ({ state }) => state.title,
  isLoading: ({ state }) => state.loading,
  isLoadingMainFrame: ({ state }) => state.loadingMainFrame,
  isWaitingForResponse: ({ state }) => state.waiting,
  stop: tell("stop"),
  reload: tell("reload"),
  reloadIgnoringCache: tell("reloadIgnoringCache"),
  canGoBack: ({ state }) => state.canGoBack,
  canGoForward: ({ state }) => state.canGoForward,
  canGoToOffset({ state }, args) {
    const index = state.historyIndex + whole(args[0], "offset");
    return index >= 0 && index < state.historyLength;
  },
  clearHistory: tell("clearHistory"),
  goBack: tell("goBack"),
  goForward: tell("goForward"),
  goToIndex(guest, args, ways) {
    const offset = whole(args[0], "index") - guest.state.historyIndex;
    if (offset !== 0) void settle(ways.ask(guest, "goToOffset", [offset]));
  },
  goToOffset: tell("goToOffset", (offset) => [whole(offset, "offset")]),
  isCrashed: ({ state }) => state.crashed,
  setUserAgent(guest, args, ways) {
    const userAgent = text(args[0], "userAgent");
    void guest.change("userAgent", userAgent, ways.ask(guest, "setUserAgent", [userAgent]));
  },
  // A guest that was given none has the one of its page.
  getUserAgent: ({ state }) => state.userAgent || dom.userAgent(),
  insertCSS: ask("insertCSS", (css) => [text(css, "css")]),
  removeInsertedCSS: ask("removeInsertedCSS", (key) => [text(key, "key")], nothing),
  executeJavaScript: ask("executeJavaScript", (code, gesture) => [text(code, "code"), gesture === true]),
  openDevTools: tell("openDevTools"),
  closeDevTools: tell("closeDevTools"),
  isDevToolsOpened: ({ state }) => state.devtools,
  isDevToolsFocused: ({ state }) => state.devtools && state.devtoolsFocused,
  setAudioMuted(guest, args, ways) {
    const muted = flag(args[0], "muted");
    void guest.change("muted", muted, ways.ask(guest, "setAudioMuted", [muted]));
  },
  isAudioMuted: ({ state }) => state.muted,
  isCurrentlyAudible: ({ state }) => state.audible,
  undo: tell("undo"),
  redo: tell("redo"),
  cut: tell("cut"),
  copy: tell("copy"),
  paste: tell("paste"),
  pasteAndMatchStyle: tell("pasteAndMatchStyle"),
  delete: tell("delete"),
  selectAll: tell("selectAll"),
  unselect: tell("unselect"),
  replace: tell("replace", (given) => [text(given, "text")]),
  insertText: ask("insertText", (given) => [text(given, "text")], nothing),
  findInPage(guest, args, ways) {
    if (text(args[0], "text") === "") throw new TypeError("text must not be empty");
    const request = ++lastFind;
    void settle(ways.ask(guest, "findInPage", [request, args[0], options(args[1])]));
    return request;
  },
  stopFindInPage: tell("stopFindInPage", (action) => [
    oneOf(action, "action", ["clearSelection", "keepSelection", "activateSelection"]),
  ]),
  print: ask("print", (more) => [options(more)], nothing),
  printToPDF: ask("printToPDF", (more) => [options(more)]),
  capturePage: ask("capturePage", (rect) => (rect === undefined ? [] : [options(rect, "rect")]), imageOf),
  async send(guest, args, ways) {
    const channel = args[0];
    checkChannel(channel);
    ways.send(guest, channel, arraySlice(args, 1, args.length));
  },
  sendToFrame: ask(
    "sendToFrame",
    (frame, channel, args) => {
      if (isArray(frame)) {
        const pair = frame as unknown[];
        if (pair.length !== 2) throw new TypeError("frameId must be a number, or [processId, frameId]");
        whole(pair[0], "processId");
        whole(pair[1], "frameId");
      } else whole(frame, "frameId");
      checkChannel(channel);
      return [frame, channel, arraySlice(args, 2, args.length)];
    },
    nothing,
  ),
  setZoomFactor(guest, args, ways) {
    const factor = number(args[0], "factor");
    if (!(factor > 0)) throw new TypeError("'zoomFactor' must be a double greater than 0.0");
    void guest.change("zoom", factor, ways.ask(guest, "setZoomFactor", [factor]));
  },
  setZoomLevel(guest, args, ways) {
    const factor = pow(1.2, number(args[0], "level"));
    void guest.change("zoom", factor, ways.ask(guest, "setZoomFactor", [factor]));
  },
  getZoomFactor: ({ state }) => state.zoom,
  getZoomLevel: ({ state }) => log(state.zoom) / level || 0,
  // The engine has no other zoom than the page's.
  async setVisualZoomLevelLimits(_guest, args) {
    number(args[0], "minimumLevel");
    number(args[1], "maximumLevel");
  },
  getWebContentsId: ({ contents }) => contents,
};

/** What a method gives; undefined for a name that is none. */
export function run(name: string, guest: Guest, args: unknown[], ways: Ways): unknown {
  return hasOwn(table, name) ? table[name]!(guest, args, ways) : undefined;
}
