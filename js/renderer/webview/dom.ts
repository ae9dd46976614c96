// What the runtime asks of the DOM for `<webview>`, taken before any script could change it: where the worlds are not
// apart, the page's scripts have this realm too.

/* eslint-disable @typescript-eslint/no-explicit-any */
type Uncurried<F> = F extends (this: any, ...args: infer A) => infer R ? (self: any, ...args: A) => R : never;

// Realms of tests have no DOM: what is not there fails when it is called.
const { bind, call } = Function.prototype;
const uncurry = bind.bind(call) as <F>(method: F) => Uncurried<F>;
const getter = <T>(prototype: object, key: string): ((self: unknown) => T) => {
  for (let next: object | null = prototype; next; next = Reflect.getPrototypeOf(next)) {
    const get = Reflect.getOwnPropertyDescriptor(next, key)?.get;
    if (get) return uncurry(get) as (self: unknown) => T;
  }
  return () => undefined as T;
};
const host = globalThis as unknown as Record<string, { readonly prototype: object } | undefined>;
const of = (name: string): object => host[name]?.prototype ?? {};

const element = of("Element") as Element;
const node = of("Node") as Node;
const target = of("EventTarget") as EventTarget;
const container = of("Document") as Document;
const fragment = of("DocumentFragment") as DocumentFragment;

export const getAttribute = uncurry(element.getAttribute) as (element: Element, name: string) => string | null;
export const setAttribute = uncurry(element.setAttribute) as (element: Element, name: string, value: string) => void;
export const removeAttribute = uncurry(element.removeAttribute) as (element: Element, name: string) => void;
export const hasAttribute = uncurry(element.hasAttribute) as (element: Element, name: string) => boolean;
export const rectOf = uncurry(element.getBoundingClientRect) as (element: Element) => DOMRect;
export const isVisible = uncurry(element.checkVisibility) as (element: Element, options: object) => boolean;
export const findIn = uncurry(element.querySelectorAll) as (element: Element, selector: string) => NodeListOf<HTMLElement>;
export const findInDocument = uncurry(container.querySelectorAll) as (document: Document, selector: string) => NodeListOf<HTMLElement>;
export const findInFragment = uncurry(fragment.querySelectorAll) as (root: DocumentFragment, selector: string) => NodeListOf<HTMLElement>;
export const localName = getter<string>(element, "localName");
export const clientLeft = getter<number>(element, "clientLeft");
export const clientTop = getter<number>(element, "clientTop");
export const clientWidth = getter<number>(element, "clientWidth");
export const clientHeight = getter<number>(element, "clientHeight");
export const offsetWidth = getter<number>(of("HTMLElement"), "offsetWidth");
export const offsetHeight = getter<number>(of("HTMLElement"), "offsetHeight");
export const assignedSlot = getter<Element | null>(element, "assignedSlot");
export const shadowRootOf = getter<ShadowRoot | null>(element, "shadowRoot");
export const hostOf = getter<Element>(of("ShadowRoot"), "host");
export const isConnected = getter<boolean>(node, "isConnected");
export const nodeType = getter<number>(node, "nodeType");
export const parentNode = getter<Node | null>(node, "parentNode");
export const childNodes = getter<NodeListOf<Node>>(node, "childNodes");
export const baseURI = getter<string>(node, "baseURI");
export const contains = uncurry(node.contains) as (node: Node, other: Node) => boolean;
export const rootOf = uncurry(node.getRootNode) as (node: Node) => Node;
export const focus = uncurry((of("HTMLElement") as HTMLElement).focus) as (element: Element, options?: FocusOptions) => void;
export const blur = uncurry((of("HTMLElement") as HTMLElement).blur) as (element: Element) => void;
export const tabIndexOf = getter<number>(of("HTMLElement"), "tabIndex");
export const activeElement = getter<Element | null>(container, "activeElement");
export const bodyOf = getter<HTMLElement | null>(container, "body");
export const documentElement = getter<HTMLElement | null>(container, "documentElement");
export const compatMode = getter<string>(container, "compatMode");
export const listen = uncurry(target.addEventListener) as (
  target: EventTarget, type: string, listener: (event: any) => void, options?: AddEventListenerOptions,
) => void;
export const unlisten = uncurry(target.removeEventListener) as (
  target: EventTarget, type: string, listener: (event: any) => void, options?: EventListenerOptions,
) => void;
export const targetOf = getter<EventTarget | null>(of("Event"), "target");
export const hrefOf = getter<string>(of("URL"), "href");
export const itemOf = uncurry((of("NodeList") as NodeList).item) as (list: NodeList, index: number) => Node | null;
export const lengthOf = getter<number>(of("NodeList"), "length");
const rect = of("DOMRectReadOnly");
export const left = getter<number>(rect, "x");
export const top = getter<number>(rect, "y");
export const width = getter<number>(rect, "width");
export const height = getter<number>(rect, "height");
export const styleOf = globalThis.getComputedStyle as ((element: Element) => CSSStyleDeclaration) | undefined;
export const valueOf = uncurry((of("CSSStyleDeclaration") as CSSStyleDeclaration).getPropertyValue) as (
  style: CSSStyleDeclaration, name: string,
) => string;
const { requestAnimationFrame, setTimeout } = globalThis;
export const nextFrame = (run: () => void): void => void requestAnimationFrame(run);
export const later = (run: () => void): void => void setTimeout(run, 0);
export const { MutationObserver, ResizeObserver, IntersectionObserver, URL: NativeURL, CSSStyleSheet } = globalThis;
export const toNumber = Number.parseFloat;

