import { SerenadeError, recognizeContent, type ClipWarning } from '#libs/contracts';
import { isCutMagic, sniff, type ClipFormat } from './containers/sniff.js';
import { findEndOfId3v2 } from './containers/tags.js';
import type { CodedUnits } from './codecs/aac.js';
import { readCaf } from './containers/caf.js';
import { readMatroska } from './containers/matroska.js';
import { readMp4 } from './containers/mp4.js';
import { isOggFlac, readOggFlac } from './containers/ogg-flac.js';
import { writeTrackFile } from './containers/track-file.js';
import type { Track, TrackWindow } from './containers/track.js';
import { isSampleContainer, readSampleLayout, type SampleContainer } from './containers/read-layout.js';
import type { SampleLayout } from './containers/sample-layout.js';
import { findMpegInWav } from './containers/wav-mpeg.js';
import { readGsmLayout } from './containers/gsm-file.js';
import { emptyClip, truncatedClip, unsupportedClip } from './clip-errors.js';
import { judgeReading } from './reading.js';

/** A file of samples (WAV, AIFF, AU, CAF, Wave64, raw GSM) in memory, and the place of its samples. */
export interface OpenPcm {
  readonly format: 'samples';
  readonly bytes: Uint8Array;
  readonly layout: SampleLayout;
}

/** The format of a clip that a decoder of its own reads. */
export type CodedFormat = Exclude<ClipFormat, Exclude<SampleContainer, 'caf'> | 'gsm' | 'mp4' | 'matroska'>;

/** The packets of a track whose decoder reads no file. */
export interface OpenPackets {
  readonly format: 'packets';
  readonly bytes: Uint8Array;
  readonly coded: Omit<CodedUnits, 'error'>;
  readonly window: TrackWindow | null;
}

/** The container with tracks that the sound of a clip was taken from. */
export interface OpenContainer {
  /** The presented part of the sound, if its decoder does not know it. */
  readonly window: TrackWindow | null;
  readonly warning: ClipWarning | null;
  /** The error that ended the track early. */
  readonly error: SerenadeError | null;
}

/** A clip in memory whose format is known. */
export type OpenClip = (
  OpenPcm | OpenPackets | { readonly format: CodedFormat; readonly bytes: Uint8Array }
) & { readonly container?: OpenContainer };

/**
 * Identifies a clip by its first bytes and reads the layout of a file of samples. Every decoding path starts here. An ID3
 * tag in front of any format is skipped; MP3 keeps its tag.
 *
 * @param lenient accepts a file of samples that is cut off
 * @throws SerenadeError as `readWavLayout`; `clip.truncated` also when the bytes end before they identify the clip
 */
export function openClip(bytes: Uint8Array, lenient = false): OpenClip {
  const { format, start } = identifyFormat(bytes);
  const reading = { isCutTaken: lenient };
  if (format === 'mp3') return { format, bytes };
  const untagged = bytes.subarray(start);
  if (format === 'mp4') return openTrack(readMp4(untagged), untagged, lenient);
  if (format === 'matroska') return openTrack(readMatroska(untagged), untagged, lenient);
  if (format === 'ogg' && isOggFlac(untagged)) return openTrack(readOggFlac(untagged), untagged, lenient);
  if (format === 'gsm') return { format: 'samples', bytes: untagged, layout: readGsmLayout(untagged) };
  if (format === 'wav') {
    const mpeg = findMpegInWav(untagged);
    if (mpeg !== null) return { format: 'mp3', bytes: mpeg };
  }
  if (format === 'caf') {
    const { sound, data } = readCaf(untagged, reading);
    if (sound.kind === 'packets') return { format, bytes: untagged };
    if (sound.kind === 'mp3')
      return { format: 'mp3', bytes: untagged.subarray(data.start, data.start + data.bytes) };
  }
  if (!isSampleContainer(format)) return { format, bytes: untagged };
  return { format: 'samples', bytes: untagged, layout: readSampleLayout(untagged, reading, format) };
}

function openTrack(track: Track, bytes: Uint8Array, lenient: boolean): OpenClip {
  const { codec, packets, window, error } = track;
  if (error !== null && !lenient) throw error;
  if (packets.length === 0) throw error ?? emptyClip('The audio track contains no packets.');
  const warning = warnOfTrack(track, bytes.length, lenient);
  if (codec.name === 'aac' || codec.name === 'alac') {
    const coded = { codec: codec.name, config: codec.config, units: packets };
    const padding = window?.drop === undefined ? null : { start: 0, drop: window.drop };
    return { format: 'packets', bytes, coded, window, container: { window: padding, warning, error } };
  }
  const { isTrimmed, ...file } = writeTrackFile(codec, packets, window);
  return { ...file, container: { window: isTrimmed ? null : window, warning, error } };
}

/** @throws SerenadeError `clip.partly_unread` */
function warnOfTrack({ others, unreadBytes }: Track, bytes: number, lenient: boolean): ClipWarning | null {
  const message = `The clip also has ${others ?? 'no other track'}. Only its default audio track was scored.`;
  const warning = others === null ? null : ({ code: 'clip.other_tracks', message } as const);
  return judgeReading({ unreadBytes, warning }, bytes, lenient);
}

export function identifyFormat(bytes: Uint8Array): { format: ClipFormat; start: number } {
  if (bytes.length === 0) throw emptyClip('The clip has 0 bytes.');
  const tagEnd = findEndOfId3v2(bytes);
  const start = tagEnd === 0 ? 0 : skipPadding(bytes, tagEnd);
  const found = sniff(bytes, start) ?? (tagEnd > 0 ? { name: 'MP3', format: 'mp3' as const } : null);
  if (found?.format) return { format: found.format, start };
  if (found) {
    const list =
      'WAV, AIFF, AU, CAF, Wave64, FLAC, MP3, Ogg, AAC, AMR, GSM, MP4, QuickTime and WebM are decoded';
    throw unsupportedClip(`The clip is ${found.name}; ${list}.`);
  }
  if (bytes.length < 4 && isCutMagic(bytes)) {
    throw truncatedClip(`The clip ends after ${bytes.length} bytes.`);
  }
  const content = recognizeContent(bytes);
  if (content !== null && content.isAudio !== true)
    throw new SerenadeError('clip.not_audio', `The clip is ${content.what}, not audio. ${content.advice}`);
  const shown = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new SerenadeError('clip.not_audio', `The clip begins with the bytes ${shown}, which is no audio.`);
}

/** Returns the offset of a format behind a tag and the zeros that some taggers add; `tagEnd` if there is none. */
export function skipPadding(bytes: Uint8Array, tagEnd: number): number {
  let sound = tagEnd;
  while (bytes[sound] === 0) sound++;
  // An MP4 file begins with up to three zeros of its own.
  const starts = [tagEnd, sound - 3, sound - 2, sound - 1, sound].filter((at) => at >= tagEnd);
  return starts.find((at) => sniff(bytes, at) !== null) ?? tagEnd;
}
