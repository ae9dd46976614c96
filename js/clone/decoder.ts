// Reads a value from bytes that may come from anywhere, by docs/wire-format.md: throws an Error for any
// that are not of the format. Iterative. Values pile up in `values`; when the last one of a container is
// there, it is made of them. Only where the message has references is a container made when it opens,
// for then something in it may refer to it.

import { blankArray, fillElements, fillObject, isFreeOfIndices } from "./fill.js";
import { type Beside, Input } from "./input.js";
import { checkKeys, type Maker, Makers, put } from "./makers.js";
import * as p from "./primordials.js";
import { fillError, readOther } from "./read-other.js";
import { type Limits, tooManyObjects, tooManyValues } from "./limits.js";
import { QuietErrors } from "./quiet-errors.js";
import { malformed, refusalOf } from "./refusal.js";
import { checkSpread } from "./spread.js";
import * as t from "./tags.js";

export const enum Build {
  array,
  record,
  object,
  elements,
  map,
  set,
  error,
}

interface Open {
  build: Build;
  /** Where its values begin, and how many are still to come. */
  base: number;
  left: number;
  maker: Maker | undefined;
  /** What was made when it opened. */
  made: object | undefined;
}

export interface DecoderOptions {
  /** Whether functions may be made of text, for records that are met often. */
  readonly compile?: boolean | undefined;
  /** The host's File where it is not a global. */
  readonly File?: p.FileConstructor | undefined;
  /** What a message may make, where that is not what docs/wire-format.md says. */
  readonly limits?: Limits | undefined;
}

const hole = { hole: true };
const opened = { opened: true };
/** Room for values that is kept from one message to the next. */
const keptValues = 65_536;
const mostDoubled = 2 ** 20;
const noLimits: Limits = {};

export class Decoder extends Input {
  readonly File: p.FileConstructor | undefined;
  readonly quiet = new QuietErrors();
  private readonly makers: Makers;
  private readonly shapes: Maker[] = [];
  private readonly opens: Open[] = [];
  private readonly objects: (object | undefined)[] = [];
  private values: unknown[] = p.arrayFrom({ length: 256 });
  private top = 0;
  private used = 0;
  private depth = 0;
  private deepest = 0;
  private shapeCount = 0;
  private objectCount = 0;
  private holes = 0;
  /** Whether nothing takes the items of arrays on their way; looked for once a message. */
  private intact: boolean | undefined;
  private readonly parseKeys = (start: number, end: number): string[] => this.keys(start, end);

  constructor(options: DecoderOptions) {
    super(options.limits ?? noLimits);
    this.makers = new Makers(options.compile !== false);
    this.File = options.File ?? p.FileConstructor;
  }

  run(bytes: Uint8Array, start: number, end: number, beside: Beside): unknown {
    this.begin(bytes, start, end, beside);
    this.holes = 0;
    this.depth = 0;
    this.top = 0;
    this.shapeCount = 0;
    this.objectCount = 0;
    this.intact = undefined;
    try {
      const value = this.read();
      if (!this.isDone()) throw malformed("bytes are left over");
      return value;
    } catch (error) {
      this.quiet.end();
      throw refusalOf(error);
    } finally {
      this.clear();
    }
  }

  /** Lets go of everything that the message made. */
  private clear(): void {
    this.forget();
    if (this.quiet.running) this.quiet.end();
    if (this.values.length > keptValues) {
      this.values = p.arrayFrom({ length: 256 });
    } else {
      const used = this.top > this.used ? this.top : this.used;
      for (let i = 0; i < used; i++) this.values[i] = undefined;
    }
    this.used = 0;
    for (let i = 0; i < this.deepest; i++) (this.opens[i] as Open).made = undefined;
    this.deepest = 0;
    if (this.objectCount > 0) this.objects.length = 0;
  }

  // ---- values ----

