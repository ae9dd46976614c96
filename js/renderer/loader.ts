// `require` in a renderer: the modules that come with it, and the app's own scripts and JSON, each of
// which is run once. The main process reads the files; a page's scripts never get hold of this.

import { adviceFor, type Builtins } from "./modules.js";
import type { Natives } from "./natives.js";
import { fileUrl, folderOf } from "./paths.js";
import { placeOfCaller, throwerScript } from "./report.js";
import { parseJson, resolveFile, type Found, type ReadFile } from "./resolve.js";
import { clearImmediate, setImmediate } from "./timers.js";

// A page that shares this world may have changed the language's objects by the time that a script is
// required: none of what follows is handed to one of them, since `require` reads files.
const { apply } = Reflect;
const { defineProperty, keys, values } = Object;
const { join } = Array.prototype;

export interface Require {
  (name: string): unknown;
  resolve(name: string): string;
  readonly cache: Record<string, Module>;
  readonly main: Module | undefined;
}

export interface Module {
  exports: unknown;
  readonly id: string;
  readonly filename: string;
  readonly path: string;
  loaded: boolean;
  readonly children: Module[];
  readonly parent: Module | undefined;
  readonly require: Require;
}

export class Loader {
  readonly #natives: Natives;
  readonly #builtins: Builtins;
  readonly #read: ReadFile;
  readonly #process: object;
  /** A function of a script without an address: the engine tells the place of an error itself, and not of this. */
  readonly #throw: (reason: unknown) => never;
  readonly #cache: Record<string, Module> = Object.create(null);
  /** The file that a name meant in a folder. */
  readonly #found = new Map<string, string>();
  #main: Module | undefined;

  constructor(natives: Natives, builtins: Builtins, process: object, read: ReadFile) {
    this.#natives = natives;
    this.#builtins = builtins;
    this.#read = read;
    this.#process = process;
    this.#throw = natives.evaluateOwn(throwerScript, "") as (reason: unknown) => never;
  }

  /** The module of a script that nobody requires: a preload, or a page, whose path is empty where it is no file. */
  root(path: string): Module {
    return (this.#main = this.#module(path, ".", undefined));
  }

  /** Runs a script as a module's. Its lines keep their numbers. */
  run(module: Module, source: string): void {
    const names = this.#namesFor(module, source);
    const code = `${opening(names)}${source}\n})`;
    let body: unknown;
    try {
      body = this.#natives.evaluateOwn(code, fileUrl(module.filename));
    } catch (error) {
      if (looksLikeModule(error, source)) {
        throw new SyntaxError(`${module.filename} is an ES module, which a renderer cannot load: ${esAdvice}`);
      }
      return this.#throw(error);
    }
    apply(body as () => void, module.exports, values(names));
    module.loaded = true;
  }

  /** How many columns lie before the first line of a script, as the engine counts them. */
  columnsBefore(source: string): number {
    return opening(this.#namesFor(this.#main ?? this.#module("", ".", undefined), source)).length;
  }

  #namesFor(module: Module, source: string): Record<string, unknown> {
    return this.scope(module, /\bBuffer\b/.test(source));
  }

  /** The names that a module finds around it as in Node. Buffer is compiled where it is wanted. */
  scope(module: Module, withBuffer: boolean): Record<string, unknown> {
    return {
      exports: module.exports,
      require: module.require,
      module,
      __filename: module.filename,
      __dirname: module.path,
      process: this.#process,
      global: globalThis,
      ...(withBuffer && { Buffer: this.#builtins.Buffer }),
      setImmediate,
      clearImmediate,
    };
  }

  get Buffer(): unknown {
    return this.#builtins.Buffer;
  }

  #module(path: string, id: string, parent: Module | undefined): Module {
    const module: { -readonly [Name in keyof Module]: Module[Name] } = {
      exports: {},
      id,
      filename: path,
      path: folderOf(path),
      loaded: false,
      children: [],
      parent,
      require: undefined as unknown as Require,
    };
    module.require = this.#requireOf(module);
    return module;
  }

  #requireOf(module: Module): Require {
    const require = (name: string): unknown => {
      checkName(name);
      if (this.#builtins.has(name)) return this.#builtins.get(name);
      try {
        return this.#moduleOf(name, module).exports;
      } catch (error) {
        placeOfCaller(error);
        return this.#throw(error);
      }
    };
    const resolve = (name: string): string => {
      checkName(name);
      return this.#builtins.has(name) ? name : this.#find(name, module).path;
    };
    const main = (): Module | undefined => this.#main;
    define(require, "resolve", resolve);
    define(require, "cache", this.#cache);
    return defineProperty(require, "main", { get: main }) as unknown as Require;
  }

  #moduleOf(name: string, from: Module): Module {
    const request = `${from.path}\n${name}`;
    const known = this.#cache[this.#found.get(request) ?? ""];
    // One that is still being run gives what it has exported so far, as in Node.
    if (known) return known;
    const found = this.#find(name, from);
    this.#found.set(request, found.path);
    return this.#cache[found.path] ?? this.#load(found, from);
  }

  #find(name: string, from: Module): Found {
    if (/\.mjs$/.test(name)) throw notFound(name, `it is an ES module: ${esAdvice}`);
    if (/\.node$/.test(name)) throw notFound(name, "native addons belong to the main process; call it with ipcRenderer.invoke");
    // Nothing is relative to a page that is no file.
    const found = from.filename.startsWith("/") ? resolveFile(this.#read, name, from.path) : undefined;
    if (found) return found;
    const place = from.filename === "" ? "" : ` (required by ${from.filename})`;
    throw notFound(name, adviceFor(name) + place);
  }

  #load({ path, text }: Found, parent: Module): Module {
    const module = this.#module(path, path, parent);
    this.#cache[path] = module;
    define(parent.children, parent.children.length, module);
    try {
      if (path.endsWith(".json")) module.exports = parseJson(text, path);
      else this.run(module, text);
      module.loaded = true;
    } catch (error) {
      delete this.#cache[path];
      return this.#throw(error);
    }
    return module;
  }
}

/** What setting a property does where nobody has put a setter in its way. */
function define(object: object, key: string | number, value: unknown): void {
  defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

const esAdvice = "compile it to CommonJS, or put it and what it imports into one script with a bundler";

function looksLikeModule(error: unknown, source: string): boolean {
  return error instanceof SyntaxError && /^\s*(import\b[^(]|export\b)/m.test(source);
}

/** What a module's script stands behind, on its first line. */
function opening(names: Record<string, unknown>): string {
  return `(function (${apply(join, keys(names), [","])}) {`;
}

function checkName(name: unknown): void {
  if (typeof name !== "string") throw new TypeError('The "id" argument must be of type string');
  if (name === "") throw new TypeError("The argument 'id' must be a non-empty string");
}

function notFound(name: string, advice: string): Error {
  return Object.assign(new Error(`Cannot find module '${name}' in a renderer: ${advice}`), {
    code: "MODULE_NOT_FOUND",
  });
}
