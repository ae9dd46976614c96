// What a page has of `<webview>`: the class of the element, its properties and methods, and its events. Evaluated in
// the page's realm before the page's scripts, and in the runtime's own. Whatever the page does to its prototypes
// later, the methods hold: what they need is taken here, and what they do is done by the runtime (`Invoke`).
//
// The engine has no such element, and no way to define one. So the members lie on the prototype of all unknown
// elements, where each touch of a `<webview>` gives this its own prototype (`upgrade`), however it came to be.

/** Does what a method says, with the arguments that a script has given. What it gives and throws is the script's. */
export type Invoke = (element: Element, method: string, args: unknown[]) => unknown;

/** What the runtime does to an element; a value of the element's realm. */
export interface ElementSide {
  /** Gives an element of this kind its prototype. */
  upgrade(element: Element): void;
  /** Gives an event with these fields to the element's listeners. */
  dispatch(element: Element, name: string, fields: object): void;
  /** The same fields for an event of another realm's. */
  describe(event: Event, fields: object): void;
  /** Writes an error to the console. */
  complain(message: string): void;
}

export const texts = ["partition", "useragent", "httpreferrer", "webpreferences", "enableblinkfeatures", "disableblinkfeatures"];
export const switches = ["nodeintegration", "nodeintegrationinsubframes", "plugins", "disablewebsecurity", "allowpopups"];
export const methods = [
  "loadURL", "downloadURL", "getURL", "getTitle", "isLoading", "isLoadingMainFrame", "isWaitingForResponse", "stop",
  "reload", "reloadIgnoringCache", "canGoBack", "canGoForward", "canGoToOffset", "clearHistory", "goBack", "goForward",
  "goToIndex", "goToOffset", "isCrashed", "setUserAgent", "getUserAgent", "insertCSS", "removeInsertedCSS",
  "executeJavaScript", "openDevTools", "closeDevTools", "isDevToolsOpened", "isDevToolsFocused", "setAudioMuted",
  "isAudioMuted", "isCurrentlyAudible", "undo", "redo", "cut", "copy", "paste", "pasteAndMatchStyle", "delete",
  "selectAll", "unselect", "replace", "insertText", "findInPage", "stopFindInPage", "print", "printToPDF",
  "capturePage", "send", "sendToFrame", "setZoomFactor", "setZoomLevel", "getZoomFactor", "getZoomLevel",
  "setVisualZoomLevelLimits", "getWebContentsId",
];
/** Those whose first argument may be an object that is meant as its text, as a URL is. */
const takesText = ["loadURL", "downloadURL"];

export const alreadyNavigated = "The object has already navigated, so its partition cannot be changed.";