  private read(): unknown {
    for (;;) {
      let value: unknown;
      if (this.at >= this.end) throw malformed("it ends early");
      const tag = this.bytes[this.at++] as number;
      if (tag < t.SHORT_STRING) value = tag;
      else if (tag < t.KNOWN_RECORD) value = this.cut(tag - t.SHORT_STRING);
      else if (tag < t.SHORT_ARRAY) {
        this.record(tag - t.KNOWN_RECORD);
        continue;
      } else if (tag < t.UNDEFINED) {
        if (tag > t.SHORT_ARRAY) {
          this.open(Build.array, tag - t.SHORT_ARRAY);
          continue;
        }
        value = this.seen([]);
      } else {
        value = this.other(tag);
        if (value === opened) continue;
      }
      // Into what it belongs to, and that into what it belongs to, where it was the last one.
      for (;;) {
        if (this.depth === 0) {
          if (value === hole) throw malformed("a hole outside of an array");
          return value;
        }
        this.values[this.top++] = value;
        const open = this.opens[this.depth - 1] as Open;
        if (--open.left > 0) break;
        value = this.build(open);
        if (this.top > this.used) this.used = this.top;
        this.top = open.base;
        this.depth--;
      }
    }
  }

  /** Makes room for so many values in all: once for a container, for its count is known. */
  private grow(needed: number): void {
    const old = this.values;
    const length = needed > old.length * 2 || old.length * 2 > mostDoubled ? needed : old.length * 2;
    const values: unknown[] = this.isIntact() ? p.arrayFill(new p.ArrayConstructor(length), undefined) : p.arrayFrom({ length });
    for (let i = 0; i < this.top; i++) values[i] = old[i];
    this.values = values;
  }

  private isIntact(): boolean {
    return (this.intact ??= isFreeOfIndices(p.ArrayPrototype) && isFreeOfIndices(p.ObjectPrototype));
  }

  private refuseCounts(): never {
    throw malformed(this.objectsLeft < 0 ? tooManyObjects : tooManyValues);
  }

  private open(build: Build, left: number, made?: object, maker?: Maker): void {
    const depth = this.depth;
    if (left > this.end - this.at) throw malformed("a count is too large");
    if (depth === t.MAX_DEPTH) throw malformed("it is deeper than the limit");
    if (--this.objectsLeft < 0 || (this.valuesLeft -= left) < 0) this.refuseCounts();
    if (this.top + left > this.values.length) this.grow(this.top + left);
    let target = made;
    if (this.references) {
      target ??= build === Build.array ? blankArray(left) : maker !== undefined ? maker.blank() : {};
      this.objects[this.objectCount++] = target;
    }
    const open = this.opens[depth];
    if (open === undefined) {
      this.opens[depth] = { build, base: this.top, left, maker, made: target };
    } else {
      open.build = build;
      open.base = this.top;
      open.left = left;
      open.maker = maker;
      open.made = target;
    }
    this.depth = depth + 1;
    if (depth + 1 > this.deepest) this.deepest = depth + 1;
  }

  // ---- objects and their numbers ----

  /** Gives an object that is whole at once its number. */
  seen<T extends object>(object: T): T {
    if (--this.objectsLeft < 0) this.refuseCounts();
    if (this.references) this.objects[this.objectCount++] = object;
    return object;
  }

  /** Takes the next number, for `put` when its object is there. */
  take(): number {
    this.charge(1);
    if (this.references) this.objects[this.objectCount++] = undefined;
    return this.objectCount - 1;
  }

  put(number: number, object: object): void {
    if (this.references) this.objects[number] = object;
  }

  reference(): object {
    const number = this.varint();
    const object = number < this.objectCount ? this.objects[number] : undefined;
    if (object === undefined) throw malformed("a reference to nothing");
    return object;
  }

  private record(index: number): void {
    if (index >= this.shapeCount) throw malformed("a record of no shape");
    const maker = this.shapes[index] as Maker;
    this.makers.use(maker);
    this.open(Build.record, maker.keys.length, undefined, maker);
  }

  private newRecord(): void {
    const size = this.varint();
    if (size > this.end - this.at) throw malformed("it ends early");
    const start = this.at;
    const end = start + size;
    if (this.shapeCount === t.MAX_SHAPES) throw malformed("a shape is out of bounds");
    this.shapes[this.shapeCount] = this.makers.find(this.bytes, start, end, this.parseKeys);
    this.at = end;
    this.record(this.shapeCount++);
  }

