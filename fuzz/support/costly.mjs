// Builds messages of the codec out of recipes: a list of atoms, each of which writes one value, repeated until
// the message has the wanted length, flat or within containers.

export function varint(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
  return [...bytes, value];
}

const zeros = (n) => new Array(n).fill(0);
const int32 = (i) => [0x96, i & 255, (i >> 8) & 255, (i >> 16) & 255, (i >> 24) & 255];
const name = (i, n) => i.toString(36).padStart(n, "k").slice(-n);
const string = (text) => (text.length < 32 ? [0x40 + text.length] : [0x98, ...varint(text.length)]);

/** By name: `(i, n)` gives the bytes of a value, and the text that goes with it; `n` is small, and shapes it. */
export const atoms = {
  integer: (i) => [[i & 63], ""],
  int32: (i) => [int32(i), ""],
  double: (i) => [[0x97, i & 255, i >> 8, 1, 2, 3, 4, 0xf0, 0x3f], ""],
  text: (i, n) => [[0x40 + (n & 31)], "a".repeat(n & 31)],
  names: (i, n) => [[0x40 + n], name(i, n)],
  wide: (i, n) => [[0x40 + n], "\u4f60".repeat(n)],
  bigint: (i, n) => [[0x99, n * 2, ...new Array(n).fill(1)], ""],
  longBigint: (i, n) => [[0x99, ...varint(2 << n), ...new Array(1 << n).fill(255)], ""],
  array: () => [[0x80], ""],
  items: (i, n) => [[0x80 + (n & 15), ...zeros(n & 15)], ""],
  holes: (i, n) => [[0x80 + (n & 15), ...new Array(n & 15).fill(0x9b)], ""],
  chain: (i, n) => [[...new Array(n).fill(0x81), 0x80], ""],
  object: () => [[0x9e, 0], ""],
  property: (i, n) => [[0x9e, 1, 0x40 + n, 0], name(7, n)],
  properties: (i, n) => [[0x9e, n, ...Array.from({ length: n }, () => [0x43, 0]).flat()], Array.from({ length: n }, (_, k) => name(k, 3)).join("")],
  newProperty: (i) => [[0x9e, 1, 0x44, 0], name(i, 4)],
  index: (i, n) => [[0x9e, 1, ...string(`${n * 37}`), 0], `${n * 37}`],
  farIndex: (i, n) => [[0x9e, 1, 0x44, 0], `${1000 + n}`],
  farIndices: () => [[0x9e, 3, 0x44, 0, 0x44, 0, 0x44, 0], "102325733300"],
  prototype: () => [[0x9e, 1, 0x49, 0], "__proto__"],
  record: () => [[0x60, 0], ""],
  wideRecord: () => [[0x61, ...zeros(64)], ""],
  map: () => [[0xa1, 0], ""],
  mapOf: (i, n) => [[0xa1, n, ...Array.from({ length: n }, (_, k) => [k & 63, 0]).flat()], ""],
  set: () => [[0xa2, 0], ""],
  setOf: (i, n) => [[0xa2, n, ...Array.from({ length: n }, (_, k) => k & 63)], ""],
  date: (i) => [[0xa3, ...zeros(6), 0xf0 - (i & 1), 0x3f], ""],
  regexp: (i, n) => [[0xa4, 0x40 + n, 0x40], name(i, n)],
  regexpOfSets: (i, n) => [[0xa4, ...string("\\p{L}".repeat(n)), 0x42], `${"\\p{L}".repeat(n)}iv`],
  regexpOfEmoji: () => [[0xa4, 0x4d, 0x42], "\\p{RGI_Emoji}iv"],
  regexpOfGroups: (i, n) => [[0xa4, ...string("(?<a>b)".slice(0, 7).repeat(1) + "(".repeat(n) + ")".repeat(n)), 0x40], `(?<a>b)${"(".repeat(n)}${")".repeat(n)}`],
  badRegexp: (i, n) => [[0xa4, 0x40 + n, 0x40], "(".repeat(n)],
  boolean: () => [[0xa5], ""],
  boxedNumber: () => [[0xa7, ...zeros(6), 0xf0, 0x3f], ""],
  boxedText: (i, n) => [[0xa8, 0x40 + n], name(i, n)],
  boxedBigint: () => [[0xa9, 2, 1], ""],
  buffer: (i, n) => [[0xaa, n, ...zeros(n)], ""],
  growing: (i, n) => [[0xab, 0, ...varint(2 ** (n & 15))], ""],
  view: (i, n) => [[0xac, n % 12, 0, 0, 0xaa, 0], ""],
  error: (i, n) => [[0xae, n % 8, 0], ""],
  errorOf: (i, n) => [[0xae, 0, n & 7, ...Array.from({ length: n & 7 }, () => [0x42, 0]).flat()], Array.from({ length: n & 7 }, (_, k) => name(k, 2)).join("")],
  errorWithStack: () => [[0xae, 0, 2, 0x47, 0x40, 0x45, 0x40], "messagestack"],
  domException: () => [[0xae, 8, 0x40, 0x40, 0], ""],
  blob: (i, n) => [[0xb2, 0x40, 0xaa, n, ...zeros(n)], ""],
  file: () => [[0xb3, 0x40, 0x40, ...zeros(8), 0xaa, 0], ""],
  entries: (i, n) => [[0xa0, n & 63, 0], ""],
  farEntry: (i, n) => [[0xa0, ...varint(100 * (n + 1)), 1, n, 0], ""],
  namedEntry: (i, n) => [[0xa0, 0, 1, 0x40 + n, 0], name(10 ** 6, n)],
  reference: () => [[0x9a, 0], ""],
  newShape: (i) => [[0x9d, 6, 1, 16, ...[...name(i, 4)].map((c) => c.charCodeAt(0)), 0], ""],
};

