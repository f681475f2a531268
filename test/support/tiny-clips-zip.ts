import { crc32 } from 'node:zlib';
import { encodePcm16Wav } from './wav.js';
import {
  OFFSET_FIELD,
  SATURATED,
  VERSION_WITH_ZIP64,
  ZIP64_END_BYTES,
  buildOffsetField,
  buildZip64Ends,
} from './zip64.js';

/** The number of different clips. They repeat under other names. */
const DIFFERENT_CLIPS = 64;
/** 31 ms at 16 kHz. An archive of a million clips takes a little more than a gigabyte. */
const SAMPLES = 500;
const PIECE_BYTES = 1024 * 1024;

const LOCAL = { magic: 0x04034b50, length: 30 };
const RECORD = { magic: 0x02014b50, length: 46 };
const NAME_LENGTH = 'speaker-000/clip-0000000.wav'.length;

interface Clip {
  readonly bytes: Buffer;
  readonly crc: number;
}

/**
 * A zip64 of a great number of tiny WAV files, generated while it is read. It keeps 64 clips and one piece of a megabyte
 * in memory.
 */
export class TinyClipsZip {
  readonly sizeBytes: number;
  private readonly clips: readonly Clip[] = Array.from({ length: DIFFERENT_CLIPS }, (_, n) => tinyClip(n));
  private readonly stride: number;

  constructor(readonly entries: number) {
    this.stride = LOCAL.length + NAME_LENGTH + (this.clips[0]?.bytes.length ?? 0);
    this.sizeBytes = entries * (this.stride + RECORD.length + NAME_LENGTH + OFFSET_FIELD) + ZIP64_END_BYTES;
  }

  *pieces(): Generator<Buffer, void, undefined> {
    const writer = new PieceWriter();
    for (let entry = 0; entry < this.entries; entry++) {
      const { bytes, crc } = this.clip(entry);
      const at = writer.reserve(this.stride);
      writeHeader(writer.piece, at, LOCAL, crc, bytes.length);
      writer.piece.write(nameOf(entry), at + LOCAL.length, 'latin1');
      bytes.copy(writer.piece, at + LOCAL.length + NAME_LENGTH);
      yield* writer.full();
    }
    for (let entry = 0; entry < this.entries; entry++) {
      this.writeRecord(writer, entry);
      yield* writer.full();
    }
    yield writer.rest();
    const directory = this.entries * (RECORD.length + NAME_LENGTH + OFFSET_FIELD);
    yield buildZip64Ends(this.entries, directory, this.entries * this.stride);
  }

  private clip(entry: number): Clip {
    return this.clips[entry % DIFFERENT_CLIPS]!;
  }

  private writeRecord(writer: PieceWriter, entry: number): void {
    const { bytes, crc } = this.clip(entry);
    const at = writer.reserve(RECORD.length + NAME_LENGTH + OFFSET_FIELD);
    const { piece } = writer;
    writeHeader(piece, at + 2, RECORD, crc, bytes.length); // "version made by" takes two bytes before the common fields
    piece.writeUInt32LE(RECORD.magic, at);
    piece.writeUInt16LE(VERSION_WITH_ZIP64, at + 4);
    piece.writeUInt16LE(OFFSET_FIELD, at + 30);
    piece.fill(0, at + 32, at + 42);
    piece.writeUInt32LE(SATURATED, at + 42);
    piece.write(nameOf(entry), at + RECORD.length, 'latin1');
    buildOffsetField(entry * this.stride).copy(piece, at + RECORD.length + NAME_LENGTH);
  }
}

/** Collects bytes into pieces of about a megabyte. */
class PieceWriter {
  piece = Buffer.alloc(PIECE_BYTES);
  private used = 0;

  reserve(length: number): number {
    const at = this.used;
    this.used += length;
    return at;
  }

  *full(): Generator<Buffer, void, undefined> {
    if (this.used < PIECE_BYTES - 4096) return;
    yield this.rest();
  }

  rest(): Buffer {
    const piece = this.piece.subarray(0, this.used);
    this.piece = Buffer.alloc(PIECE_BYTES); // a stream may still use the previous one
    this.used = 0;
    return piece;
  }
}

function tinyClip(n: number): Clip {
  const samples = Int16Array.from({ length: SAMPLES }, (_, i) => {
    const t = i / 16_000;
    return Math.round(6_000 * Math.sin(2 * Math.PI * (110 + 7 * n) * t) + 2_000 * Math.sin(4_400 * t + n));
  });
  const bytes = encodePcm16Wav(samples);
  return { bytes, crc: crc32(bytes) };
}

function nameOf(entry: number): string {
  return `speaker-${String(entry % 1000).padStart(3, '0')}/clip-${String(entry).padStart(7, '0')}.wav`;
}

/** Writes the fields that local headers and directory records share (APPNOTE 4.3.7, 4.3.12). */
function writeHeader(piece: Buffer, at: number, kind: typeof LOCAL, crc: number, size: number): void {
  piece.writeUInt32LE(kind.magic, at);
  piece.writeUInt16LE(VERSION_WITH_ZIP64, at + 4);
  piece.fill(0, at + 6, at + 14);
  piece.writeUInt32LE(crc, at + 14);
  piece.writeUInt32LE(size, at + 18);
  piece.writeUInt32LE(size, at + 22);
  piece.writeUInt16LE(NAME_LENGTH, at + 26);
  piece.writeUInt16LE(0, at + 28);
}
