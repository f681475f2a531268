import type { NamedBytes } from '#libs/synthetic';
import { encodeWav } from '#libs/audio';

const RATE_HZ = 8_000;
const SECONDS = 20;

/** Clips that take long to extract for their size: long clips with a low sample rate, for a feature set without a crop. */
export function* slowClips(count: number): Generator<NamedBytes, void, undefined> {
  const tone = Float32Array.from(
    { length: RATE_HZ * SECONDS },
    (_, at) =>
      0.4 * Math.sin((2 * Math.PI * 220 * at) / RATE_HZ) * Math.sin((Math.PI * at) / (RATE_HZ * SECONDS)),
  );
  const bytes = encodeWav(tone, { sampleRateHz: RATE_HZ });
  for (let clip = 0; clip < count; clip++) yield { name: `slow/clip-${String(clip)}.wav`, bytes };
}
