// The bytes of the protocol (docs/protocol.md), well-formed or not: whoever writes them says so.

import { loadCodec } from "../../clone/bundle.mjs";

const codec = (await loadCodec()).createCodec();

export const kinds = {
  hello: 1, attached: 2, detached: 3, event: 4,
  send: 10, invoke: 11, sendSync: 12, resolve: 13, reject: 14, execute: 15, readFile: 16, readEnvironment: 17,
  guest: 18, toGuest: 19, toHost: 28,
  post: 20, portMessage: 21, portClose: 22, portReturned: 23, portWay: 24, portLost: 25, portMet: 26, linkClosing: 27,
};
export const carriers = { inline: 0, offer: 1, pooled: 2, file: 3 };
/** F_ADD_SEALS: as a well-behaved sender seals its memory. */
export const sealed = 0x2 | 0x4;
export const nothing = new Uint8Array();

export function clone(value) {
  const end = codec.encode(value, "value");
  return Uint8Array.from(codec.buffer.subarray(0, end));
}

export const unclone = (bytes) => codec.decode(bytes, 0, bytes.length);

export function varint(number) {
  const bytes = [];
  for (; number >= 0x80; number = Math.floor(number / 0x80)) bytes.push((number % 0x80) | 0x80);
  bytes.push(number);
  return bytes;
}

/** A clone of any body, text and flags. */
export function rawClone(body, text = nothing, flags = 0) {
  const head = Buffer.alloc(8);
  head[0] = 1;
  head[1] = flags;
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, Uint8Array.from(body), Uint8Array.from(text)]);
}

/** The clone of a list of the same bytes, each of them one value. */
export const listOf = (count, bytes) =>
  rawClone(Buffer.concat([Uint8Array.from([0x81, 0x9f, ...varint(count)]), repeated(count, bytes)]));

export const repeated = (count, bytes) => Buffer.alloc(bytes.length * count, Uint8Array.from(bytes));

export const words = (...numbers) => Buffer.concat(numbers.map((number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number >>> 0);
  return bytes;
}));

export const longs = (...numbers) => Buffer.concat(numbers.map((number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(number));
  return bytes;
}));

/** A message: `body` are bytes. `channel` may be bytes too. */
export function message(kind, { call = 0, page = 0, frame = 0, channel = "", body = nothing } = {}) {
  const name = typeof channel === "string" ? Buffer.from(channel) : channel;
  const head = Buffer.alloc(24);
  head[0] = kind;
  head.writeUInt16LE(name.length, 2);
  head.writeUInt32LE(call >>> 0, 4);
  head.writeBigUInt64LE(BigInt(page), 8);
  head.writeUInt32LE(frame >>> 0, 16);
  return Buffer.concat([head, name, body]);
}

export function readMessage(bytes) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 24 + head.readUInt16LE(2);
  return {
    kind: head[0], call: head.readUInt32LE(4), page: Number(head.readBigUInt64LE(8)), frame: head.readUInt32LE(16),
    channel: head.toString("utf8", 24, end), body: bytes.subarray(end),
  };
}

export function record(payload, { carrier = carriers.inline, files = 0, length = payload.length } = {}) {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(length, 0);
  head[4] = carrier;
  head[5] = files;
  return Buffer.concat([head, payload, Buffer.alloc((8 - (payload.length % 8)) % 8)]);
}

export const offer = () => record(nothing, { carrier: carriers.offer, files: 1 });
export const pooled = (position, size) => record(longs(position, size), { carrier: carriers.pooled });
export const inFile = (size) => record(longs(size), { carrier: carriers.file, files: 1 });

/** What is in front of the clone of a message that may carry ports, each `[number, sent, received]`. */
export const portHead = (sequence, ports = []) => words(sequence, ports.length, ...ports.flat());
export const withPorts = (ports, value = null, sequence = 0) => Buffer.concat([portHead(sequence, ports), clone(value)]);
