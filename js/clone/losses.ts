// What makes it possible to leave out a field of an error that turns out not to be cloneable: how far a message
// had come before the field, and where the count of the fields lies, which is one less then.

import type { TextMark } from "./strings.js";

/** All that a message consists of, but for the bytes themselves: what comes later is forgotten. */
export interface Checkpoint {
  readonly at: number;
  readonly text: TextMark;
  readonly objects: number;
  readonly shapes: number;
  readonly attached: number;
  readonly references: boolean;
  readonly extraObjects: number;
  readonly extraValues: number;
  readonly values: number;
  readonly growing: number;
  readonly growingBytes: number;
}

/** Of an error that is being written. */
export class Losses {
  /** Before the present field. */
  checkpoint: Checkpoint | undefined;
  lost = 0;

  constructor(
    /** Where the count of the fields lies. */
    readonly countAt: number,
    readonly count: number,
  ) {}
}
