import type { ClipWarning } from '#libs/contracts';
import { malformedClip } from '../clip-errors.js';

/** A page of sound: the samples that its packets decode to, and its position as the writer counts it. */
export interface SoundPage {
  readonly samples: number;
  readonly granule: number | null;
}

export interface OggLength {
  /** Number of samples of the stream, behind the pre-skip. */
  readonly total: number;
  readonly warning: ClipWarning | null;
}

interface LengthOptions {
  readonly sampleRateHz: number;
  /** Number of samples that the decoder drops at the beginning. */
  readonly preSkip: number;
  /** Largest difference between positions and packets that is no gap. */
  readonly tolerance: number;
  /** True if a first position below the samples of its page is an offset (Vorbis), not a cut at the end (Opus). */
  readonly mayStartEarly: boolean;
}

/** A stream fails if it lacks a larger share of its length than this. */
const MOST_MISSING = 0.1;

/**
 * Computes the length of a stream. Positions count from the first page, since live recordings begin anywhere. The last
 * position may cut samples of the last page. Other contradictions between positions and packets mean wrong positions or
 * gaps; then all packets are sound.
 *
 * @throws SerenadeError `clip.malformed` if pages are lost that hold more than a tenth of the stream
 */
export function settleLength(
  pages: readonly SoundPage[],
  isHoled: boolean,
  options: LengthOptions,
): OggLength {
  const { preSkip, tolerance, mayStartEarly, sampleRateHz } = options;
  const held = countSamples(pages);
  const whole = Math.max(0, held - preSkip);
  const firstAt = pages.findIndex(({ granule }) => granule !== null);
  const lastAt = pages.findLastIndex(({ granule }) => granule !== null);
  const [first, last] = [pages[firstAt]?.granule, pages[lastAt]?.granule];
  if (typeof first !== 'number' || typeof last !== 'number') return { total: whole, warning: null };
  const offset = first - countSamples(pages.slice(0, firstAt + 1));
  const isEarly = mayStartEarly && firstAt < lastAt && first > 0 && offset > -tolerance;
  const start = isEarly ? offset : Math.max(0, offset);
  const upToLast = countSamples(pages.slice(0, lastAt + 1));
  const surplus = upToLast - (last - start);
  if (surplus > (pages[lastAt]?.samples ?? 0)) {
    const message = `The positions in the Ogg stream count ${last - start} samples; its packets hold ${upToLast}, and all were read.`;
    return { total: whole, warning: { code: 'clip.header_wrong', message } };
  }
  if (surplus >= 0) return { total: Math.max(0, held - surplus - preSkip), warning: null };
  if (-surplus <= tolerance) return { total: whole, warning: null };
  const missing = (-surplus / sampleRateHz).toFixed(2);
  const message = `The positions in the Ogg stream jump: ${missing} s have no sound. The clip was read without them.`;
  if (isHoled && -surplus > MOST_MISSING * (last - start))
    throw malformedClip(`Pages of the Ogg stream are lost: ${missing} s.`);
  return { total: whole, warning: { code: 'clip.gaps', message } };
}

function countSamples(pages: readonly SoundPage[]): number {
  return pages.reduce((sum, { samples }) => sum + samples, 0);
}
