// Numbers the objects of a message in the order in which they are met. A few are looked for one by one.
// Those of a larger message carry their number themselves, as a private field, which no script can see
// and no Proxy hears of: a Set of as many objects takes ten times as long, half of all the time that
// encoding needs.

import { OwnMap } from "./primordials.js";

const few = 16;
const nobody = {};
/** Numbers stay small integers, for which engines have room in a field itself. */
const mostNumbers = 2 ** 30;

interface Stamps {
  /** The number on an object, or -1. */
  of(object: object): number;
  /** Throws where the object takes no field: engines may come to refuse that for frozen ones. */
  put(object: object, number: number): void;
}

/** A field of its own, so that two encoders do not see each other's numbers. */
function createStamps(): Stamps {
  // A constructor that gives back its argument makes that the object which gets the fields.
  class Given {
    constructor(object: object) {
      return object;
    }
  }
  class Stamp extends Given {
    #number: number;
    constructor(object: object, number: number) {
      super(object);
      this.#number = number;
    }
    static of(object: object): number {
      return #number in object ? object.#number : -1;
    }
    static put(object: object, number: number): void {
      if (#number in object) object.#number = number;
      else new Stamp(object, number);
    }
  }
  return Stamp;
}

export class Identities {
  private readonly first: object[] = [
    nobody, nobody, nobody, nobody, nobody, nobody, nobody, nobody,
    nobody, nobody, nobody, nobody, nobody, nobody, nobody, nobody,
  ];
  private stamps = createStamps();
  /** What is added to the numbers of this message; those of earlier ones are smaller. */
  private base = 0;
  private count = 0;
  /** As many had a number at once as at most. */
  private most = 0;
  /** The objects by their numbers, where some may lose them again: from the first such number on. */
  private journal: OwnMap<number, object> | undefined;
  private readonly unstamped = new OwnMap<object, number>();

  /** The number that this object has already, or -1: then it has the next one from now on. */
  number(object: object): number {
    const count = this.count;
    if (count >= few) return this.numberOfMany(object, count);
    const first = this.first;
    for (let i = 0; i < count; i++) {
      if (first[i] === object) return i;
    }
    first[count] = object;
    if (this.journal !== undefined) this.journal.set(count, object);
    this.count = count + 1;
    return -1;
  }

  /** How many objects have a number. */
  get total(): number {
    return this.count;
  }

  /** Takes a number for an object that nothing else can refer to. */
  skip(): void {
    this.number({});
  }

  private numberOfMany(object: object, count: number): number {
    const base = this.base;
    if (count === few) {
      for (let i = 0; i < few; i++) this.put(this.first[i] as object, i);
    }
    const stamp = this.stamps.of(object);
    if (stamp >= base) return stamp - base;
    if (this.unstamped.size > 0) {
      const known = this.unstamped.get(object);
      if (known !== undefined) return known;
    }
    this.put(object, count);
    if (this.journal !== undefined) this.journal.set(count, object);
    this.count = count + 1;
    return -1;
  }

  private put(object: object, number: number): void {
    try {
      this.stamps.put(object, this.base + number);
    } catch {
      this.unstamped.set(object, number);
    }
  }

  /** From now on `forget` is possible for objects that get a number. */
  remember(): void {
    this.journal ??= new OwnMap();
  }

  /** Takes their numbers from all objects but the first `count`; `remember` was called when there were so many. */
  forget(count: number): void {
    if (this.count > this.most) this.most = this.count;
    for (let i = count; i < this.count; i++) {
      const object = this.journal?.get(i) as object;
      if (i < few) this.first[i] = nobody;
      if (this.stamps.of(object) >= this.base) this.stamps.put(object, this.base - 1);
      this.unstamped.delete(object);
    }
    this.count = count;
  }

  clear(): void {
    const count = this.count < this.most ? this.most : this.count;
    const used = count < few ? count : few;
    for (let i = 0; i < used; i++) this.first[i] = nobody;
    if (count > few) {
      this.base += count;
      if (this.base > mostNumbers) {
        this.stamps = createStamps();
        this.base = 0;
      }
      if (this.unstamped.size > 0) this.unstamped.clear();
    }
    this.count = 0;
    this.most = 0;
    this.journal = undefined;
  }
}
