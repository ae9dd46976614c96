// Runs in the thread of Node's module hooks, where Node has no hooks in the main thread.

import { isElectron } from "./names.js";

interface Resolved {
  url: string;
  format?: string;
  shortCircuit?: boolean;
}

const facade = new URL("./electron.mjs", import.meta.url).href;

export async function resolve(
  specifier: string,
  context: { conditions: string[] },
  next: (specifier: string, context: { conditions: string[] }) => Promise<Resolved>,
): Promise<Resolved> {
  const imported = isElectron(specifier) && context.conditions.includes("import");
  if (!imported) return next(specifier, context);
  return { url: facade, format: "module", shortCircuit: true };
}
