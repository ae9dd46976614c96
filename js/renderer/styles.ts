// Style sheets that scripts of the runtime add to a document: sheets that are adopted, and no elements, so that
// the page's policy and its scripts do not matter to them. `insertAs` and `remove` also run as text, in the world
// of another document: they use nothing around them, and keep the sheets on the world's global object.

let lastKey = 0;

export function newKey(): string {
  return `${crypto.getRandomValues(new Uint32Array(2)).join("-")}-${++lastKey}`;
}

export function insert(css: string): string {
  const key = newKey();
  insertAs(key, css);
  return key;
}

export function insertAs(key: string, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const world = globalThis as { [name: symbol]: Map<string, CSSStyleSheet> | undefined };
  (world[Symbol.for("cation:sheets")] ??= new Map<string, CSSStyleSheet>()).set(key, sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

export function remove(key: string): void {
  const world = globalThis as { [name: symbol]: Map<string, CSSStyleSheet> | undefined };
  const sheets = world[Symbol.for("cation:sheets")];
  const sheet = sheets?.get(key);
  sheets?.delete(key);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
}
