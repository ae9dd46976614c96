// The part of a package that a name means: "exports" and "main" of package.json.
// https://nodejs.org/api/packages.html#package-entry-points

export interface PackageJson {
  main?: unknown;
  browser?: unknown;
  exports?: unknown;
}

// What a page is: neither Node nor without CommonJS. Packages that know of no browser get to be Node's.
const conditions = [
  new Set(["require", "browser", "default"]),
  new Set(["require", "node", "default"]),
];

/**
 * The file in the package, as "./lib/index.js", that `subpath` ("." or "./part") means; undefined where
 * the package's "exports" keep it to themselves. A package without "exports" gives `subpath` as it is.
 */
export function entryOf(description: PackageJson, subpath: string): string | undefined {
  const { exports } = description;
  if (exports === undefined || exports === null) {
    if (subpath !== ".") return subpath;
    const entry = [description.browser, description.main].find((name) => typeof name === "string");
    return entry === undefined ? "./index.js" : `./${entry as string}`;
  }
  const named = isObject(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  const all: Record<string, unknown> = named ? (exports as Record<string, unknown>) : { ".": exports };
  for (const wanted of conditions) {
    const found = lookUp(all, subpath, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function lookUp(all: Record<string, unknown>, subpath: string, wanted: Set<string>): string | undefined {
  if (Object.hasOwn(all, subpath)) return target(all[subpath], "", wanted);
  // Of several patterns that fit, the one with the longest beginning holds.
  let best: { key: string; star: string } | undefined;
  for (const key of Object.keys(all)) {
    const [begin, end] = key.split("*");
    if (end === undefined || !subpath.startsWith(begin!) || !subpath.endsWith(end)) continue;
    if (subpath.length < key.length || (best && best.key.indexOf("*") >= begin!.length)) continue;
    best = { key, star: subpath.slice(begin!.length, subpath.length - end.length) };
  }
  return best && target(all[best.key], best.star, wanted);
}

function target(value: unknown, star: string, wanted: Set<string>): string | undefined {
  if (typeof value === "string") return value.startsWith("./") ? value.replaceAll("*", () => star) : undefined;
  const below = Array.isArray(value)
    ? value
    : isObject(value)
      ? Object.entries(value).filter(([name]) => wanted.has(name)).map(([, each]) => each)
      : [];
  for (const each of below) {
    const found = target(each, star, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
