/** The fields of a `fmt ` chunk that state the size of a frame. */
export interface FrameFields {
  readonly channels: number;
  /** Bits of a sample. */
  readonly bits: number;
  /** Bytes of a frame. */
  readonly blockAlign: number;
  readonly byteRate: number;
  readonly sampleRateHz: number;
}

const WIDTHS: readonly number[] = [1, 2, 3, 4];

/**
 * Returns the number of channels and the bytes of a sample of PCM. Many writers state one field wrong: recorders write a
 * block of 0, 1 or 4 bytes for 16-bit mono. Normally `bits` gives the width of a sample, and
 * `channels` is taken as stated. If `blockAlign` and `byteRate` agree on another size of the frame, the channels or the
 * width are changed to fit that size.
 *
 * @returns null if the fields allow no reading
 */
export function settlePcm(fields: FrameFields): { channels: number; width: number } | null {
  const { channels, bits, blockAlign, byteRate, sampleRateHz } = fields;
  const width = Math.ceil(bits / 8);
  const isStated = WIDTHS.includes(width);
  const agreed = blockAlign > 0 && byteRate === blockAlign * sampleRateHz ? blockAlign : null;
  if (agreed !== null && agreed !== width * channels && bits <= 32) {
    // The frame is too small for this many samples of `bits` bits, so the number of channels is wrong.
    if (isStated && agreed < width * channels && agreed % width === 0)
      return { channels: agreed / width, width };
    if (isStated && channels === 0 && agreed % width === 0) return { channels: agreed / width, width };
    if (channels > 0 && WIDTHS.includes(agreed / channels)) return { channels, width: agreed / channels };
  }
  return isStated && channels > 0 ? { channels, width } : null;
}

/**
 * Returns true if 24-bit samples in [start, end) lie in the low three bytes of four, as arecord writes S24_LE. Other
 * writers use the high three bytes, and their headers look the same.
 */
export function isRightJustified(bytes: Uint8Array, start: number, end: number): boolean {
  let usesLowBytes = false;
  for (let at = start; at + 4 <= end; at += 4) {
    const top = bytes[at + 3] ?? 0;
    const sign = (bytes[at + 2] ?? 0) >= 0x80 ? 0xff : 0;
    if (top !== 0 && top !== sign) return false;
    usesLowBytes ||= bytes[at] !== 0 || bytes[at + 1] !== 0;
  }
  return usesLowBytes;
}
