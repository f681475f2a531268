/**
 * Constants of the zip format. Section numbers here and in the other files are those of PKWARE's APPNOTE 6.3.10.
 */
export const LOCAL_HEADER = { signature: 0x04034b50, length: 30 } as const; // 4.3.7
export const DIRECTORY_HEADER = { signature: 0x02014b50, length: 46 } as const; // 4.3.12
export const ZIP64_END = { signature: 0x06064b50, length: 56 } as const; // 4.3.14
export const ZIP64_LOCATOR = { signature: 0x07064b50, length: 20 } as const; // 4.3.15
export const END = { signature: 0x06054b50, length: 22 } as const; // 4.3.16
/** First bytes of a spanned archive's first segment (8.5.4); "PK00" is written when it fitted one segment (8.5.5). */
export const SPANNING_MARKER = 0x08074b50;
export const SINGLE_SEGMENT_MARKER = 0x30304b50;

export const METHOD = { stored: 0, deflated: 8 } as const; // 4.4.5

/** General purpose bits (4.4.4). */
export const FLAG = {
  encrypted: 1 << 0,
  /** Sizes and CRC stand behind the data, not in the local header. */
  dataDescriptor: 1 << 3,
  strongEncryption: 1 << 6,
  utf8: 1 << 11,
  maskedHeader: 1 << 13,
} as const;

/** Extra fields: zip64 sizes (4.5.3), Info-ZIP Unicode path (4.6.9). */
export const EXTRA = { zip64: 0x0001, unicodePath: 0x7075 } as const;

/** A field that holds its largest value says that the real one stands in a zip64 record (4.4.1.4). */
export const SATURATED = { u16: 0xffff, u32: 0xffffffff } as const;

/** 8-byte unsigned integer; `Infinity` above 2^53, so that every comparison with a file's size fails as it should. */
export function readUint64(buffer: Buffer, offset: number): number {
  const value = buffer.readUInt32LE(offset + 4) * 2 ** 32 + buffer.readUInt32LE(offset);
  return Number.isSafeInteger(value) ? value : Infinity;
}
