export const VERSION_WITH_ZIP64 = 45;
/** A 32-bit field with this value refers to its zip64 counterpart. */
export const SATURATED = 0xffff_ffff;
/** The size of a zip64 field that contains only an offset: id, length, 8 bytes (APPNOTE 4.5.3). */
export const OFFSET_FIELD = 12;

/** Builds the extra field of a directory record with the offset of its entry. */
export function buildOffsetField(offset: number): Buffer {
  const field = Buffer.alloc(OFFSET_FIELD);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8, 2);
  field.writeBigUInt64LE(BigInt(offset), 4);
  return field;
}

export const ZIP64_END_BYTES = 56 + 20 + 22;

/** Builds the zip64 end record, its locator, and the plain end record with every field saturated (APPNOTE 4.3.14 to 4.3.16). */
export function buildZip64Ends(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(ZIP64_END_BYTES);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(VERSION_WITH_ZIP64, 12);
  end.writeUInt16LE(VERSION_WITH_ZIP64, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(directoryBytes), 40);
  end.writeBigUInt64LE(BigInt(directoryOffset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  end.writeUInt16LE(0xffff, 84);
  end.writeUInt16LE(0xffff, 86);
  end.writeUInt32LE(SATURATED, 88);
  end.writeUInt32LE(SATURATED, 92);
  return end;
}
