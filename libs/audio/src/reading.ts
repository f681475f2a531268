import { SerenadeError, type ClipWarning } from '#libs/contracts';

/** A decoder's report about a clip, besides its sound. */
export interface Reading {
  /** Number of bytes that are neither sound nor known metadata. */
  readonly unreadBytes: number;
  readonly warning: ClipWarning | null;
}

/** The report about a clip that was read from its first to its last byte. */
export const READ_WHOLE: Reading = { unreadBytes: 0, warning: null };

/** A clip fails if a larger share of its bytes was not read. */
const MOST_UNREAD_SHARE = 0.1;
/** A clip gets a warning if more bytes, or a larger share of its bytes, were not read. */
const NOTED_BYTES = 2048;
const NOTED_SHARE = 0.01;
/** Float files may exceed full scale a little. Beyond 6 dB, a writer probably stored integers as floats. */
const MOST_PEAK = 2;

/**
 * Decides whether a clip was read well enough.
 *
 * @param lenient accepts any share of unread bytes
 * @returns the warning about the clip, or null
 * @throws SerenadeError `clip.partly_unread`
 */
export function judgeReading(
  { unreadBytes, warning }: Reading,
  bytes: number,
  lenient: boolean,
): ClipWarning | null {
  const share = unreadBytes / bytes;
  if (unreadBytes <= NOTED_BYTES && share <= NOTED_SHARE) return warning;
  const message = `The decoder could not read ${unreadBytes} of the ${bytes} bytes of the clip.`;
  if (share > MOST_UNREAD_SHARE && !lenient) throw new SerenadeError('clip.partly_unread', message);
  return { code: 'clip.partly_unread', message };
}

/** Returns the warning, or one about a peak far beyond full scale. */
export function warnOfPeak(warning: ClipWarning | null, peak: number): ClipWarning | null {
  if (warning !== null || peak <= MOST_PEAK) return warning;
  const message = `The samples reach ${peak.toPrecision(3)}, but full scale is 1. Their writer probably stored integers as floats.`;
  return { code: 'clip.beyond_full_scale', message };
}