/** Calls with each node of a list. */
export function forEach<T extends Node>(list: NodeListOf<T>, visit: (node: T) => void): void {
  const count = lengthOf(list);
  for (let i = 0; i < count; ++i) visit(itemOf(list, i) as T);
}
export const includes = uncurry(String.prototype.includes) as (text: string, part: string) => boolean;
const innerSize = (name: string): (() => number) => {
  const get = Reflect.getOwnPropertyDescriptor(globalThis, name)?.get as ((this: unknown) => number) | undefined;
  const own = uncurry(get!);
  return () => own(globalThis);
};
export const innerWidth = innerSize("innerWidth");
export const innerHeight = innerSize("innerHeight");
export const isShadowRoot = (node: Node): boolean => {
  try {
    return hostOf(node) !== undefined;
  } catch {
    return false;
  }
};
const mutations = of("MutationObserver") as MutationObserver;
export const observe = uncurry(mutations.observe) as (observer: MutationObserver, node: Node, options: MutationObserverInit) => void;
export const disconnect = uncurry(mutations.disconnect) as (observer: MutationObserver) => void;
export const takeRecords = uncurry(mutations.takeRecords) as (observer: MutationObserver) => MutationRecord[];
const record = of("MutationRecord");
export const recordType = getter<string>(record, "type");
export const recordTarget = getter<Node>(record, "target");
export const recordAttribute = getter<string | null>(record, "attributeName");
export const recordOldValue = getter<string | null>(record, "oldValue");
export const addedNodes = getter<NodeListOf<Node>>(record, "addedNodes");
export const removedNodes = getter<NodeListOf<Node>>(record, "removedNodes");
const sizes = of("ResizeObserver") as ResizeObserver;
export const observeSize = uncurry(sizes.observe) as (observer: ResizeObserver, element: Element) => void;
export const unobserveSize = uncurry(sizes.unobserve) as (observer: ResizeObserver, element: Element) => void;
const intersections = of("IntersectionObserver") as IntersectionObserver;
export const observeIntersection = uncurry(intersections.observe) as (observer: IntersectionObserver, element: Element) => void;
export const endIntersections = uncurry(intersections.disconnect) as (observer: IntersectionObserver) => void;
export const ratioOf = getter<number>(of("IntersectionObserverEntry"), "intersectionRatio");
export const startsWith = uncurry(String.prototype.startsWith) as (text: string, start: string) => boolean;
const namespace = getter<string | null>(element, "namespaceURI");
export const isHtml = (of: Element): boolean => namespace(of) === "http://www.w3.org/1999/xhtml";
const codeOf = getter<string>(of("KeyboardEvent"), "code");
const keyCodeOf = getter<number>(of("KeyboardEvent"), "keyCode");
/** With Shift the key has another name in X, which the engine does not know. */
export const isTab = (event: KeyboardEvent): boolean => codeOf(event) === "Tab" || keyCodeOf(event) === 9;
export const shiftOf = getter<boolean>(of("KeyboardEvent"), "shiftKey");
const matches = uncurry(element.matches) as (element: Element, selector: string) => boolean;
export const isDisabled = (of: Element): boolean => matches(of, ":disabled");
const agentOf = getter<string>(of("Navigator"), "userAgent");
export const userAgent = (): string => agentOf(globalThis.navigator);
