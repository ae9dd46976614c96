// What a message makes, counted by the weights of docs/wire-format.md while it is written: its receiver has
// the same bounds.

import { Body } from "./body.js";
import { type Limits, objectsOf } from "./limits.js";
import * as t from "./tags.js";

export abstract class Counted extends Body {
  /** Beyond the objects that have a number. */
  protected extraObjects = 0;
  protected values = 0;
  protected growing = 0;
  protected growingBytes = 0;

  protected resetCounts(): void {
    this.extraObjects = 0;
    this.extraValues = 0;
    this.values = 0;
    this.growing = 0;
    this.growingBytes = 0;
  }

  /** Counts objects beyond those that have a number. */
  charge(objects: number): void {
    this.extraObjects += objects;
  }

  /** Counts a buffer that may grow to so many bytes. */
  chargeGrowing(most: number): void {
    this.growing++;
    this.growingBytes += most;
    if (this.growing > t.MAX_GROWING) this.refuseSize(`more than ${t.MAX_GROWING} resizable buffers in a message`);
    if (this.growingBytes > t.MAX_GROWING_BYTES) this.refuseSize(`resizable buffers of more than ${t.MAX_GROWING_BYTES} bytes in a message`);
  }

  /** Counts entries of a name and a value: the name is one value more. */
  chargeEntries(entries: number, weight: number): void {
    this.values += entries;
    this.extraObjects += entries * t.NAMED_ENTRY_WEIGHT + weight;
  }

  /** For a message of so many bytes in which so many objects have a number. */
  protected checkCounts(limits: Limits, size: number, numbered: number): void {
    const objects = objectsOf(limits, size);
    if (numbered + this.extraObjects > objects) {
      this.refuseSize(`a message of ${size} bytes that makes more than ${objects} objects`);
    }
    const values = limits.values ?? t.MAX_VALUES;
    if (this.values + this.extraValues > values) this.refuseSize(`a message of more than ${values} values`);
  }
}
