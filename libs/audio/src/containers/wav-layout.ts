import { SerenadeError } from '#libs/contracts';
import { countBlockFrames, isBlockCodec } from '../codecs/block-codecs.js';
import { emptyClip, malformedClip, truncatedClip } from '../clip-errors.js';
import type { LayoutReading, SampleLayout } from './sample-layout.js';
import { latin1 } from './sniff.js';
import { countUnreadTail, findDataExtent, isChunkId, truncatedChunk, type Extent } from './wav-data.js';
import { readWavFormat, type WavFormat } from './wav-format.js';
import { isRightJustified } from './wav-frame-size.js';

const CHUNK_HEADER_BYTES = 8;

/** What the chunks of a file say. */
interface Chunks {
  format: WavFormat | null;
  data: Extent | null;
  factFrames: number;
  ds64DataBytes: number | null;
  /** True if the size of a chunk is wrong, so that the next one had to be searched for. */
  isSearched: boolean;
}

/**
 * Walks the chunks of a RIFF, RF64 or BW64 file to its format and data. It skips unknown chunks and the pad byte of odd
 * ones, and allocates nothing. If the size of a chunk is wrong, it searches for the next chunk that it needs.
 *
 * @throws SerenadeError `clip.empty`, `clip.not_audio`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readWavLayout(bytes: Uint8Array, reading: LayoutReading = {}): SampleLayout {
  const { totalBytes = bytes.length, isCutTaken = false } = reading;
  checkContainer(bytes);
  const chunks = walkChunks(bytes, totalBytes);
  const { format, data } = chunks;
  if (format && data) {
    if (data.cut !== null && !isCutTaken) throw data.cut;
    return buildLayout(bytes, totalBytes, { ...chunks, format, data });
  }
  const missing = format ? 'data' : 'fmt';
  if (totalBytes > bytes.length)
    throw malformedClip(`The WAV file has no ${missing} chunk in its first ${bytes.length} bytes.`);
  throw truncatedClip(`The WAV file ends after ${bytes.length} bytes without a ${missing} chunk.`);
}

function walkChunks(bytes: Uint8Array, totalBytes: number): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isRiffSizeTrue = view.getUint32(4, true) + CHUNK_HEADER_BYTES === totalBytes;
  const nothing = { format: null, data: null, factFrames: Infinity, ds64DataBytes: null };
  const chunks: Chunks = { ...nothing, isSearched: false };
  let before = 12;
  for (let offset = 12; offset + CHUNK_HEADER_BYTES <= bytes.length && !(chunks.format && chunks.data);) {
    const id = latin1(bytes, offset, 4);
    const size = view.getUint32(offset + 4, true);
    const start = offset + CHUNK_HEADER_BYTES;
    const isKnown = isChunkId(id) || id === '\0\0\0\0';
    if (id !== 'data' && (!isKnown || start + size > totalBytes)) {
      const found = findChunk(bytes, before, offset, chunks.format ? 'data' : 'fmt ');
      if (found === null && start + size > totalBytes) throw truncatedChunk(id, size, totalBytes - start);
      chunks.isSearched ||= found !== null;
      if (found !== null) before = found + 1;
      offset = found ?? start + size + (size % 2);
      continue;
    }
    if (id === 'data') {
      const promised = size === 0xffffffff ? (chunks.ds64DataBytes ?? size) : size;
      chunks.data = findDataExtent({ bytes, totalBytes, start, promised, isRiffSizeTrue });
      offset = start + chunks.data.bytes + (chunks.data.bytes % 2);
      continue;
    }
    if (start + size > bytes.length) break;
    if (id === 'fmt ') chunks.format = readWavFormat(bytes.subarray(start, start + size));
    if (id === 'fact' && size >= 4) chunks.factFrames = view.getUint32(start, true) || Infinity;
    if (id === 'ds64' && size >= 16) chunks.ds64DataBytes = Number(view.getBigUint64(start + 8, true));
    before = start;
    offset = start + size + (size % 2);
  }
  return chunks;
}

/** Finds a chunk by its id, from the beginning of the chunk before it on, but not at `broken`; null without one. */
function findChunk(bytes: Uint8Array, from: number, broken: number, id: string): number | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, from + MOST_SEARCHED));
  const at = view.indexOf(id, from, 'latin1');
  return at < 0 || at === broken ? null : at;
}

/** Number of bytes in which a chunk is searched for. */
const MOST_SEARCHED = 65_536;

function checkContainer(bytes: Uint8Array): void {
  if (bytes.length === 0) throw emptyClip('The clip has 0 bytes.');
  if (bytes.length < 12) throw truncatedClip(`The WAV header ends after ${bytes.length} bytes.`);
  const form = latin1(bytes, 8, 4);
  if (form === 'WAVE') return;
  const shown = JSON.stringify(form.replace(/[^\x20-\x7e]/g, '?'));
  throw new SerenadeError('clip.not_audio', `The clip is a RIFF file of form ${shown}, not WAVE.`);
}

function buildLayout(
  bytes: Uint8Array,
  totalBytes: number,
  { format, data, factFrames, isSearched }: Chunks & { format: WavFormat; data: Extent },
): SampleLayout {
  const whole = Math.floor(data.bytes / format.blockAlign);
  const { codec } = format;
  const frames = isBlockCodec(codec) ? countBlockFrames({ ...format, codec }, data.bytes, factFrames) : whole;
  if (frames === 0) throw emptyClip(`The WAV data chunk has ${data.bytes} bytes: no sample.`);
  const end = data.start + data.bytes;
  const isLow = format.isPadded && isRightJustified(bytes, data.start, Math.min(end, bytes.length));
  const message = 'The size of a chunk in the WAV header is wrong; the next chunk was found by its name.';
  const warning = isSearched ? ({ code: 'clip.header_wrong', message } as const) : null;
  return {
    ...format,
    ...(isLow ? { codec: 'pcm-24-low' } : {}),
    dataOffset: data.start,
    dataEnd: end,
    frames,
    cut: data.cut,
    reading: {
      unreadBytes: countUnreadTail(bytes, end, totalBytes, data.bytes % 2 === 1),
      warning: format.warning ?? data.warning ?? warning,
    },
  };
}
