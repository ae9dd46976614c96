/** A picture that was looked at: pixels by colour. Colours are written "#rrggbb". */
export class Picture {
  /** Reads a binary PPM with 8 bits a channel. */
  static parse(bytes) {
    const head = bytes.subarray(0, 64).toString("latin1").match(/^P6\s+(\d+)\s+(\d+)\s+255\s/);
    if (!head) throw new Error("not a picture");
    return new Picture(Number(head[1]), Number(head[2]), bytes.subarray(head[0].length));
  }

  constructor(width, height, pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  #count(color, visit = () => {}) {
    const wanted = Number.parseInt(color.slice(1), 16);
    let count = 0;
    for (let i = 0; i < this.width * this.height; ++i) {
      const value = this.pixels.readUIntBE(i * 3, 3);
      if (value !== wanted) continue;
      ++count;
      visit(i % this.width, Math.floor(i / this.width));
    }
    return count;
  }

  /** How many pixels have exactly this colour. */
  countOf(color) {
    return this.#count(color);
  }

  /** How many different colours there are. */
  colors() {
    const seen = new Set();
    for (let i = 0; i < this.pixels.length; i += 3) seen.add(this.pixels.readUIntBE(i, 3));
    return seen.size;
  }

  /** The smallest box around all pixels of a colour; nothing where there are only a few. */
  boxOf(color) {
    let [left, top, right, bottom] = [this.width, this.height, -1, -1];
    const count = this.#count(color, (x, y) => {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    });
    if (count < 20) return undefined;
    return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  }
}
