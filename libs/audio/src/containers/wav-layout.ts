import { SerenadeError } from '#libs/contracts';
import { countBlockFrames, isBlockCodec } from '../codecs/block-codecs.js';
import { latin1 } from './sniff.js';
import { readWavFormat, type WavFormat } from './wav-format.js';
import { emptyClip, malformedClip, truncatedClip } from '../clip-errors.js';

/** Format and place of the samples in a WAV file. */
export interface WavLayout extends WavFormat {
  readonly dataOffset: number;
  /** Number of whole frames (samples per channel) in the data chunk. */
  readonly frames: number;
  /** The error of a data chunk that is shorter than it promises, if `isCutTaken`; otherwise null. */
  readonly cut: SerenadeError | null;
}

const CHUNK_HEADER_BYTES = 8;

export interface WavReading {
  /** Size of the whole file in bytes; `bytes` may be its beginning. */
  readonly totalBytes?: number;
  /** Accepts a data chunk that promises more bytes than the file has. */
  readonly isCutTaken?: boolean;
}

/**
 * Walks the chunks of a RIFF, RF64 or BW64 file to its format and data. It skips unknown chunks and the pad byte of odd
 * ones, and allocates nothing.
 *
 * @throws SerenadeError `clip.empty`, `clip.not_audio`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readWavLayout(bytes: Uint8Array, reading: WavReading = {}): WavLayout {
  const { totalBytes = bytes.length, isCutTaken = false } = reading;
  checkContainer(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: WavFormat | null = null;
  let data: Extent | null = null;
  let factFrames = Infinity;
  let ds64DataBytes: number | null = null;
  let offset = 12;
  while (offset + CHUNK_HEADER_BYTES <= bytes.length && !(format && data)) {
    const id = latin1(bytes, offset, 4);
    const size = view.getUint32(offset + 4, true);
    const start = offset + CHUNK_HEADER_BYTES;
    if (id === 'data') {
      data = findDataExtent(totalBytes, start, size, ds64DataBytes, view.getUint32(4, true), isCutTaken);
      offset = data.start + data.bytes + (data.bytes % 2);
      continue;
    }
    if (start + size > totalBytes) throw truncatedChunk(id, size, totalBytes - start);
    if (start + size > bytes.length) break;
    if (id === 'fmt ') format = readWavFormat(bytes.subarray(start, start + size));
    if (id === 'fact' && size >= 4) factFrames = view.getUint32(start, true) || Infinity;
    if (id === 'ds64' && size >= 16) ds64DataBytes = Number(view.getBigUint64(start + 8, true));
    offset = start + size + (size % 2);
  }
  if (format && data) return buildLayout(format, data, factFrames);
  const missing = format ? 'data' : 'fmt';
  if (totalBytes > bytes.length)
    throw malformedClip(`The WAV file has no ${missing} chunk in its first ${bytes.length} bytes.`);
  throw truncatedClip(`The WAV file ends after ${bytes.length} bytes without a ${missing} chunk.`);
}

interface Extent {
  readonly start: number;
  readonly bytes: number;
  readonly cut: SerenadeError | null;
}

function checkContainer(bytes: Uint8Array): void {
  if (bytes.length === 0) throw emptyClip('The clip has 0 bytes.');
  if (bytes.length < 12) throw truncatedClip(`The WAV header ends after ${bytes.length} bytes.`);
  const form = latin1(bytes, 8, 4);
  if (form === 'WAVE') return;
  const shown = JSON.stringify(form.replace(/[^\x20-\x7e]/g, '?'));
  throw new SerenadeError('clip.not_audio', `The clip is a RIFF file of form ${shown}, not WAVE.`);
}

/**
 * Returns the readable range of the data chunk. A writer that could not seek back leaves a placeholder for the size
 * (0, 2^31 or 2^32 less a header); the data then reaches to the end of the bytes.
 */
function findDataExtent(
  total: number,
  start: number,
  size: number,
  ds64: number | null,
  riffSize: number,
  isCutTaken: boolean,
): Extent {
  const available = total - start;
  const promised = size === 0xffffffff && ds64 !== null ? ds64 : size;
  if (isPlaceholder(promised, riffSize + CHUNK_HEADER_BYTES === total))
    return { start, bytes: available, cut: null };
  const cut = promised > available ? truncatedChunk('data', promised, available) : null;
  if (cut !== null && !isCutTaken) throw cut;
  return { start, bytes: Math.min(promised, available), cut };
}

function isPlaceholder(size: number, isRiffSizeTrue: boolean): boolean {
  // With a true RIFF size the writer did seek back, so a data size of 0 is correct.
  if (size === 0) return !isRiffSizeTrue;
  return (size >= 0x7ffff000 && size <= 0x80000000) || (size >= 0xfffff000 && size <= 0xffffffff);
}

function truncatedChunk(id: string, promised: number, available: number): SerenadeError {
  const shown = JSON.stringify(id.replace(/[^\x20-\x7e]/g, '?'));
  return truncatedClip(`The WAV chunk ${shown} promises ${promised} bytes, but has ${available}.`);
}

function buildLayout(format: WavFormat, data: Extent, factFrames: number): WavLayout {
  const whole = Math.floor(data.bytes / format.blockAlign);
  const { codec } = format;
  const frames = isBlockCodec(codec) ? countBlockFrames({ ...format, codec }, data.bytes, factFrames) : whole;
  if (frames === 0) throw emptyClip(`The WAV data chunk has ${data.bytes} bytes: no sample.`);
  return { ...format, dataOffset: data.start, frames, cut: data.cut };
}
