// When a shape gets a function of its own. Compiling takes as long as a thousand records, and engines let
// go of compiled code late: so it must pay, and shapes that somebody makes up must not go on and on.

const usesAtFirst = 50;
const atFirst = 512;
/** Those that come after them must be worth it beyond doubt. */
const usesLater = 5000;
const mostInAll = 4096;

export class Compiling {
  private count = 0;

  constructor(private allowed: boolean) {}

  /** After how many uses to ask for a new shape. */
  get first(): number {
    return this.allowed ? usesAtFirst : Infinity;
  }

  /** Whether a shape is compiled that was used so often; else after how many uses to ask again. */
  ask(uses: number): true | number {
    if (!this.allowed || this.count === mostInAll) return Infinity;
    if (this.count >= atFirst && uses < usesLater) return usesLater;
    this.count++;
    return true;
  }

  /** A page's policy forbids it. */
  forbid(): void {
    this.allowed = false;
  }
}
