// Numbers the objects of a message in the order in which they are met. A few are looked for one by one;
// a Set is made only for more; and the numbers in it are looked up only once an object comes twice.

import { OwnMap, OwnSet } from "./primordials.js";

const few = 16;
const nobody = {};

export class Identities {
  private readonly first: object[] = [
    nobody, nobody, nobody, nobody, nobody, nobody, nobody, nobody,
    nobody, nobody, nobody, nobody, nobody, nobody, nobody, nobody,
  ];
  private readonly all = new OwnSet<object>();
  private numbers: OwnMap<object, number> | undefined;
  private count = 0;

  /** The number that this object has already, or -1: then it has the next one from now on. */
  number(object: object): number {
    const count = this.count;
    if (count < few) {
      const first = this.first;
      for (let i = 0; i < count; i++) {
        if (first[i] === object) return i;
      }
      first[count] = object;
      this.count = count + 1;
      return -1;
    }
    return this.numberOfMany(object, count);
  }

  private numberOfMany(object: object, count: number): number {
    if (this.numbers !== undefined) {
      const known = this.numbers.get(object);
      if (known !== undefined) return known;
      this.numbers.set(object, count);
      this.count = count + 1;
      return -1;
    }
    const all = this.all;
    if (count === few) {
      for (let i = 0; i < few; i++) all.add(this.first[i] as object);
    }
    all.add(object);
    if (all.size > count) {
      this.count = count + 1;
      return -1;
    }
    const numbers = new OwnMap<object, number>();
    let next = 0;
    all.forEach((each) => numbers.set(each, next++));
    this.numbers = numbers;
    return numbers.get(object) as number;
  }

  /** Where the count stands, for `rewind`. */
  mark(): number {
    return this.count;
  }

  /** Forgets the objects that came after a mark. */
  rewind(mark: number): void {
    const kept: object[] = [];
    const keep = (each: object): void => {
      if (kept.length < mark) kept[kept.length] = each;
    };
    if (this.numbers !== undefined) {
      let next = 0;
      this.numbers.forEach((number, each) => {
        if (number === next && next < mark) {
          kept[next] = each;
          next++;
        }
      });
    } else if (this.count > few) {
      this.all.forEach(keep);
    } else {
      for (let i = 0; i < mark; i++) keep(this.first[i] as object);
    }
    this.clear();
    for (let i = 0; i < kept.length; i++) this.number(kept[i] as object);
  }

  clear(): void {
    const used = this.count < few ? this.count : few;
    for (let i = 0; i < used; i++) this.first[i] = nobody;
    if (this.count >= few) {
      this.all.clear();
      this.numbers = undefined;
    }
    this.count = 0;
  }
}
