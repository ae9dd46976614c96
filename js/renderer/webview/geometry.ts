// Where an element is in the page's viewport, and which part of it its ancestors let through, in CSS pixels.

import * as dom from "./dom.js";

const { abs, max, min } = Math;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Place {
  /** The content box. */
  readonly box: Box;
  /** What of it is seen; its width is 0 where nothing is. */
  readonly clip: Box;
  /** How much of the whole element that is. */
  readonly ratio: number;
}

export const nowhere: Place = { box: { x: 0, y: 0, width: 0, height: 0 }, clip: { x: 0, y: 0, width: 0, height: 0 }, ratio: 0 };

export function isSame(a: Place, b: Place): boolean {
  return isSameBox(a.box, b.box) && isSameBox(a.clip, b.clip);
}

function isSameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

const seen = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: false };

/** An element and those that it is laid out in, from within. */
interface Layer {
  readonly element: Element;
  readonly style: CSSStyleDeclaration;
  /** How much CSS's `zoom` has it larger: the engine tells all of an element in its own, larger pixels. */
  zoom: number;
}

export function placeOf(element: Element): Place {
  const rect = dom.rectOf(element);
  if (!(dom.width(rect) > 0 && dom.height(rect) > 0)) return nowhere;
  const layers = layersOf(element);
  const { style, zoom } = layers[0]!;
  const scale = scaleOf(element, rect);
  const inset = (side: string): number =>
    (pixels(style, `border-${side}-width`) + pixels(style, `padding-${side}`)) * (side === "left" || side === "right" ? scale.x : scale.y);
  const left = inset("left");
  const top = inset("top");
  const box = {
    x: (dom.left(rect) + left) * zoom,
    y: (dom.top(rect) + top) * zoom,
    width: max(0, dom.width(rect) - left - inset("right")) * zoom,
    height: max(0, dom.height(rect) - top - inset("bottom")) * zoom,
  };
  if (!dom.isVisible(element, seen)) return { ...nowhere, box };
  const clip = clipOf(layers, box);
  if (!(clip.width > 0 && clip.height > 0)) return { ...nowhere, box };
  return { box, clip, ratio: (clip.width * clip.height) / (dom.width(rect) * dom.height(rect) * zoom * zoom) };
}

function layersOf(element: Element): Layer[] {
  const layers: Layer[] = [];
  for (let next: Element | null = element; next; next = parentOf(next)) {
    layers[layers.length] = { element: next, style: dom.styleOf!(next), zoom: 1 };
  }
  let zoom = 1;
  for (let i = layers.length - 1; i >= 0; --i) {
    zoom *= pixels(layers[i]!.style, "zoom") || 1;
    layers[i]!.zoom = zoom;
  }
  return layers;
}

function pixels(style: CSSStyleDeclaration, name: string): number {
  return dom.toNumber(dom.valueOf(style, name)) || 0;
}

/** How much a transform has it larger than it is laid out. */
function scaleOf(element: Element, rect: DOMRect): { x: number; y: number } {
  const near = (shown: number, laidOut: number): number => (laidOut > 0 && abs(shown - laidOut) > 1 ? shown / laidOut : 1);
  return { x: near(dom.width(rect), dom.offsetWidth(element)), y: near(dom.height(rect), dom.offsetHeight(element)) };
}

function clipOf(layers: Layer[], box: Box): Box {
  let clip = intersection(box, viewport(layers[layers.length - 1]!.zoom));
  let position = dom.valueOf(layers[0]!.style, "position");
  for (let i = 1; i < layers.length && clip.width > 0; ++i) {
    const { style } = layers[i]!;
    const display = dom.valueOf(style, "display");
    if (display === "contents") continue;
    const own = dom.valueOf(style, "position");
    // What is positioned is clipped by what it is positioned in, and what is around that.
    if (position === "fixed" ? !holdsFixed(style) : position === "absolute" && own === "static" && !holdsFixed(style)) continue;
    position = own;
    if (display !== "inline") clip = clippedBy(layers[i]!, clip);
  }
  return clip;
}

