import type * as AacModule from '@audio/decode-aac';
import type { SerenadeError } from '#libs/contracts';
import type { PcmSink } from '../pcm.js';
import { READ_WHOLE, type Reading } from '../reading.js';
import { checkRate } from '../containers/rates.js';
import { readAdts } from '../containers/adts.js';
import type { TrackWindow } from '../containers/track.js';
import { checkAlacPackets, readAlacConfig } from './alac.js';
import { emptyClip, malformedClip, unsupportedClip } from '../clip-errors.js';

/** Number of access units decoded between two checks of the sink's limits: 2 s at 48 kHz. */
export const PIECE_UNITS = 100;
/** Number of units that the decoder's delay and edit lists may remove; no more may be missing. */
export const UNITS_LOST = 5;
/** Number of samples in the smallest unit (AAC-LD 480, AAC-LC 960 or 1024). */
export const LEAST_UNIT = 480;

let loaded: Promise<typeof AacModule | null> | null = null;

/**
 * The decoder is an optional dependency because it contains FAAD2, which has the GPL. Installations that must not have it
 * omit optional dependencies.
 */
export async function aacModule(): Promise<typeof AacModule> {
  loaded ??= import('@audio/decode-aac').catch(() => null);
  const module = await loaded;
  if (module !== null) return module;
  throw unsupportedClip(
    'The clip is AAC or Apple Lossless; its decoder, @audio/decode-aac, is not installed. Install the optional dependencies.',
  );
}

/**
 * Decodes a track of AAC or Apple Lossless. The window of the container removes encoder delay and padding.
 *
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`, and what the sink throws
 */
export async function decodePackets(
  coded: Omit<CodedUnits, 'error'>,
  window: TrackWindow | null,
  sink: PcmSink,
): Promise<Reading> {
  await decodeUnits({ ...coded, error: null }, sink, window, null);
  return READ_WHOLE;
}

/**
 * Decodes AAC in ADTS frames (.aac).
 *
 * @throws SerenadeError as `readAdts`, `clip.malformed`, and what the sink throws
 */
export async function decodeAdts(bytes: Uint8Array, sink: PcmSink, lenient: boolean): Promise<Reading> {
  const stream = readAdts(bytes);
  if (stream.error !== null && !lenient) throw stream.error;
  if (stream.units.length === 0) throw stream.error ?? emptyClip('The clip contains no ADTS frames.');
  await decodeUnits({ ...stream, codec: 'aac' }, sink, null, null);
  return stream.reading;
}

/** Access units of a container, and the configuration that their decoder needs. */
export interface CodedUnits {
  readonly codec: 'aac' | 'alac';
  readonly config: Uint8Array;
  readonly units: readonly Uint8Array[];
  /** The reason for missing units at the end; null if none are missing. */
  readonly error: SerenadeError | null;
}

/**
 * Decodes access units of AAC or Apple Lossless.
 *
 * @param window where the sound begins and ends in the decoded samples; null for all of them
 */
export async function decodeUnits(
  { codec, config: stated, units, error }: CodedUnits,
  sink: PcmSink,
  window: TrackWindow | null,
  durationSeconds: number | null,
): Promise<void> {
  const config = codec === 'alac' ? readAlacConfig(stated) : stated;
  if (codec === 'alac') checkAlacPackets(config, units);
  const { decoder } = await aacModule();
  const configuration = codec === 'aac' ? { asc: config } : { alac: config };
  const { start = 0, duration } = window ?? {};
  const gapless = { start, ...(duration === undefined ? {} : { duration }) };
  const instance = await decoder({ ...configuration, ...(window === null ? {} : { gapless }) });
  let decoded = 0;
  let rate: number | null = null;
  try {
    for (let at = 0; at < units.length; at += PIECE_UNITS) {
      const { channelData, sampleRate } = instance.decode(units.slice(at, at + PIECE_UNITS));
      const [first] = channelData;
      if (first === undefined || first.length === 0) continue;
      if (rate === null) {
        checkRate('AAC', sampleRate);
        sink.open({ sampleRateHz: sampleRate, channels: channelData.length, frames: null });
        rate = sampleRate;
      }
      decoded += first.length;
      sink.push(channelData);
    }
  } finally {
    instance.free();
  }
  if (error !== null) throw error;
  const least = LEAST_UNIT * (units.length - UNITS_LOST);
  const promised = durationSeconds === null || rate === null ? Infinity : (durationSeconds + 0.5) * rate;
  const presented = duration === undefined || rate === null ? Infinity : (duration - 0.5) * rate;
  if (decoded > 0 && decoded >= Math.min(least, presented) && decoded <= promised) return;
  throw malformedClip(`${units.length} frames of AAC decoded to ${decoded} samples.`);
}
