import { SerenadeError } from '#libs/contracts';

export interface ClipLimits {
  /** Longest accepted clip. Memory grows with it: 16,000 samples and about 13,000 mel values of 4 bytes a second. */
  readonly maxDurationSeconds: number;
}

export const DEFAULT_CLIP_LIMITS: ClipLimits = { maxDurationSeconds: 600 };

/** @throws SerenadeError `clip.too_long` */
export function checkDuration(durationSeconds: number, { maxDurationSeconds }: ClipLimits): void {
  if (durationSeconds <= maxDurationSeconds) return;
  const found = Number.isFinite(durationSeconds) ? `${durationSeconds.toFixed(1)} s` : 'too long';
  throw new SerenadeError('clip.too_long', `The clip lasts ${found}; the limit is ${maxDurationSeconds} s.`);
}

/**
 * Time allowed for a clip: 5 s, 1 s for each MiB, and 0.1 s for each second of sound so far. A MiB of a low bit
 * rate is many minutes of sound, so its bytes alone would not allow enough.
 */
const BASE_MS = 5_000;
const MS_A_BYTE = 1_000 / 1024 ** 2;
const MS_A_SECOND_OF_SOUND = 100;

/**
 * A time limit that a sink checks for every piece. A decoder works on pieces of a few seconds of sound, and each costs
 * time in proportion to its bytes, so the limit takes effect at most one piece late.
 */
export class Deadline {
  readonly #startedAt = performance.now();

  constructor(private readonly bytes: number) {}

  /**
   * @param soundSeconds length of the sound that was decoded so far
   * @throws SerenadeError `clip.decode_failed`
   */
  check(soundSeconds: number): void {
    const limitMs = BASE_MS + this.bytes * MS_A_BYTE + soundSeconds * MS_A_SECOND_OF_SOUND;
    if (performance.now() - this.#startedAt <= limitMs) return;
    const seconds = (limitMs / 1000).toFixed(0);
    throw new SerenadeError('clip.decode_failed', `The clip was not decoded within ${seconds} s.`);
  }
}
