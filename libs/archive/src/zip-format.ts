// Section numbers in this library are those of PKWARE's APPNOTE 6.3.10.

export const LOCAL_HEADER = { signature: 0x04034b50, length: 30 } as const; // 4.3.7
export const DIRECTORY_HEADER = { signature: 0x02014b50, length: 46 } as const; // 4.3.12
export const ZIP64_END = { signature: 0x06064b50, length: 56 } as const; // 4.3.14
export const ZIP64_LOCATOR = { signature: 0x07064b50, length: 20 } as const; // 4.3.15
export const END = { signature: 0x06054b50, length: 22 } as const; // 4.3.16
/** First bytes of a split archive (8.5.4), or of one that was meant to be split but fitted one segment (8.5.5). */
export const SPANNING_MARKER = 0x08074b50;
export const SINGLE_SEGMENT_MARKER = 0x30304b50;

export const METHOD = { stored: 0, deflated: 8 } as const; // 4.4.5

/** General purpose bits (4.4.4). */
export const FLAG = {
  encrypted: 1 << 0,
  /** Sizes and CRC follow the data instead of being in the local header. */
  dataDescriptor: 1 << 3,
  strongEncryption: 1 << 6,
  utf8: 1 << 11,
  maskedHeader: 1 << 13,
} as const;

/** Extra fields: zip64 sizes (4.5.3), Info-ZIP Unicode path (4.6.9). */
export const EXTRA = { zip64: 0x0001, unicodePath: 0x7075 } as const;

/** A field with its largest value refers to a zip64 record that contains the real value (4.4.1.4). */
export const SATURATED = { u16: 0xffff, u32: 0xffffffff } as const;

/** Reads an 8-byte unsigned integer; `Infinity` above 2^53, so that it exceeds the size of every file. */
export function readUint64(buffer: Buffer, offset: number): number {
  const value = buffer.readUInt32LE(offset + 4) * 2 ** 32 + buffer.readUInt32LE(offset);
  return Number.isSafeInteger(value) ? value : Infinity;
}

/** Returns the data of the first extra field with this id (APPNOTE 4.5.1), or null. A field that overruns ends the search. */
export function readExtraField(extra: Buffer, id: number): Buffer | null {
  let at = 0;
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) return null;
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}
