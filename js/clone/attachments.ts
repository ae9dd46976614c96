// What travels beside the bytes of a message being written: large buffers, and ports.

import { typedArrayLength } from "./primordials.js";
import { ATTACHED_BYTES, MAX_ATTACHED } from "./tags.js";
import type { Writer } from "./writer.js";

const nothing: readonly object[] = [];

export class Attachments {
  /** Views of the buffers, in the order of their tags; they are not copies. */
  buffers: Uint8Array[] = [];
  private ports: readonly object[] = nothing;

  /** Begins a message with which these ports are transferred. */
  begin(ports: readonly object[] = nothing): void {
    this.ports = ports;
    this.buffers.length = 0;
  }

  /** Whether the bytes are attached: they need not be copied then. */
  take(bytes: Uint8Array, length: number): boolean {
    const { buffers } = this;
    if (length < ATTACHED_BYTES || buffers.length === MAX_ATTACHED) return false;
    buffers[buffers.length] = bytes;
    return true;
  }

  /** The place of a port among those that are transferred, or -1. */
  placeOf(object: object): number {
    const { ports } = this;
    for (let i = 0; i < ports.length; i++) {
      if (ports[i] === object) return i;
    }
    return -1;
  }

  /** Writes the bytes of all buffers. */
  writeBuffers(writer: Writer): void {
    const { buffers } = this;
    for (let i = 0; i < buffers.length; i++) {
      const bytes = buffers[i] as Uint8Array;
      writer.part(bytes, 0, typedArrayLength(bytes) as number);
    }
  }

  /** Writes their sizes, which end a message. */
  writeTable(writer: Writer): void {
    const { buffers } = this;
    for (let i = 0; i < buffers.length; i++) writer.uint64(typedArrayLength(buffers[i]) as number);
  }

  /** Lets go of all, but for buffers that are still to be taken. */
  clear(apart: boolean): void {
    this.ports = nothing;
    if (!apart) this.buffers.length = 0;
  }

  takeBuffers(): readonly Uint8Array[] | undefined {
    const { buffers } = this;
    if (buffers.length === 0) return undefined;
    this.buffers = [];
    return buffers;
  }
}
