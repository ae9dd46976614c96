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
}

export const nowhere: Place = { box: { x: 0, y: 0, width: 0, height: 0 }, clip: { x: 0, y: 0, width: 0, height: 0 } };

export function isSame(a: Place, b: Place): boolean {
  return isSameBox(a.box, b.box) && isSameBox(a.clip, b.clip);
}

function isSameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

const seen = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: false };

export function placeOf(element: Element): Place {
  const rect = dom.rectOf(element);
  if (!(dom.width(rect) > 0 && dom.height(rect) > 0)) return nowhere;
  const style = dom.styleOf!(element);
  const scale = scaleOf(element, rect);
  const inset = (side: string): number =>
    (pixels(style, `border-${side}-width`) + pixels(style, `padding-${side}`)) * (side === "left" || side === "right" ? scale.x : scale.y);
  const left = inset("left");
  const top = inset("top");
  const box = {
    x: dom.left(rect) + left,
    y: dom.top(rect) + top,
    width: max(0, dom.width(rect) - left - inset("right")),
    height: max(0, dom.height(rect) - top - inset("bottom")),
  };
  if (!dom.isVisible(element, seen)) return { box, clip: nowhere.clip };
  const clip = clipOf(element, style, box);
  return { box, clip: clip.width > 0 && clip.height > 0 ? clip : nowhere.clip };
}

function pixels(style: CSSStyleDeclaration, name: string): number {
  return dom.toNumber(dom.valueOf(style, name)) || 0;
}

/** How much a transform has it larger than it is laid out. */
function scaleOf(element: Element, rect: DOMRect): { x: number; y: number } {
  const near = (shown: number, laidOut: number): number => (laidOut > 0 && abs(shown - laidOut) > 1 ? shown / laidOut : 1);
  return { x: near(dom.width(rect), dom.offsetWidth(element)), y: near(dom.height(rect), dom.offsetHeight(element)) };
}

function clipOf(element: Element, style: CSSStyleDeclaration, box: Box): Box {
  let clip = intersection(box, viewport());
  let position = dom.valueOf(style, "position");
  for (let next = parentOf(element); next && clip.width > 0; next = parentOf(next)) {
    const around = dom.styleOf!(next);
    const display = dom.valueOf(around, "display");
    if (display === "contents") continue;
    const own = dom.valueOf(around, "position");
    // What is positioned is clipped by what it is positioned in, and what is around that.
    if (position === "fixed" ? !holdsFixed(around) : position === "absolute" && own === "static" && !holdsFixed(around)) continue;
    position = own;
    if (display !== "inline") clip = clippedBy(next, around, clip);
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

function clippedBy(element: Element, style: CSSStyleDeclaration, clip: Box): Box {
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
    x: dom.left(rect) + dom.clientLeft(element) * scale.x,
    y: dom.top(rect) + dom.clientTop(element) * scale.y,
    width: innerSize(dom.width(rect), dom.offsetWidth(element), dom.clientWidth(element), scale.x),
    height: innerSize(dom.height(rect), dom.offsetHeight(element), dom.clientHeight(element), scale.y),
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

function viewport(): Box {
  const element = dom.compatMode(document) === "BackCompat" ? dom.bodyOf(document) : dom.documentElement(document);
  const width = element ? dom.clientWidth(element) : 0;
  const height = element ? dom.clientHeight(element) : 0;
  return { x: 0, y: 0, width: width || dom.innerWidth(), height: height || dom.innerHeight() };
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
