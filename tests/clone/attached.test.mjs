// What travels beside a message's bytes: large buffers, ports; and the Blobs and Files that hold bytes.

import assert from "node:assert/strict";
import { File } from "node:buffer";
import { test } from "node:test";

import { loadCodec } from "./bundle.mjs";
import { attachedVectorsFile, counted, readVectors } from "./vectors/read.mjs";

const { createCodec } = await loadCodec();
const blobBytes = new Map();
const codec = createCodec({ File, readBlob: (blob) => blobBytes.get(blob) });
class Port {}
const ports = [new Port(), new Port()];
const encode = (value, withPorts) => {
  const end = codec.encode(value, "value", 0, withPorts);
  return codec.buffer.slice(0, end);
};
/** Short enough to be shown. */
const same = (left, right, what) => assert.ok(Buffer.compare(left, right) === 0, `other bytes: ${what}`);
const decode = (bytes, beside) => codec.decode(bytes, 0, bytes.length, beside);
const malformed = { code: "ERR_MALFORMED_CLONE" };

async function learnBlobs(value) {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (item instanceof Blob) blobBytes.set(item, new Uint8Array(await item.arrayBuffer()));
  }
}

test("every vector with attachments is read as a value that is written as the same bytes", async () => {
  const vectors = readVectors(attachedVectorsFile);
  assert.ok(vectors.size >= 17);
  for (const [name, bytes] of vectors) {
    const value = decode(bytes, { ports });
    await learnBlobs(value);
    same(encode(value, ports), bytes, name);
  }
});

test("a message that is encoded apart is whole with its buffers before the table", () => {
  const value = { a: counted(40_000), b: [counted(100), counted(32_768).buffer], text: "é" };
  const whole = encode(value);
  const end = codec.encodeApart(value, "value");
  const attached = codec.takeAttached();
  assert.equal(attached.length, 2);
  assert.equal(attached[0].buffer, value.a.buffer);
  const table = end - 8 * attached.length;
  const joined = Buffer.concat([codec.buffer.subarray(0, table), ...attached, codec.buffer.subarray(table, end)]);
  same(joined, whole, "joined");
  const apart = codec.buffer.slice(0, end);
  const buffers = attached.map((bytes) => bytes.slice().buffer);
  const read = decode(apart, { buffers });
  assert.deepEqual(read, value);
  assert.equal(read.a.buffer, buffers[0], "a buffer that came beside is taken over");
  assert.equal(codec.takeAttached(), undefined, "they are given once");
});

test("buffers that do not fit the table are refused", () => {
  const end = codec.encodeApart([counted(32_768)], "value");
  const bytes = codec.buffer.slice(0, end);
  for (const buffers of [[], [new ArrayBuffer(32_767)], [new ArrayBuffer(32_769)]]) {
    assert.throws(() => decode(bytes, { buffers }), malformed);
  }
  assert.throws(() => decode(bytes), malformed, "without the bytes of the buffer");
});

test("sizes of attachments that cannot be are refused", () => {
  const whole = encode([counted(32_768)]);
  const sized = (...sizes) => {
    const bytes = Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8 * sizes.length)]);
    bytes.writeUInt16LE(sizes.length, 2);
    sizes.forEach((size, i) => bytes.writeBigUInt64LE(BigInt(size), bytes.length - 8 * (sizes.length - i)));
    return new Uint8Array(bytes);
  };
  assert.deepEqual(decode(sized(32_768)), [counted(32_768)]);
  for (const sizes of [[32_767], [32_769], [0], [2n ** 63n + 32_768n], [2n ** 32n + 32_768n], [32_768, 32_768], []]) {
    assert.throws(() => decode(sized(...sizes)), malformed, String(sizes));
  }
});

test("ports are known by their place among those that are transferred", () => {
  const bytes = encode([ports[1], ports[0], ports[1]], ports);
  const others = [{}, {}];
  const [first, second, third] = decode(bytes, { ports: others });
  assert.deepEqual([first === others[1], second === others[0], third === others[1]], [true, true, true]);
  assert.throws(() => decode(bytes, { ports: [others[0]] }), malformed);
  assert.throws(() => decode(bytes), malformed);
});

test("a Blob is refused with a way out where it cannot be read at once", () => {
  assert.throws(() => createCodec().encode([new Blob()], "args"), /cloned. args\[0\]: a Blob .* send its arrayBuffer/);
});

test("a failing Blob leaves the codec as it was", () => {
  const failing = createCodec({ readBlob: () => { throw new Error("unreadable"); } });
  assert.throws(() => failing.encode([new Blob()], "args"), /unreadable/);
  assert.deepEqual(failing.decode(failing.buffer, 0, failing.encode([1], "args")), [1]);
});
