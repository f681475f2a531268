/** Step sizes and index changes of IMA Digital Audio Focus and Technical Working Group, "Recommended Practices", 1992. */
const STEPS = Int32Array.from([
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
  107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724,
  796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026,
  4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500,
  20350, 22385, 24623, 27086, 29794, 32767,
]);
const INDEX_CHANGES = Int32Array.from([-1, -1, -1, -1, 2, 4, 6, 8]);

export interface ImaState {
  predictor: number;
  index: number;
}

/**
 * Decodes the first `count` frames of a block of IMA ADPCM in WAV (format tag 0x11) that begins at byte `start`. A block
 * has a header of 4 bytes per channel, then groups of 4 bytes per channel in turn, low nibble first. It is our own code
 * because `wavefile` decodes only mono and drops the last block.
 */
export function decodeImaBlock(
  view: DataView,
  start: number,
  channels: number,
  count: number,
  out: Float64Array, // [frames, channels]
): void {
  const groups = Math.ceil((count - 1) / 8);
  for (let channel = 0; channel < channels; channel++) {
    decodeChannel(view, start + 4 * channel, groups, channels, out.subarray(channel));
  }
}

/** Decodes one channel of one block to every `channels`-th index of `out`. */
function decodeChannel(
  view: DataView,
  header: number,
  groups: number,
  channels: number,
  out: Float64Array,
): void {
  const state: ImaState = {
    predictor: view.getInt16(header, true),
    index: Math.min(view.getUint8(header + 2), 88),
  };
  out[0] = state.predictor / 32768;
  for (let group = 0; group < groups; group++) {
    const at = header + 4 * channels * (group + 1);
    for (let nibble = 0; nibble < 8; nibble++) {
      const code = (view.getUint8(at + (nibble >> 1)) >> (4 * (nibble & 1))) & 15;
      out[(1 + 8 * group + nibble) * channels] = decodeNibble(state, code) / 32768;
    }
  }
}

/** Decodes a code of four bits, and updates the state. */
export function decodeNibble(state: ImaState, code: number): number {
  const step = STEPS[state.index] ?? 7;
  let change = step >> 3;
  if (code & 4) change += step;
  if (code & 2) change += step >> 1;
  if (code & 1) change += step >> 2;
  const predictor = state.predictor + (code & 8 ? -change : change);
  state.predictor = Math.min(32767, Math.max(-32768, predictor));
  state.index = Math.min(88, Math.max(0, state.index + (INDEX_CHANGES[code & 7] ?? 0)));
  return state.predictor;
}
