import { malformedClip } from '../clip-errors.js';

/** The factors of the last two samples in 1/256, for the seven predictors of the format. */
const FACTORS = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
] as const;
/** The change of the step size for each code, in 1/256. */
const STEP_CHANGES = Int32Array.from([
  230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230,
]);
const LEAST_STEP = 16;

/**
 * Decodes the first `count` frames of a block of Microsoft ADPCM (WAV format tag 2) that begins at byte `start`. The
 * block's header has, for all channels in turn, the predictor (1 byte), the step (2), the second sample (2) and the first
 * sample (2). Codes of 4 bits follow, of all channels in turn, high nibble first.
 *
 * @param out `[frames, channels]`
 * @throws SerenadeError `clip.malformed` for an unknown predictor
 */
export function decodeMsAdpcmBlock(
  view: DataView,
  start: number,
  channels: number,
  count: number,
  out: Float64Array,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const word = (field: number) => view.getInt16(start + channels + 2 * (field * channels + channel), true);
    const factors = FACTORS[view.getUint8(start + channel)];
    if (factors === undefined)
      throw malformedClip(
        `The ADPCM block at byte ${start} has predictor ${view.getUint8(start + channel)}.`,
      );
    let [step, last, before] = [word(0), word(1), word(2)];
    out[channel] = before / 32768;
    if (count > 1) out[channels + channel] = last / 32768;
    for (let frame = 2; frame < count; frame++) {
      const place = (frame - 2) * channels + channel;
      const byte = view.getUint8(start + 7 * channels + (place >> 1));
      const code = place % 2 === 0 ? byte >> 4 : byte & 15;
      const signed = code < 8 ? code : code - 16;
      const predicted = (last * factors[0] + before * factors[1]) >> 8;
      const sample = Math.min(32767, Math.max(-32768, predicted + signed * step));
      [before, last] = [last, sample];
      step = Math.max(LEAST_STEP, ((STEP_CHANGES[code] ?? 0) * step) >> 8);
      out[frame * channels + channel] = sample / 32768;
    }
  }
}