const oneKey = [0x9d, 3, 1, 4, 0x61, 0];
const manyKeys = (() => {
  const keys = Array.from({ length: 64 }, (_, i) => [8, 0x61 + (i >> 3), 0x61 + (i & 7)]).flat();
  return [0x9d, ...varint(keys.length + 1), 64, ...keys, ...zeros(64)];
})();

/**
 * A message by a recipe: `{ parts: [{ atom, n, times }], references, group, form }`. The parts follow one another,
 * each so many times, `group` values in an array of their own where that is more than 1.
 */
export function build({ parts, references, group, form }, length) {
  const values = [];
  let text = "";
  let size = 0;
  let i = 0;
  let open = 0;
  let shapes = 2;
  while (size < length) {
    for (const { atom, n, times } of parts) {
      for (let k = 0; k < times && size < length; k++) {
        if ((atom === "reference" && !references) || (atom === "newShape" && ++shapes > 256)) continue;
        const [body, more] = atoms[atom](i++, n);
        if (group > 1 && open === 0) values.push([]);
        open = (open + 1) % group;
        if (group > 1) values.at(-1).push(body);
        else values.push(body);
        text += more;
        size += body.length + more.length;
      }
    }
    if (i === 0) return build({ parts: [{ atom: "integer", n: 0, times: 1 }], references, group, form }, length);
    if (shapes > 256 && parts.every(({ atom }) => atom === "newShape" || (atom === "reference" && !references))) break;
  }
  const body = [];
  const write = (bytes) => {
    for (const byte of bytes) body.push(byte);
  };
  write([0x9f, ...varint(values.length + 3)]);
  write(oneKey);
  write(manyKeys);
  write(references ? [0x9a, 0] : [0]);
  for (const value of values) {
    if (group <= 1) write(value);
    else {
      write([0x9f, ...varint(value.length)]);
      for (const item of value) write(item);
    }
  }
  const isAscii = /^[\0-\x7f]*$/.test(text);
  const kind = isAscii ? form : 2;
  const bytes = kind === 2 ? Buffer.from(text, "utf16le") : Buffer.from(text);
  const head = text === "" ? [] : [...varint(text.length * 4 + kind), ...(kind === 1 ? varint(bytes.length) : [])];
  const message = new Uint8Array(8 + body.length + head.length + (text === "" ? 0 : bytes.length));
  message.set([1, references ? 1 : 0, 0, 0]);
  new DataView(message.buffer).setUint32(4, body.length, true);
  message.set(body, 8);
  message.set(head, 8 + body.length);
  if (text !== "") message.set(bytes, 8 + body.length + head.length);
  return message;
}

const atomNames = Object.keys(atoms);

/** Gives `first()`, a random recipe, and `change(recipe)`, a recipe that is a step away. */
export function cook(random) {
  const int = (n) => Math.floor(random() * n);
  const part = () => ({ atom: atomNames[int(atomNames.length)], n: 1 + int(12), times: 1 + int(20) });
  const first = () => ({
    parts: Array.from({ length: 1 + int(4) }, part),
    references: random() < 0.5,
    group: random() < 0.5 ? 1 : 1 + int(40),
    form: int(3),
  });
  const change = (recipe) => {
    const next = structuredClone(recipe);
    const { parts } = next;
    const at = int(parts.length);
    switch (int(8)) {
      case 0:
        parts.push(part());
        break;
      case 1:
        if (parts.length > 1) parts.splice(at, 1);
        break;
      case 2:
        parts[at] = part();
        break;
      case 3:
        parts[at].n = 1 + int(31);
        break;
      case 4:
        parts[at].times = 1 + int(100);
        break;
      case 5:
        next.references = !next.references;
        break;
      case 6:
        next.group = random() < 0.5 ? 1 : 1 + int(100);
        break;
      default:
        next.form = int(3);
    }
    return next;
  };
  return { first, change, names: atomNames };
}
