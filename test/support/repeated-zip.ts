import { crc32 } from 'node:zlib';
import type { NamedBytes } from '#libs/synthetic';
import {
  OFFSET_FIELD,
  SATURATED,
  VERSION_WITH_ZIP64,
  ZIP64_END_BYTES,
  buildOffsetField,
  buildZip64Ends,
} from './zip64.js';

const LOCAL_HEADER = { magic: 0x04034b50, length: 30 };
const DIRECTORY_RECORD = { magic: 0x02014b50, length: 46 };

interface Entry {
  readonly name: Buffer;
  readonly bytes: Buffer;
  readonly crc: number;
}

/** An uncompressed zip64 of any size. It is generated while it is read, from a few clips that repeat under other names. */
export class RepeatedZip {
  readonly sizeBytes: number;
  readonly entries: readonly Entry[];

  /** The zip ends at the size or the number of entries, whichever comes first. */
  constructor(clips: readonly NamedBytes[], minBytes: number, entriesWanted = Infinity) {
    const crcs = clips.map(({ bytes }) => crc32(bytes));
    const entries: Entry[] = [];
    let size = ZIP64_END_BYTES;
    while (size < minBytes && entries.length < entriesWanted) {
      const at = entries.length % clips.length;
      const { name: own, bytes } = clips[at]!;
      const name = Buffer.from(`${String(Math.floor(entries.length / clips.length))}/${own}`);
      entries.push({ name, bytes, crc: crcs[at]! });
      size += LOCAL_HEADER.length + DIRECTORY_RECORD.length + 2 * name.length + OFFSET_FIELD + bytes.length;
    }
    this.sizeBytes = size;
    this.entries = entries;
  }

  /** Generates the zip's bytes. It keeps only the directory in memory. */
  *pieces(): Generator<Buffer, void, undefined> {
    const directory: Buffer[] = [];
    let offset = 0;
    for (const entry of this.entries) {
      const local = localHeader(entry);
      directory.push(directoryRecord(entry, offset));
      yield local;
      yield entry.bytes;
      offset += local.length + entry.bytes.length;
    }
    const records = Buffer.concat(directory);
    yield records;
    yield buildZip64Ends(this.entries.length, records.length, offset);
  }
}

/** Builds the fields that local headers and directory records share (APPNOTE 4.3.7, 4.3.12). */
function commonFields({ name, bytes, crc }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION_WITH_ZIP64, 0);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function localHeader(entry: Entry): Buffer {
  const magic = Buffer.alloc(4);
  magic.writeUInt32LE(LOCAL_HEADER.magic);
  return Buffer.concat([magic, commonFields(entry), entry.name]);
}

function directoryRecord(entry: Entry, offset: number): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(DIRECTORY_RECORD.magic);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(SATURATED, 10);
  const fields = commonFields(entry);
  fields.writeUInt16LE(OFFSET_FIELD, 24);
  return Buffer.concat([head, fields, rest, entry.name, buildOffsetField(offset)]);
}
