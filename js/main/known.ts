// What Cation has of Electron's API and what it has not: the tables of docs/compatibility.md, put in when it is built.

export interface Table {
  there: string[];
  missing: string[];
  /** Of `missing`, what does nothing in Electron for Linux either. */
  elsewhere: string[];
}

declare const CATION_TABLES: Record<string, Table>;

export function tableOf(heading: string): Table {
  return CATION_TABLES[heading] ?? { there: [], missing: [], elsewhere: [] };
}

/** The modules that are not there. */
export const missingModules: ReadonlySet<string> = new Set(tableOf("Modules").missing);

/** Names of methods and properties that are not there, of any class or module. */
export const missingMembers: ReadonlySet<string> = new Set(
  Object.entries(CATION_TABLES)
    .filter(([heading]) => heading !== "Modules" && !/^(Events|Options) of /.test(heading))
    .flatMap(([, { missing }]) => missing),
);
