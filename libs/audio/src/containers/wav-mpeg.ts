import { latin1 } from './sniff.js';

/** Format tags of MPEG audio: layers I and II, and layer III (MP3). */
const MPEG_TAGS = [0x50, 0x55];

/**
 * Returns the stream of MPEG audio in a WAV file, or null for a WAV file of another codec. The stream reaches to the end
 * of the bytes if the size of its chunk is wrong.
 */
export function findMpegInWav(bytes: Uint8Array): Uint8Array | null {
  if (latin1(bytes, 0, 4) !== 'RIFF') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let isMpeg = false;
  for (let at = 12; at + 10 <= bytes.length;) {
    const id = latin1(bytes, at, 4);
    const size = view.getUint32(at + 4, true);
    if (id === 'fmt ') isMpeg = MPEG_TAGS.includes(view.getUint16(at + 8, true));
    if (id === 'fmt ' && !isMpeg) return null;
    if (id === 'data' && isMpeg) return bytes.subarray(at + 8, size === 0 ? bytes.length : at + 8 + size);
    at += 8 + size + (size % 2);
  }
  return null;
}
