// What the codecs are measured on. Runs in Node and in pages.

const repeat = (n, make) => Array.from({ length: n }, (_, i) => make(i));

function tree(depth, width) {
  return depth === 0 ? { leaf: true, value: depth } : { name: `level ${depth}`, children: repeat(width, () => tree(depth - 1, width)) };
}

export const payloads = {
  "small message": () => [{ id: 1, text: "hello world", n: [1, 2, 3] }],
  "object-heavy, 10,000 records": () =>
    repeat(10_000, (i) => ({
      id: i,
      name: `name ${i}`,
      tags: [`tag ${i % 100}`, "blue", "green"],
      nested: { a: i, b: i / 2, date: new Date(1.7e12 + i) },
    })),
  "tree, 4 wide and 6 deep": () => tree(6, 4),
  "Map of 10,000": () => new Map(repeat(10_000, (i) => [`key ${i}`, { i }])),
  "string of 1 MB": () => "0123456789abcdef".repeat(65_536),
  "Uint8Array of 1 MiB": () => new Uint8Array(1 << 20),
  "Uint8Array of 16 MiB": () => new Uint8Array(1 << 24),
};

/** The best time of one call, in the units of `now`, over some rounds of at least `round` each. */
export function measure(now, call, round = 40) {
  let calls = 1;
  for (;;) {
    const start = now();
    for (let i = 0; i < calls; i++) call();
    const time = now() - start;
    if (time > round) break;
    calls = time < round / 40 ? calls * 10 : Math.ceil((calls * round * 1.1) / time);
  }
  let best = Infinity;
  for (let i = 0; i < 9; i++) {
    const start = now();
    for (let n = 0; n < calls; n++) call();
    best = Math.min(best, (now() - start) / calls);
  }
  return best;
}