  private other(tag: number): unknown {
    switch (tag) {
      case t.UNDEFINED:
        return undefined;
      case t.NULL:
        return null;
      case t.FALSE:
        return false;
      case t.TRUE:
        return true;
      case t.INT8:
        return (this.byte() << 24) >> 24;
      case t.INT16:
        return ((this.byte() | (this.byte() << 8)) << 16) >> 16;
      case t.INT32:
        return this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24);
      case t.FLOAT64:
        this.chargeValues(t.FLOAT_VALUES);
        return this.float64();
      case t.STRING:
        return this.cut(this.varint());
      case t.BIGINT:
        return this.bigint();
      case t.REFERENCE:
        return this.reference();
      case t.HOLE:
        this.holes++;
        return hole;
      case t.RECORD:
        this.record(this.varint());
        return opened;
      case t.NEW_RECORD:
        this.newRecord();
        return opened;
      case t.ARRAY:
        return this.container(Build.array, this.varint(), undefined) ?? opened;
      case t.DATE: {
        const time = this.float64();
        if (time === time && (!(time >= -8.64e15 && time <= 8.64e15) || p.mathTrunc(time) !== time)) {
          throw malformed("a date out of range");
        }
        return this.seen(new p.DateConstructor(time));
      }
      default:
        return readOther(this, tag) ?? opened;
    }
  }

  /** Opens a container; one that is empty is given back at once. */
  container(build: Build, left: number, made: object | undefined): object | undefined {
    if (left === 0) return this.seen(made ?? []);
    this.open(build, left, made);
    return undefined;
  }

  private keys(start: number, end: number): string[] {
    const after = this.end;
    this.at = start;
    this.end = end;
    const count = this.varint();
    if (count > end - this.at) throw malformed("a count is too large");
    const keys: string[] = [];
    for (let i = 0; i < count; i++) put(keys, `${i}`, this.text());
    if (this.at !== end) throw malformed("bytes are left over in a shape");
    this.end = after;
    checkKeys(keys);
    return keys;
  }

  // ---- what is full ----

  private build(open: Open): unknown {
    const { base, made } = open;
    const { values, top } = this;
    if (open.build === Build.record) {
      if (this.holes > 0) this.refuseHoles(base);
      const maker = open.maker as Maker;
      if (made === undefined) return maker.make(values, base);
      maker.fill(made, values, base);
      return made;
    }
    if (open.build === Build.array) {
      if (made !== undefined || this.holes > 0) return this.fillArray((made ?? []) as unknown[], base);
      if (top - base === 1) return [values[base]];
      if (top - base === 2) return [values[base], values[base + 1]];
      if (top - base === 3) return [values[base], values[base + 1], values[base + 2]];
      if (p.arraysAreIntact()) return p.arraySlice(values, base, top);
      return this.fillArray([], base);
    }
    if (this.holes > 0) this.refuseHoles(base);
    switch (open.build) {
      case Build.object:
        fillObject(made as object, values, base, top);
        break;
      case Build.elements:
        fillElements(made as unknown[], values, base, top);
        break;
      case Build.map:
        checkSpread(values, base, top, 2);
        for (let i = base; i < top; i += 2) p.mapSet(made, values[i], values[i + 1]);
        break;
      case Build.set:
        checkSpread(values, base, top, 1);
        for (let i = base; i < top; i++) p.setAdd(made, values[i]);
        break;
      default:
        fillError(made as object, values, base, top);
    }
    return made;
  }

  private refuseHoles(base: number): void {
    for (let i = base; i < this.top; i++) {
      if (this.values[i] === hole) throw malformed("a hole outside of an array");
    }
  }

  private fillArray(array: unknown[], base: number): unknown[] {
    const { values, top } = this;
    const intact = this.isIntact();
    for (let i = base; i < top; i++) {
      const value = values[i];
      if (value === hole) {
        this.holes--;
        delete array[i - base];
      }
      else if (intact) array[i - base] = value;
      else p.defineProperty(array, i - base, p.propertyOf(value));
    }
    // The last ones may be holes.
    array.length = top - base;
    return array;
  }
}
