// What the methods of `<webview>` want of their arguments.

function refuse(name: string, wanted: string): never {
  throw new TypeError(`${name} must be ${wanted}`);
}

export function text(value: unknown, name: string): string {
  return typeof value === "string" ? value : refuse(name, "a string");
}

export function number(value: unknown, name: string): number {
  return typeof value === "number" && value === value ? value : refuse(name, "a number");
}

export function whole(value: unknown, name: string): number {
  const given = number(value, name);
  return given % 1 === 0 ? given : refuse(name, "an integer");
}

export function flag(value: unknown, name: string): boolean {
  return typeof value === "boolean" ? value : refuse(name, "a boolean");
}

/** Of an argument that may be left out. */
export function options(value: unknown, name = "options"): object {
  if (value === undefined || value === null) return {};
  return typeof value === "object" ? value : refuse(name, "an object");
}

export function oneOf(value: unknown, name: string, names: readonly string[]): string {
  for (let i = 0; i < names.length; ++i) if (value === names[i]) return names[i]!;
  return refuse(name, `one of ${names.join(", ")}`);
}