/** `onShadow` hears of the shadow roots that scripts of the realm attach: nothing else tells of what is in them. */
export default function createElementSide(invoke: Invoke, onShadow: (root: ShadowRoot) => void): ElementSide {
  const { apply, defineProperty, get: reflectGet, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Reflect;
  const { keys } = Object;
  const host = globalThis;
  const { HTMLElement: Base, HTMLUnknownElement: Unknown, Event: NativeEvent, URL: NativeURL, TypeError: NativeTypeError } = host;
  const { DOMException: NativeDOMException, Boolean: toBoolean, document: ownDocument, console: ownConsole } = host;
  const { getAttribute, setAttribute, hasAttribute, removeAttribute, attachShadow } = Element.prototype;
  const { focus } = Base.prototype;
  const { dispatchEvent } = EventTarget.prototype;
  const { createElement } = Document.prototype;
  const { toLowerCase } = String.prototype;
  const { hasInstance } = Symbol;
  const ordinaryHasInstance = getOwnPropertyDescriptor(Function.prototype, hasInstance)!.value as () => boolean;
  const { error: consoleError } = ownConsole;
  const unknownPrototype = Unknown.prototype as object;
  const getterOf = (prototype: object, key: string) => getOwnPropertyDescriptor(prototype, key)!.get as () => unknown;
  const localName = getterOf(Element.prototype, "localName");
  const namespace = getterOf(Element.prototype, "namespaceURI");
  const baseURI = getterOf(Node.prototype, "baseURI");
  const href = getterOf(NativeURL.prototype, "href");
  const none: never[] = [];
  const bare = <T extends object>(object: T): T => (setPrototypeOf(object, null), object);

  const isWebview = (value: unknown): value is HTMLElement => {
    try {
      return apply(localName, value, none) === "webview" && apply(namespace, value, none) === "http://www.w3.org/1999/xhtml";
    } catch {
      return false;
    }
  };

  class WebView {
    constructor() {
      const made = apply(createElement, ownDocument, ["webview"]) as object;
      setPrototypeOf(made, new.target.prototype as object);
      return made as WebView;
    }
    static [Symbol.hasInstance](this: unknown, value: unknown): boolean {
      if (this === WebView) return isWebview(value);
      return apply(ordinaryHasInstance, this as () => void, [value] as never);
    }
  }
  const prototype = WebView.prototype as object;
  setPrototypeOf(WebView, Base);
  setPrototypeOf(prototype, Base.prototype);

  const upgrade = (value: unknown): value is HTMLElement => {
    if (!isWebview(value)) return false;
    if (getPrototypeOf(value) === unknownPrototype) setPrototypeOf(value, prototype);
    return true;
  };
  const own = (value: unknown): HTMLElement => {
    if (upgrade(value)) return value;
    throw new NativeTypeError("Can only be called on a <webview> element");
  };
  const attribute = (element: Element, name: string): string => (apply(getAttribute, element, [name]) as string | null) ?? "";

  const names: string[] = [];
  let count = 0;
  const add = (name: string, descriptor: PropertyDescriptor): void => {
    descriptor.configurable = true;
    descriptor.enumerable = true;
    defineProperty(prototype, name, bare(descriptor));
    names[count++] = name;
  };
  const property = (name: string, get: (element: HTMLElement) => unknown, set: (element: HTMLElement, value: unknown) => void): void => {
    const accessors = {
      get [name](): unknown {
        return get(own(this));
      },
      set [name](value: unknown) {
        set(own(this), value);
      },
    };
    add(name, getOwnPropertyDescriptor(accessors, name)!);
  };
  const method = (name: string, run: (element: HTMLElement, args: unknown[]) => unknown): void => {
    const made = {
      [name](this: unknown, ...args: unknown[]): unknown {
        return run(own(this), args);
      },
    };
    add(name, { value: made[name], writable: true });
  };

  /** Nothing more to do with it once the guest has navigated. */
  const keepPartition = (element: HTMLElement, value: unknown): void => {
    if (attribute(element, "partition") === value || !invoke(element, "hasNavigated", [])) return;
    throw new NativeDOMException(alreadyNavigated, "InvalidStateError");
  };
  const resolved = (element: HTMLElement, name: string): string => {
    const text = attribute(element, name);
    if (text === "") return "";
    try {
      return apply(href, new NativeURL(text, apply(baseURI, element, none) as string), none) as string;
    } catch {
      return text;
    }
  };
  const write = (element: HTMLElement, name: string, value: unknown): void => {
    apply(setAttribute, element, [name, `${value as string}`]);
  };

  for (let i = 0; i < texts.length; ++i) {
    const name = texts[i]!;
    property(
      name,
      (element) => attribute(element, name),
      (element, value) => {
        if (name === "partition") keepPartition(element, `${value as string}`);
        write(element, name, value);
      },
    );
  }
  for (let i = 0; i < switches.length; ++i) {
    const name = switches[i]!;
    property(
      name,
      (element) => apply(hasAttribute, element, [name]),
      (element, value) => {
        if (toBoolean(value)) apply(setAttribute, element, [name, ""]);
        else apply(removeAttribute, element, [name]);
      },
    );
  }
  property("src", (element) => resolved(element, "src"), (element, value) => write(element, "src", value));
  property(
    "preload",
    (element) => {
      const url = resolved(element, "preload");
      if (url === "" || (url[0] === "f" && url[1] === "i" && url[2] === "l" && url[3] === "e" && url[4] === ":")) return url;
      apply(consoleError, ownConsole, ['Only "file:" protocol is supported in "preload" attribute.']);
      return "";
    },
    (element, value) => write(element, "preload", value),
  );

  for (let i = 0; i < methods.length; ++i) {
    const name = methods[i]!;
    const isText = name === takesText[0] || name === takesText[1];
    method(name, (element, args) => {
      if (isText && typeof args[0] === "object" && args[0] !== null) args[0] = `${args[0] as unknown as string}`;
      return invoke(element, name, args);
    });
  }
  const hide = (name: string, run: (element: HTMLElement, args: unknown[]) => unknown): void => {
    method(name, run);
    --count;
  };
  // The engine's own, which do something besides. Other unknown elements have them as they are.
  hide("focus", (element, args) => {
    apply(focus, element, args);
    invoke(element, "focus", []);
  });
  hide("setAttribute", (element, args) => {
    if (args.length > 1 && apply(toLowerCase, `${args[0] as string}`, none) === "partition") {
      keepPartition(element, (args[1] = `${args[1] as string}`));
    }
    return apply(setAttribute, element, args);
  });
  hide("removeAttribute", (element, args) => {
    if (args.length > 0 && apply(toLowerCase, `${args[0] as string}`, none) === "partition") keepPartition(element, "");
    return apply(removeAttribute, element, args);
  });

  for (let i = 0; i < count; ++i) {
    const name = names[i]!;
    const accessors = {
      get [name](): unknown {
        return upgrade(this) ? reflectGet(prototype, name, this) : undefined;
      },
      set [name](value: unknown) {
        if (upgrade(this)) {
          const setter = getOwnPropertyDescriptor(prototype, name)?.set;
          if (setter) {
            apply(setter, this, [value]);
            return;
          }
        }
        defineProperty(this, name, bare({ value, writable: true, enumerable: true, configurable: true }));
      },
    };
    const descriptor = getOwnPropertyDescriptor(accessors, name)!;
    descriptor.enumerable = false;
    defineProperty(unknownPrototype, name, bare(descriptor));
  }
  defineProperty(host, "WebView", bare({ value: WebView, writable: true, enumerable: false, configurable: true }));

  const watched = {
    attachShadow(this: Element, init: ShadowRootInit): ShadowRoot {
      const root = apply(attachShadow, this, [init]);
      onShadow(root);
      return root;
    },
  };
  defineProperty(Element.prototype, "attachShadow", bare({ value: watched.attachShadow }));

  const describe = (event: Event, fields: object): void => {
    const list = keys(fields);
    for (let i = 0; i < list.length; ++i) {
      const value = (fields as Record<string, unknown>)[list[i]!];
      defineProperty(event, list[i]!, bare({ value, writable: true, enumerable: true, configurable: true }));
    }
  };
  return bare({
    upgrade,
    describe,
    dispatch(element: Element, name: string, fields: object): void {
      upgrade(element);
      const event = new NativeEvent(name);
      describe(event, fields);
      apply(dispatchEvent, element, [event]);
    },
    complain: (message: string): void => void apply(consoleError, ownConsole, [message]),
  });
}
