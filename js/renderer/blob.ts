// The bytes of a Blob, at once: a message is whole when it is sent. The one way to them that does not
// have to wait is a synchronous request for the Blob's own URL, which a page's policy lets the isolated
// world make.

/* eslint-disable @typescript-eslint/unbound-method */

type Read = (blob: object) => Uint8Array;

/** Takes what it needs now, before a script of the page could change it. Undefined where there is no document. */
export function createBlobReader(): Read | undefined {
  if (typeof XMLHttpRequest !== "function") return undefined;
  const { apply } = Reflect;
  const [BlobOf, Request, Bytes, ErrorOf] = [Blob, XMLHttpRequest, Uint8Array, Error];
  const { createObjectURL, revokeObjectURL } = URL;
  const { open, overrideMimeType, send } = XMLHttpRequest.prototype;
  const text = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "responseText")?.get as () => string;
  const { charCodeAt } = String.prototype;
  return (blob) => {
    // The byte in front keeps the engine from taking the Blob's own first ones for a mark of its encoding.
    const url = apply(createObjectURL, URL, [new BlobOf(["-", blob as Blob])]);
    try {
      const request = new Request();
      apply(open, request, ["GET", url, false]);
      // Each byte becomes one character, whose low byte it is.
      apply(overrideMimeType, request, ["text/plain; charset=x-user-defined"]);
      try {
        apply(send, request, []);
      } catch (cause) {
        throw new ErrorOf(
          "A Blob's bytes could not be read: without contextIsolation, the page's policy must allow `connect-src blob:`",
          { cause },
        );
      }
      const characters = apply(text, request, []);
      const bytes = new Bytes(characters.length - 1);
      for (let i = 1; i < characters.length; i++) bytes[i - 1] = apply(charCodeAt, characters, [i]);
      return bytes;
    } finally {
      apply(revokeObjectURL, URL, [url]);
    }
  };
}
