import { malformedClip, truncatedClip, unsupportedClip } from '../clip-errors.js';
import { checkRate } from './rates.js';
import {
  buildLayout,
  findExtent,
  frameBytes,
  type LayoutReading,
  type PlainCodec,
  type SampleLayout,
} from './sample-layout.js';

const HEADER_BYTES = 24;
const CODECS: Readonly<Record<number, PlainCodec>> = {
  1: 'mu-law',
  2: 'pcm-s8',
  3: 'pcm-16-be',
  4: 'pcm-24-be',
  5: 'pcm-32-be',
  6: 'float-32-be',
  7: 'float-64-be',
  27: 'a-law',
};
const OTHERS: Readonly<Record<number, string>> = { 23: 'G.721', 24: 'G.722', 25: 'G.723', 26: 'G.723' };

/**
 * Reads the header of a Sun AU file.
 *
 * @throws SerenadeError `clip.empty`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readAuLayout(bytes: Uint8Array, reading: LayoutReading = {}): SampleLayout {
  const { totalBytes = bytes.length, isCutTaken = false } = reading;
  if (bytes.length < HEADER_BYTES) throw truncatedClip(`The AU header ends after ${bytes.length} bytes.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => view.getUint32(4 * at);
  const [start, size, encoding, sampleRateHz, channels] = [word(1), word(2), word(3), word(4), word(5)];
  const codec = CODECS[encoding];
  if (codec === undefined) {
    const name = OTHERS[encoding] ?? 'unknown';
    throw unsupportedClip(`The AU file contains encoding ${encoding} (${name}), which is not supported.`);
  }
  if (channels === 0 || channels > 65_535) throw malformedClip(`The AU header states ${channels} channels.`);
  checkRate('AU', sampleRateHz);
  if (start < HEADER_BYTES) throw malformedClip(`The AU header states ${start} bytes of itself.`);
  const extent = findExtent('The AU file', start, size, totalBytes, isCutTaken);
  return buildLayout({ codec, channels, sampleRateHz, blockAlign: frameBytes(codec, channels) }, extent);
}
