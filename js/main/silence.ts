// Silence is the worst answer: what an app asks for and Cation has not is told of, once, with the place that asks.
// `--quiet`, or CATION_QUIET in the environment, turns it off.

import { tableOf } from "./known.js";

const told = new Set<string>();

/** Says a sentence on the standard error output, unless it was said before. */
export function tellOnce(sentence: string): void {
  if (told.has(sentence) || process.env["CATION_QUIET"]) return;
  told.add(sentence);
  const place = placeInApp(new Error().stack);
  process.stderr.write(`cation: ${sentence}${place ? ` (${place})` : ""}\n`);
}

/** Where the app's own code stands in a stack: "file:line:column" of the innermost place. */
export function placeInApp(stack: unknown): string | undefined {
  // An app may have its own idea of a stack.
  if (typeof stack !== "string") return undefined;
  for (const line of stack.split("\n").slice(1)) {
    const place = /\(?((?:file:\/\/)?\/[^()]*:\d+:\d+)\)?$/.exec(line)?.[1]?.replace(/^file:\/\//, "");
    if (place && !place.startsWith(`${__dirname}/`)) return place;
  }
  return undefined;
}

/** Tells of those members of an object of options that do nothing. `heading`: of the table that lists them. */
export function checkOptions(heading: string, what: string, options: object): void {
  const { there, missing, elsewhere } = tableOf(heading);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || there.includes(name) || elsewhere.includes(name)) continue;
    // Most apps write down some of Electron's defaults.
    if (isDefault(name, value)) continue;
    const why = missing.includes(name) ? "does nothing in Cation yet" : "is not known";
    tellOnce(`${what} "${name}" ${why}; see docs/compatibility.md`);
  }
}

/** What Electron does by default, and Cation as well: asking for it asks for nothing. */
const defaults: Record<string, unknown> = {
  allowRunningInsecureContent: false,
  darkTheme: false,
  disableHtmlFullscreenWindowResize: false,
  enableLargerThanScreen: false,
  enablePreferredSizeMode: false,
  enableRemoteModule: false,
  enableWebSQL: false,
  experimentalFeatures: false,
  focusable: true,
  images: true,
  nodeIntegrationInWorker: false,
  offscreen: false,
  plugins: false,
  safeDialogs: false,
  scrollBounce: false,
  spellcheck: false,
  textAreasAreResizable: true,
  titleBarStyle: "default",
  transparent: false,
  useContentSize: false,
  webgl: true,
  webSecurity: true,
  webviewTag: false,
  zoomFactor: 1,
};

function isDefault(name: string, value: unknown): boolean {
  return Object.hasOwn(defaults, name) && defaults[name] === value;
}
