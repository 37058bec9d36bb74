/** What a picture's first bytes tell of it. */
export interface ImageFacts {
  mimetype: "image/jpeg" | "image/png";
  width: number;
  height: number;
}

/** Null for what is no JPEG or PNG (the kinds every phone shows), or is broken before its size is told. */
export function imageFacts(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a) return png(view);
    return view.getUint16(0) === 0xffd8 ? jpeg(view) : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // it ends too soon
    throw error;
  }
}

/** The header is the first chunk (W3C PNG, 11.2.1). */
function png(view: DataView): ImageFacts {
  return { mimetype: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** The size stands in the first frame header (ITU T.81, B.2.2), behind segments of any length. */
function jpeg(view: DataView): ImageFacts | null {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { mimetype: "image/jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return null;
}
