// The picture of a guest, which main has made a PNG file of: what a page has of Electron's NativeImage.

export interface Image {
  toPNG(): Uint8Array;
  toDataURL(): string;
  getSize(): { width: number; height: number };
  getAspectRatio(): number;
  isEmpty(): boolean;
}

const { btoa } = globalThis;
const { fromCharCode } = String;

export function imageOf(picture: unknown): Image {
  const { png, width, height } = picture as { png: Uint8Array; width: number; height: number };
  return {
    toPNG: () => png,
    toDataURL() {
      let bytes = "";
      for (let i = 0; i < png.length; ++i) bytes += fromCharCode(png[i]!);
      return `data:image/png;base64,${btoa(bytes)}`;
    },
    getSize: () => ({ width, height }),
    getAspectRatio: () => (height > 0 ? width / height : 1),
    isEmpty: () => width === 0 || height === 0,
  };
}
