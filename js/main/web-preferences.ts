// How pages are shown and trusted. https://www.electronjs.org/docs/latest/api/structures/web-preferences

export interface WebPreferences {
  preload?: string;
  nodeIntegration?: boolean;
  contextIsolation?: boolean;
  sandbox?: boolean;
  nodeIntegrationInSubFrames?: boolean;
  devTools?: boolean;
  javascript?: boolean;
  backgroundThrottling?: boolean;
  additionalArguments?: string[];
  autoplayPolicy?: "no-user-gesture-required" | "user-gesture-required" | "document-user-activation-required";
  disableDialogs?: boolean;
  webviewTag?: boolean;
  webSecurity?: boolean;
}

// Preferences may hold what no process but this one understands: only these cross.
export const preferenceNames = [
  "preload",
  "nodeIntegration",
  "contextIsolation",
  "sandbox",
  "nodeIntegrationInSubFrames",
  "devTools",
  "javascript",
  "backgroundThrottling",
  "additionalArguments",
  "autoplayPolicy",
  "disableDialogs",
  "webviewTag",
  "webSecurity",
] as const satisfies (keyof WebPreferences)[];

/** What decides on how much a page is trusted. */
export const trustNames = [
  "contextIsolation",
  "javascript",
  "nodeIntegration",
  "nodeIntegrationInSubFrames",
  "sandbox",
] as const satisfies (keyof WebPreferences)[];

export function pick<Name extends string>(names: readonly Name[], from: { [name in Name]?: unknown }): object {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
