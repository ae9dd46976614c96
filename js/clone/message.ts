// One message, from its head to its end, and the way back in it: an error loses what cannot be cloned, and a
// getter that takes keys away has all begun anew.

import { Attachments } from "./attachments.js";
import { Containers, Fill, type Frame, nothing } from "./containers.js";
import { Identities } from "./identities.js";
import type { Limits } from "./limits.js";
import { type Checkpoint, Losses } from "./losses.js";
import * as p from "./primordials.js";
import { type Shape, Shapes } from "./shapes.js";
import * as t from "./tags.js";

/** How often a message is begun anew because a getter has taken away keys that were still to be read. */
const mostAttempts = 4;

export abstract class Message extends Containers {
  readonly identities = new Identities();
  readonly attachments = new Attachments();
  protected readonly shapes: Shapes;
  /** The number of this message, of those that the shapes have served. */
  protected message = 0;
  protected shapeCount = 0;
  protected lastShape: Shape | undefined;
  protected references = false;
  private readonly limits: Limits;
  /** The new shapes of the message by their numbers, where some may be forgotten again. */
  protected newShapes: p.OwnMap<number, Shape> | undefined;
  /** Whether what was thrown last was for a key that was there no more. */
  private isGone = false;
  private attempts = 0;

  constructor(compile: boolean, limits: Limits) {
    super();
    this.shapes = new Shapes(compile);
    this.limits = limits;
  }

  /** Writes a value, or begins to: whether a frame was opened for it. */
  abstract value(value: unknown): boolean;
  /** Writes what is open to its end, unless something is refused. */
  protected abstract fill(): void;

  /**
   * Writes a message from `start` on; where it ends. With `apart` the bytes of attached buffers are
   * left out: they belong in front of the table, which is the last 8 bytes for each of them.
   * Not for calls from within a getter.
   */
  run(value: unknown, name: string, start: number, ports: readonly object[] | undefined, apart: boolean): number {
    for (this.attempts = 1; ; this.attempts++) {
      this.isGone = this.isTooLarge = false;
      try {
        return this.attempt(value, name, start, ports, apart);
      } catch (error) {
        if (!this.isGone) throw error;
      }
    }
  }

  private attempt(value: unknown, name: string, start: number, ports: readonly object[] | undefined, apart: boolean): number {
    this.rootName = name;
    this.message++;
    this.shapeCount = 0;
    this.lastShape = undefined;
    this.references = false;
    this.resetCounts();
    this.attachments.begin(ports);
    this.at = start;
    if (start === 0) this.trim();
    this.reserve(64);
    this.at = start + t.HEADER_BYTES;
    try {
      if (this.value(value)) this.fillAll();
      this.finish(start, apart);
    } finally {
      this.clear(apart);
    }
    return this.at;
  }

  private finish(start: number, apart: boolean): void {
    const size = this.at - start - t.HEADER_BYTES;
    this.strings.writeTo(this);
    this.checkCounts(this.limits, this.at - start - t.HEADER_BYTES, this.identities.total);
    const count = this.attachments.buffers.length;
    if (count > 0) {
      if (!apart) this.attachments.writeBuffers(this);
      this.attachments.writeTable(this);
    }
    if (this.at - start > t.MAX_MESSAGE_BYTES) this.refuseSize(`a message of more than ${t.MAX_MESSAGE_BYTES} bytes`);
    const bytes = this.bytes;
    bytes[start] = t.VERSION;
    bytes[start + 1] = this.references ? t.FLAG_REFERENCES : 0;
    bytes[start + 2] = count & 0xff;
    bytes[start + 3] = count >> 8;
    bytes[start + 4] = size & 0xff;
    bytes[start + 5] = (size >> 8) & 0xff;
    bytes[start + 6] = (size >> 16) & 0xff;
    bytes[start + 7] = size >> 24;
  }

  /** Lets go of everything that the message held. */
  private clear(apart: boolean): void {
    this.identities.clear();
    this.attachments.clear(apart);
    this.strings.clear();
    this.newShapes = undefined;
    while (this.depth > 0) this.close();
    this.within = "";
    this.shapes.tidy();
  }

  /** Opens an error, of which what cannot be cloned is left out; the count of its fields is still to be written. */
  openError(fields: object, names: readonly string[], weight: number): boolean {
    const count = names.length;
    const losses = new Losses(this.at, count);
    this.varint(count);
    this.chargeEntries(count, weight);
    if (!this.open(Fill.entries, fields, names, count)) return false;
    (this.frames[this.depth - 1] as Frame).losses = losses;
    return true;
  }

  /** A key whose value is undefined: a getter may have taken it away, and then the message is begun anew. */
  checkKey(object: object, key: string): void {
    if (this.attempts === mostAttempts || p.hasOwn(object, key)) return;
    this.isGone = true;
    throw nothing;
  }

  protected checkpoint(): Checkpoint {
    this.identities.remember();
    this.newShapes ??= new p.OwnMap();
    const { at, shapeCount, references, extraObjects, extraValues, values, growing, growingBytes } = this;
    const [text, objects, attached] = [this.strings.mark(), this.identities.total, this.attachments.buffers.length];
    return { at, text, objects, shapes: shapeCount, attached, references, extraObjects, extraValues, values, growing, growingBytes };
  }

  /** Leaves out the field of an error that lies around what was just refused; throws where there is none. */
  private lose(error: unknown): void {
    let depth = this.depth;
    while (depth > 0 && this.frames[depth - 1]?.losses?.checkpoint === undefined) depth--;
    if (depth === 0 || this.isTooLarge || this.isGone) throw error;
    while (this.depth > depth) this.close();
    const losses = this.frames[depth - 1]?.losses as Losses;
    const before = losses.checkpoint as Checkpoint;
    losses.checkpoint = undefined;
    losses.lost++;
    this.within = "";
    this.at = before.at;
    this.strings.restore(before.text);
    this.identities.forget(before.objects);
    for (let i = before.shapes; i < this.shapeCount; i++) (this.newShapes?.get(i) as Shape).message = 0;
    this.shapeCount = before.shapes;
    this.attachments.buffers.length = before.attached;
    this.references = before.references;
    this.extraObjects = before.extraObjects - t.NAMED_ENTRY_WEIGHT;
    this.extraValues = before.extraValues;
    this.values = before.values - 2;
    this.growing = before.growing;
    this.growingBytes = before.growingBytes;
  }

  /** Closes the topmost container. */
  protected finishTop(frame: Frame): void {
    const { losses } = frame;
    if (losses !== undefined && losses.lost > 0) this.rewriteVarint(losses.countAt, losses.count, losses.count - losses.lost);
    this.close();
  }

  private fillAll(): void {
    while (this.depth > 0) {
      try {
        this.fill();
      } catch (error) {
        this.lose(error);
      }
    }
  }
}
