// Where an app lies, what it is called and which file begins it.

import { existsSync, readFileSync, statSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

export interface AppInfo {
  /** The app's folder, absolute: what relative paths of `loadFile` are relative to. */
  appPath: string;
  /** `productName`, else `name` of its package.json, else "Cation". */
  name: string;
  version: string;
  /** Whether its pages end where they are in no sandbox: `"cation": {"requireSandbox": true}` of its package.json. */
  requireSandbox: boolean;
  /** Whether the app goes on after an error that nobody catches: `uncaughtErrors`, "continue" or "exit". */
  goesOn: boolean | undefined;
  /** How many objects a message makes at most, where its package.json says more than the default: `messageObjects`. */
  messageObjects: number;
}

export interface FoundApp {
  info: AppInfo;
  /** The file to run, absolute. */
  main: string;
}

/** A path that leads to no app: a sentence for the person who typed it. */
export class AppNotFound extends Error {}

interface Package {
  name?: unknown;
  productName?: unknown;
  version?: unknown;
  main?: unknown;
  cation?: unknown;
}

const fallbackVersion = "0.0.0";

/** The app in a folder or of a file, as `cation <path>` takes it. Throws AppNotFound. */
export function findApp(path: string): FoundApp {
  const absolute = resolve(path);
  if (isFolder(absolute)) {
    const description = readPackage(absolute);
    return { info: describe(absolute, description), main: mainOf(absolute, description) };
  }
  const main = asFile(absolute);
  if (main === undefined) {
    throw new AppNotFound(`cannot find app ${path}: no such file or folder`);
  }
  return { info: appOfMain(main), main };
}

/** The file that Node runs for a path on its command line, absolute, whether there is one or not. */
export function mainFile(path: string): string {
  return asModule(resolve(path)) ?? resolve(path);
}

/**
 * The app that a file begins: the nearest folder above it whose package.json names it as `main`,
 * else its own folder.
 */
export function appOfMain(main: string | undefined): AppInfo {
  if (main === undefined) return describe(process.cwd(), readPackage(process.cwd()));
  const file = mainFile(main);
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) {
      const description = readPackage(folder);
      if (asModule(resolve(folder, mainField(description))) === file) {
        return describe(folder, description);
      }
      break;
    }
    if (folder === dirname(folder)) break;
  }
  return describe(dirname(file), readPackage(dirname(file)));
}

function describe(appPath: string, description: Package): AppInfo {
  const name = [description.productName, description.name].find(isText) ?? "Cation";
  const version = isText(description.version) ? description.version : fallbackVersion;
  const { requireSandbox, messageObjects, uncaughtErrors } = Object(description.cation) as Record<string, unknown>;
  return {
    appPath,
    name,
    version,
    requireSandbox: requireSandbox === true,
    goesOn: uncaughtErrors === "continue" ? true : uncaughtErrors === "exit" ? false : undefined,
    messageObjects: Number.isSafeInteger(messageObjects) ? Math.max(messageObjects as number, 0) : 0,
  };
}

function mainOf(folder: string, description: Package): string {
  const field = mainField(description);
  const main = asModule(resolve(folder, field));
  if (main !== undefined) return main;
  const why = isText(description.main)
    ? `its package.json names "${field}" as main, which does not exist`
    : "the folder has no index.js, and no package.json that names a main";
  throw new AppNotFound(`cannot find app ${folder}: ${why}`);
}

function mainField(description: Package): string {
  return isText(description.main) ? description.main : "index.js";
}

/** The package.json of a folder; an empty one where there is none. */
function readPackage(folder: string): Package {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return {};
  try {
    const description: unknown = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
    return typeof description === "object" && description !== null ? description : {};
  } catch (error) {
    throw new AppNotFound(`cannot read ${path}: ${(error as Error).message}`);
  }
}

function asModule(path: string): string | undefined {
  return asFile(path) ?? asFile(join(path, "index"));
}

/** The file of this name, with the endings that may be left out. */
function asFile(path: string): string | undefined {
  if (basename(path) === "") return undefined;
  return ["", ".js", ".cjs", ".mjs"].map((ending) => path + ending).find(isFile);
}

function isFile(path: string): boolean {
  return factsOf(path)?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return factsOf(path)?.isDirectory() ?? false;
}

/** Nothing where there is none: a name that is too long, or a link to itself, is that as well. */
function factsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EACCES") return undefined;
    throw new AppNotFound(`cannot read ${path}: permission denied`);
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
