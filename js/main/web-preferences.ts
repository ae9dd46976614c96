// How pages are shown and trusted. https://www.electronjs.org/docs/latest/api/structures/web-preferences

/// <reference path="../../types/browser-window.d.ts" />

/** The names that the types of apps have, without their word that any other is accepted too. */
export type Named<Options> = { [Name in keyof Options as string extends Name ? never : number extends Name ? never : Name]: Options[Name] };

export type WebPreferences = Named<Electron.WebPreferences>;

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
