// What stands on the command line of `cation`: switches before the app's path, which are the app's as well.

export interface CommandLine {
  asks?: "help" | "version";
  /** A sentence about what cannot be done. */
  wrong?: string;
  path?: string;
  /** The place of the path among the arguments. */
  at: number;
  requireSandbox: boolean;
  quiet: boolean;
  /** To be loaded before the app. */
  modules: string[];
  inspect?: Inspect;
}

/** What `--inspect` asks for. */
export interface Inspect {
  host: string | undefined;
  port: number | undefined;
  /** Whether the app waits for a debugger. */
  waits: boolean;
}

export function readCommandLine(given: readonly string[]): CommandLine {
  const line: CommandLine = { at: 0, requireSandbox: false, quiet: false, modules: [] };
  let unknown: string | undefined;
  for (; line.at < given.length; ++line.at) {
    const word = given[line.at]!;
    if (!word.startsWith("-")) return { ...line, path: word };
    const [name, value] = split(word);
    if (name === "-h" || name === "--help") return { ...line, asks: "help" };
    if (name === "-v" || name === "--version") return { ...line, asks: "version" };
    if (name === "--require-sandbox") {
      line.requireSandbox = true;
    } else if (name === "--quiet") {
      line.quiet = true;
    } else if (name === "-r" || name === "--require") {
      const module = value ?? given[++line.at];
      if (module === undefined) return { ...line, wrong: `${name} wants the name of a module` };
      line.modules.push(module);
    } else if (name === "--inspect" || name === "--inspect-brk") {
      const inspect = readAddress(value ?? "", name === "--inspect-brk");
      if (!inspect) return { ...line, wrong: `${word} wants a port, or host:port` };
      line.inspect = inspect;
    } else {
      unknown ??= word;
    }
  }
  return unknown === undefined ? line : { ...line, wrong: `there is no app's path behind ${unknown}; see cation --help` };
}

function split(word: string): [name: string, value: string | undefined] {
  const end = word.indexOf("=");
  return end < 0 ? [word, undefined] : [word.slice(0, end), word.slice(end + 1)];
}

function readAddress(value: string, waits: boolean): Inspect | undefined {
  const [, host, digits] = /^(?:(.*):)?(\d*)$/.exec(value) ?? [];
  if (digits === undefined || Number(digits) > 65535) return undefined;
  return { host: host || undefined, port: digits === "" ? undefined : Number(digits), waits };
}
