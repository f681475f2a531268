import { SerenadeError } from '#libs/contracts';
import { isCutMagic, latin1, sniff, type ClipFormat } from './containers/sniff.js';
import { findEndOfId3v2 } from './containers/tags.js';
import { readWavLayout, type WavLayout } from './containers/wav-layout.js';
import { emptyClip, truncatedClip, unsupportedClip } from './clip-errors.js';

/** A WAV file in memory and the place of its samples. */
export interface OpenWav {
  readonly format: 'wav';
  readonly bytes: Uint8Array;
  readonly layout: WavLayout;
}

/** A clip in memory whose format is known. */
export type OpenClip = OpenWav | { readonly format: Exclude<ClipFormat, 'wav'>; readonly bytes: Uint8Array };

/**
 * Identifies a clip by its first bytes and reads the layout of a WAV file. Every decoding path starts here.
 *
 * @param lenient accepts a WAV file whose data chunk is cut off
 * @throws SerenadeError as `readWavLayout`; `clip.truncated` also when the bytes end before they identify the clip
 */
export function openClip(bytes: Uint8Array, lenient = false): OpenClip {
  const format = identifyFormat(bytes);
  if (format !== 'wav') return { format, bytes };
  return { format, bytes, layout: readWavLayout(bytes, { isCutTaken: lenient }) };
}

function identifyFormat(bytes: Uint8Array): ClipFormat {
  if (bytes.length === 0) throw emptyClip('The clip has 0 bytes.');
  const isTagged = latin1(bytes, 0, 3) === 'ID3';
  const start = isTagged ? findEndOfId3v2(bytes) : 0;
  const found = sniff(bytes, start) ?? (isTagged ? { name: 'MP3', format: 'mp3' as const } : null);
  if (found?.format) return found.format;
  if (found) {
    const list = 'WAV, FLAC, MP3, Ogg Vorbis, Opus and AAC are decoded';
    throw unsupportedClip(`The clip is ${found.name}; ${list}.`);
  }
  if (bytes.length < 4 && isCutMagic(bytes)) {
    throw truncatedClip(`The clip ends after ${bytes.length} bytes.`);
  }
  const shown = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new SerenadeError('clip.not_audio', `The clip begins with the bytes ${shown}, which is no audio.`);
}
