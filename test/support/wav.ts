import { encodeWav } from '#libs/audio';

const SAMPLE_RATE_HZ = 16_000;

/** Writes a voice-like clip at 16 kHz: six harmonics of a pitch under a slow swell. */
export function voicedWav(pitchHz: number, seconds = 0.5): Buffer {
  const samples = Int16Array.from({ length: Math.round(seconds * SAMPLE_RATE_HZ) }, (_, i) => {
    const t = i / SAMPLE_RATE_HZ;
    const tone = [1, 2, 3, 4, 5, 6].reduce((sum, n) => sum + Math.sin(2 * Math.PI * n * pitchHz * t) / n, 0);
    return Math.round(8_000 * tone * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t)));
  });
  return encodePcm16Wav(samples);
}

/** Writes samples at 16 kHz as a WAV file. */
export function encodePcm16Wav(samples: Int16Array): Buffer {
  return encodeWav(samples, { sampleRateHz: SAMPLE_RATE_HZ });
}
