import { malformedClip, truncatedClip } from '../clip-errors.js';
import { latin1 } from './sniff.js';
import {
  buildLayout,
  findExtent,
  type Extent,
  type LayoutReading,
  type SampleFormat,
  type SampleLayout,
} from './sample-layout.js';
import { readWavFormat } from './wav-format.js';

/** A chunk begins with a GUID of 16 bytes, whose first four are its name, and its size including these 24 bytes. */
const CHUNK_HEADER_BYTES = 24;

/**
 * Walks the chunks of a Sony Wave64 file to its format and samples.
 *
 * @throws SerenadeError `clip.empty`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readW64Layout(bytes: Uint8Array, reading: LayoutReading = {}): SampleLayout {
  const { totalBytes = bytes.length, isCutTaken = false } = reading;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: SampleFormat | null = null;
  let extent: Extent | null = null;
  let factFrames = Infinity;
  let offset = 40; // behind the GUIDs "riff" and "wave", and the size between them
  while (offset + CHUNK_HEADER_BYTES <= bytes.length && !(format && extent)) {
    const id = latin1(bytes, offset, 4);
    const size = Number(view.getBigUint64(offset + 16, true)) - CHUNK_HEADER_BYTES;
    const start = offset + CHUNK_HEADER_BYTES;
    if (id === 'data') extent = findExtent('The Wave64 chunk "data"', start, size, totalBytes, isCutTaken);
    else if (size < 0) throw malformedClip(`The Wave64 chunk at byte ${offset} is shorter than its header.`);
    if (id === 'fmt ' && start + size > bytes.length) break;
    if (id === 'fmt ') format = readWavFormat(bytes.subarray(start, start + size));
    if (id === 'fact' && start + 8 <= bytes.length)
      factFrames = Number(view.getBigUint64(start, true)) || Infinity;
    offset = start + Math.ceil((extent?.bytes ?? size) / 8) * 8;
  }
  if (format !== null && extent !== null) return buildLayout(format, extent, factFrames);
  const missing = format === null ? 'fmt' : 'data';
  if (totalBytes > bytes.length)
    throw malformedClip(`The Wave64 file has no ${missing} chunk in its first ${bytes.length} bytes.`);
  throw truncatedClip(`The Wave64 file ends after ${bytes.length} bytes without a ${missing} chunk.`);
}
