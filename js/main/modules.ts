// Makes `electron` a module that every file of the app can require and import, whatever lies in
// node_modules: apps keep the `electron` package there for its types, and as a tool.

import Module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { isElectron } from "./names.js";

/** `folder` holds electron.cjs, electron.mjs and hooks.mjs. */
export function installModuleHooks(folder: string): void {
  hookRequire(join(folder, "electron.cjs"));
  hookImport(folder);
}

type Resolve = (request: string, ...rest: unknown[]) => string;

// The one place that require, require.resolve and createRequire pass in every version of Node.
function hookRequire(file: string): void {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolveFilename = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, ...rest) {
    return isElectron(request) ? file : resolveFilename.call(this, request, ...rest);
  };
}

interface ResolveContext {
  conditions: Iterable<string>;
}
interface Resolved {
  url: string;
  format?: string;
  shortCircuit?: boolean;
}
type Hook = (
  specifier: string,
  context: ResolveContext,
  next: (specifier: string, context: ResolveContext) => Resolved,
) => Resolved;

interface NewModule {
  registerHooks?(hooks: { resolve: Hook }): unknown;
  register(specifier: string, parent: URL): unknown;
}

function hookImport(folder: string): void {
  const { registerHooks, register } = Module as unknown as NewModule;
  const facade = pathToFileURL(join(folder, "electron.mjs")).href;
  if (!registerHooks) {
    // Hooks in a thread of their own: all that Node 18 and 20 have.
    register("./hooks.mjs", pathToFileURL(join(folder, "/")));
    return;
  }
  registerHooks({
    resolve(specifier, context, next) {
      const imported = isElectron(specifier) && [...context.conditions].includes("import");
      if (!imported) return next(specifier, context);
      return { url: facade, format: "module", shortCircuit: true };
    },
  });
}
