import { crc32, deflateRawSync } from 'node:zlib';

/** An entry in which every field may lie. Omitted fields are true. */
export interface CraftedEntry {
  readonly name: string | Buffer;
  readonly bytes?: Uint8Array;
  readonly deflate?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly localFlags?: number;
  readonly crc32?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  readonly offset?: number;
  readonly extra?: Buffer;
  readonly localExtra?: Buffer;
  readonly madeBy?: number;
  readonly externalAttributes?: number;
  /** Packed bytes, for entries that share or lack data. */
  readonly packed?: Uint8Array;
  /** This field exists only in the directory. */
  readonly noLocal?: boolean;
}

export interface CraftedEnd {
  readonly entries?: number;
  readonly directorySize?: number;
  readonly directoryOffset?: number;
  readonly disk?: number;
  readonly comment?: Buffer;
  readonly commentLength?: number;
}

/** Writes a zip byte by byte, with content that no real writer produces. */
export function craftedZip(entries: readonly CraftedEntry[], end: CraftedEnd = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const local = entry.noLocal === true ? Buffer.alloc(0) : localPart(entry);
    parts.push(local);
    directory.push(directoryRecord(entry, entry.offset ?? offset));
    offset += local.length;
  }
  const records = Buffer.concat(directory);
  return Buffer.concat([...parts, records, endRecord(entries.length, records.length, offset, end)]);
}

export function endRecord(
  count: number,
  directorySize: number,
  directoryOffset: number,
  end: CraftedEnd = {},
): Buffer {
  const comment = end.comment ?? Buffer.alloc(0);
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(end.disk ?? 0, 4);
  record.writeUInt16LE(end.disk ?? 0, 6);
  record.writeUInt16LE(end.entries ?? count, 8);
  record.writeUInt16LE(end.entries ?? count, 10);
  record.writeUInt32LE(end.directorySize ?? directorySize, 12);
  record.writeUInt32LE(end.directoryOffset ?? directoryOffset, 16);
  record.writeUInt16LE(end.commentLength ?? comment.length, 20);
  return Buffer.concat([record, comment]);
}

export function extraFieldOf(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

function packedOf(entry: CraftedEntry): Uint8Array {
  const bytes = entry.bytes ?? Buffer.alloc(0);
  return entry.packed ?? (entry.deflate === true ? deflateRawSync(bytes) : bytes);
}

function commonFields(entry: CraftedEntry, flags: number): Buffer {
  const bytes = entry.bytes ?? Buffer.alloc(0);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(entry.method ?? (entry.deflate === true ? 8 : 0), 4);
  common.writeUInt32LE(entry.crc32 ?? crc32(bytes), 10);
  common.writeUInt32LE(entry.compressedSize ?? packedOf(entry).length, 14);
  common.writeUInt32LE(entry.size ?? bytes.length, 18);
  common.writeUInt16LE(Buffer.from(entry.name).length, 22);
  return common;
}

function localPart(entry: CraftedEntry): Buffer {
  const extra = entry.localExtra ?? Buffer.alloc(0);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(0x04034b50);
  const common = commonFields(entry, entry.localFlags ?? entry.flags ?? 0);
  common.writeUInt16LE(extra.length, 24);
  return Buffer.concat([head, common, Buffer.from(entry.name), extra, packedOf(entry)]);
}

function directoryRecord(entry: CraftedEntry, offset: number): Buffer {
  const extra = entry.extra ?? Buffer.alloc(0);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(entry.madeBy ?? 0, 4);
  const common = commonFields(entry, entry.flags ?? 0);
  common.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.externalAttributes ?? 0, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([head, common, rest, Buffer.from(entry.name), extra]);
}
