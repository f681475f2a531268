import { malformedClip, unsupportedClip } from '../clip-errors.js';
import type { MatroskaTrack } from './matroska-track.js';
import { latin1 } from './sniff.js';
import { describeAac, describeOpus, describeSamples, describeWave, splitXiphHeaders } from './track-codec.js';
import type { TrackCodec } from './track.js';

/**
 * Reads the codec of a track (RFC 9559 §5.1.4.1.19, draft-ietf-cellar-codec).
 *
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`
 */
export function readMatroskaCodec(track: MatroskaTrack): TrackCodec {
  const { codecId, codecPrivate, sampleRateHz, channels, bits, codecDelayNs } = track;
  const pcm = { bits, channels, sampleRateHz, isSigned8: false };
  switch (codecId) {
    case 'A_OPUS':
      return describeOpus(codecPrivate, channels, Math.round((codecDelayNs * 48_000) / 1e9));
    case 'A_VORBIS':
      return { name: 'vorbis', headers: splitXiphHeaders(codecPrivate) };
    case 'A_FLAC':
      if (latin1(codecPrivate, 0, 4) !== 'fLaC')
        throw malformedClip('The Matroska track has no FLAC header.');
      return { name: 'flac', header: codecPrivate };
    case 'A_ALAC':
      return { name: 'alac', config: codecPrivate };
    case 'A_MPEG/L1':
    case 'A_MPEG/L2':
    case 'A_MPEG/L3':
      return { name: 'mpeg' };
    case 'A_PCM/INT/LIT':
    case 'A_PCM/INT/BIG':
      return describeSamples({ ...pcm, kind: 'integer', isBigEndian: codecId.endsWith('BIG') });
    case 'A_PCM/FLOAT/IEEE':
      return describeSamples({ ...pcm, kind: 'float', isBigEndian: false });
    case 'A_MS/ACM':
      return describeWave(codecPrivate);
  }
  // Old writers append the profile, such as A_AAC/MPEG4/LC/SBR, and store no configuration.
  if (codecId === 'A_AAC' || codecId.startsWith('A_AAC/')) {
    return describeAac(codecPrivate, sampleRateHz, channels, codecId.endsWith('/SBR'));
  }
  throw unsupportedClip(
    `The clip is a Matroska file of codec ${JSON.stringify(codecId)}, which is not supported.`,
  );
}