/** Whether a fixed descendant is positioned in it, and not in the viewport. */
function holdsFixed(style: CSSStyleDeclaration): boolean {
  const has = (name: string): boolean => {
    const value = dom.valueOf(style, name);
    return value !== "" && value !== "none" && value !== "auto" && value !== "normal";
  };
  return (
    has("transform") || has("translate") || has("rotate") || has("scale") || has("perspective") || has("filter") ||
    has("backdrop-filter") || clipsByContainment(style) || isTransforming(dom.valueOf(style, "will-change"))
  );
}

function isTransforming(willChange: string): boolean {
  return willChange === "transform" || willChange === "filter" || willChange === "perspective";
}

function clipsByContainment(style: CSSStyleDeclaration): boolean {
  const value = dom.valueOf(style, "contain");
  return value === "strict" || value === "content" || dom.includes(value, "paint") || dom.valueOf(style, "content-visibility") === "auto";
}

function clippedBy({ element, style, zoom }: Layer, clip: Box): Box {
  const paints = clipsByContainment(style);
  const x = dom.valueOf(style, "overflow-x");
  const y = dom.valueOf(style, "overflow-y");
  if (!paints && x === "visible" && y === "visible") return clip;
  // The viewport has the overflow of the root, and that of the body where the root has none.
  const root = dom.documentElement(document);
  if (element === root) return clip;
  if (element === dom.bodyOf(document) && root && !paints) {
    const ofRoot = dom.styleOf!(root);
    if (dom.valueOf(ofRoot, "overflow-x") === "visible" && dom.valueOf(ofRoot, "overflow-y") === "visible") return clip;
  }
  const rect = dom.rectOf(element);
  const scale = scaleOf(element, rect);
  const padding = {
    x: (dom.left(rect) + dom.clientLeft(element) * scale.x) * zoom,
    y: (dom.top(rect) + dom.clientTop(element) * scale.y) * zoom,
    width: innerSize(dom.width(rect), dom.offsetWidth(element), dom.clientWidth(element), scale.x) * zoom,
    height: innerSize(dom.height(rect), dom.offsetHeight(element), dom.clientHeight(element), scale.y) * zoom,
  };
  const both = intersection(clip, padding);
  if (!paints && x === "visible") return { x: clip.x, width: clip.width, y: both.y, height: both.height };
  if (!paints && y === "visible") return { x: both.x, width: both.width, y: clip.y, height: clip.height };
  return both;
}

/** The padding box in one direction, without a scrollbar: the engine tells it in whole pixels, and the outer size exactly. */
function innerSize(outer: number, offset: number, client: number, scale: number): number {
  return outer - (offset - client) * scale;
}

function viewport(zoom: number): Box {
  const element = dom.compatMode(document) === "BackCompat" ? dom.bodyOf(document) : dom.documentElement(document);
  const width = element ? dom.clientWidth(element) : 0;
  const height = element ? dom.clientHeight(element) : 0;
  return { x: 0, y: 0, width: width * zoom || dom.innerWidth(), height: height * zoom || dom.innerHeight() };
}

function intersection(a: Box, b: Box): Box {
  const x = max(a.x, b.x);
  const y = max(a.y, b.y);
  const width = max(0, min(a.x + a.width, b.x + b.width) - x);
  const height = max(0, min(a.y + a.height, b.y + b.height) - y);
  return { x, y, width, height };
}

/** The element that it is laid out in: its slot, or the host of its shadow root. */
export function parentOf(element: Element): Element | null {
  const slot = dom.assignedSlot(element);
  if (slot) return slot;
  const parent = dom.parentNode(element);
  if (!parent) return null;
  const type = dom.nodeType(parent);
  if (type === 1) return parent as Element;
  return type === 11 && dom.isShadowRoot(parent) ? dom.hostOf(parent) : null;
}
