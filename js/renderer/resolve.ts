// Which file of the app a `require` means, as Node finds it.
// https://nodejs.org/api/modules.html#all-together

import { entryOf, type PackageJson } from "./package-exports.js";
import { absolute, folderOf, pathOf } from "./paths.js";

/** The text of a file, null where there is none; throws for what the app may not read. */
export type ReadFile = (path: string) => string | null;

export interface Found {
  readonly path: string;
  readonly text: string;
}

const endings = [".js", ".cjs", ".json"];

/** Finds what a script in `folder` requires by `name`; undefined where there is nothing. */
export function resolveFile(read: ReadFile, name: string, folder: string): Found | undefined {
  const isPath = /^(\.{0,2}\/|\.{1,2}$)/.test(name);
  if (!isPath && !name.startsWith("file:")) return inPackages(read, name, folder);
  const path = isPath ? absolute(folder, name) : pathOf(name);
  if (path === undefined) return undefined;
  const wantsFolder = /(^|\/)\.{0,2}$/.test(name);
  return (wantsFolder ? undefined : asFile(read, path)) ?? asFolder(read, path);
}

function asFile(read: ReadFile, path: string): Found | undefined {
  // A file without one of these endings is nothing that can be run.
  const exact = endings.some((ending) => path.endsWith(ending)) ? [""] : [];
  for (const ending of [...exact, ...endings]) {
    const text = read(path + ending);
    if (text !== null) return { path: path + ending, text };
  }
  return undefined;
}

function asFolder(read: ReadFile, path: string): Found | undefined {
  const description = describe(read, path);
  if (typeof description?.main === "string") {
    const main = absolute(path, description.main);
    const found = asFile(read, main) ?? asFile(read, `${main}/index`);
    if (found) return found;
  }
  return asFile(read, `${path}/index`);
}

function inPackages(read: ReadFile, name: string, folder: string): Found | undefined {
  const [, packageName, rest] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(name) ?? [];
  if (packageName === undefined) return undefined;
  for (let at = folder; ; at = folderOf(at)) {
    if (!at.endsWith("/node_modules")) {
      const home = absolute(at, `node_modules/${packageName}`);
      const found = inPackage(guarded(read), home, `.${rest ?? ""}`);
      if (found) return found;
    }
    if (at === folderOf(at)) return undefined;
  }
}

// The search goes up past the app's folder, where there is nothing for it.
function guarded(read: ReadFile): ReadFile {
  return (path) => {
    try {
      return read(path);
    } catch (error) {
      if ((error as { code?: unknown }).code === "ERR_ACCESS_DENIED") return null;
      throw error;
    }
  };
}

function inPackage(read: ReadFile, home: string, subpath: string): Found | undefined {
  const description = describe(read, home);
  if (description === undefined) {
    return asFile(read, absolute(home, subpath)) ?? asFolder(read, absolute(home, subpath));
  }
  const entry = entryOf(description, subpath);
  if (entry === undefined) return undefined;
  const path = absolute(home, entry);
  return asFile(read, path) ?? asFile(read, `${path}/index`);
}

function describe(read: ReadFile, folder: string): PackageJson | undefined {
  const path = `${folder}/package.json`;
  const text = read(path);
  if (text === null) return undefined;
  const value = parseJson(text, path);
  return typeof value === "object" && value !== null ? value : {};
}

/** Throws a SyntaxError that names the file. */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new SyntaxError(`${path}: ${(error as Error).message}`);
  }
}
