// What is in front of the clone in a message with ports: docs/protocol.md.

export interface Entry {
  /** Its number among those of this document on the link. */
  readonly number: number;
  /** How many messages its holder has sent and received through it by now. */
  readonly sent: number;
  readonly received: number;
}

const entryBytes = 12;

export function headBytes(ports: number): number {
  return 8 + ports * entryBytes;
}

const noPorts = { entries: [], end: headBytes(0) };

function put(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function get(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
  return (low | ((bytes[at + 3] as number) << 24)) >>> 0;
}

export function writeHead(bytes: Uint8Array, at: number, sequence: number, entries: readonly Entry[]): void {
  put(bytes, at, sequence);
  put(bytes, at + 4, entries.length);
  entries.forEach((entry, i) => writeEntry(bytes, at, i, entry));
}

/** Writes one of the entries of the head that begins at `at`. */
export function writeEntry(bytes: Uint8Array, at: number, index: number, { number, sent, received }: Entry): void {
  const place = at + 8 + index * entryBytes;
  put(bytes, place, number);
  put(bytes, place + 4, sent);
  put(bytes, place + 8, received);
}

export function writeNumber(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  put(bytes, 0, value);
  return bytes;
}

/** The number that bytes begin with: a message's sequence, or how many were sent before a close. */
export function readNumber(bytes: Uint8Array): number {
  return get(bytes, 0);
}

/** What main says of messages that may be lost: all that come before `until`, or, if it is over, all. */
export function readLost(bytes: Uint8Array): { until: number; isOver: boolean } {
  return { until: get(bytes, 0), isOver: get(bytes, 4) !== 0 };
}

/** The head at the beginning of `bytes`, without the number that it begins with; main has written it. */
export function readHead(bytes: Uint8Array): { entries: readonly Entry[]; end: number } {
  const count = get(bytes, 4);
  if (count === 0) return noPorts;
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const at = 8 + i * entryBytes;
    entries.push({ number: get(bytes, at), sent: get(bytes, at + 4), received: get(bytes, at + 8) });
  }
  return { entries, end: headBytes(count) };
}
