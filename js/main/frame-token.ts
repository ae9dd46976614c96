// What `frameToken` is: unique among the documents of a process, and the same to main and to the document itself.

export function tokenOf(number: number): string {
  return number.toString(16).toUpperCase().padStart(32, "0");
}

/** The number of a document by its token; 0 for what is none. */
export function numberOf(token: unknown): number {
  return typeof token === "string" && /^[0-9A-F]{32}$/.test(token) ? parseInt(token, 16) : 0;
}
