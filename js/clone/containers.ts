// The containers that a message is in the midst of, outermost first: so depth costs no stack, and an error
// can say where a value lies.

import { isIndex } from "./arrays.js";
import { Counted } from "./counts.js";
import type { Losses } from "./losses.js";
import { dataCloneError, step, tooLarge } from "./refusal.js";
import type { Shape } from "./shapes.js";
import * as t from "./tags.js";

/** What an open container is filled with. */
export const enum Fill {
  items,
  record,
  /** Keys and values, of an object or an error. */
  entries,
  /** The same of an array: an index is a number. */
  elements,
  /** Items of a list that was taken from a Map or Set. */
  list,
}

export interface Frame {
  fill: Fill;
  object: object;
  keys: readonly string[];
  shape: Shape | undefined;
  at: number;
  end: number;
  /** The item before `at`, where it was read but not written yet. */
  read: unknown;
  /** Of an error. */
  losses: Losses | undefined;
}

/** In steps, of the way to a value in an error's message. */
const longestPath = 30;
export const noKeys: readonly string[] = [];
/** What is no value of a message. */
export const nothing = {};

export abstract class Containers extends Counted {
  /** Where a refused value lies, when it is not the current one of the topmost frame. */
  within = "";
  protected readonly frames: Frame[] = [];
  protected depth = 0;
  protected rootName = "";
  /** Whether what was thrown last was for a size. */
  protected isTooLarge = false;

  /** Opens a container, some items of which may be written already. */
  open(fill: Fill, object: object, keys: readonly string[], end: number, at = 0, shape?: Shape): boolean {
    this.values += end;
    if (end === 0) return false;
    const depth = this.depth;
    if (depth === t.MAX_DEPTH) this.refuse(`it lies deeper than ${t.MAX_DEPTH} levels`);
    const frame = this.frames[depth];
    if (frame === undefined) {
      this.frames[depth] = { fill, object, keys, shape, at, end, read: nothing, losses: undefined };
    } else {
      frame.fill = fill;
      frame.object = object;
      frame.keys = keys;
      frame.shape = shape;
      frame.at = at;
      frame.end = end;
    }
    this.depth = depth + 1;
    return true;
  }

  protected close(): void {
    const frame = this.frames[--this.depth] as Frame;
    frame.object = nothing;
    frame.read = nothing;
    frame.keys = noKeys;
    frame.shape = undefined;
    frame.losses = undefined;
  }

  refuse(what: string): never {
    throw dataCloneError(this.path(), what);
  }

  /** The way to the present value. */
  private path(): string {
    let path = this.rootName;
    for (let i = 0; i < this.depth; i++) {
      if (i === longestPath) {
        path += "…";
        break;
      }
      const frame = this.frames[i] as Frame;
      const at = frame.at - 1;
      if (at < 0) break;
      if (frame.fill === Fill.items) path += step(at);
      else if (frame.fill === Fill.list) path += ` → entry ${at}`;
      else path += step(isIndex(frame.keys[at] as string) ? +(frame.keys[at] as string) : frame.keys[at]);
    }
    return path + this.within;
  }

  override refuseSize(what: string): never {
    this.isTooLarge = true;
    throw tooLarge(dataCloneError(this.path(), what));
  }
}
