import { networkShape, type Recipe } from '#libs/contracts';
import { framesOfClip, joinClips, valuesOfClip, type ClipTable } from './clip-table.js';
import { loudestStretch } from './loudest-stretch.js';
import { resizeMatrix } from './resize.js';

type InputPolicy = Recipe['input'];
type Crop = NonNullable<InputPolicy['crop']>;

/** Crops and resizes clips as the recipe states. Returns the table itself if the recipe does neither. */
export function prepareClips({ crop, resize }: InputPolicy, table: ClipTable): ClipTable {
  if (crop === null && resize === null) return table;
  const shape = networkShape({ crop, resize }, table.shape);
  const clips = Array.from({ length: table.clips }, (_, clip) => {
    const own = { frames: framesOfClip(table, clip), values: valuesOfClip(table, clip) };
    const { frames, values } = crop === null ? own : cropMatrix(own, table.shape.coefficients, crop);
    const from = { frames, coefficients: table.shape.coefficients, values };
    return resize === null ? values : resizeMatrix(from, resize);
  });
  return { shape, clips: table.clips, ...joinClips(clips, shape.coefficients) };
}

interface Matrix {
  readonly frames: number;
  readonly values: Float32Array; // [frames, coefficients]
}

/** Crops or pads a clip to the wanted frames. Padding follows the clip, or surrounds it if the crop is centered. */
function cropMatrix(
  { frames, values }: Matrix,
  coefficients: number,
  { kind, frames: wanted }: Crop,
): Matrix {
  if (frames < wanted) {
    const before = kind === 'centre' ? (wanted - frames) >> 1 : 0;
    return { frames: wanted, values: padMatrix(values, coefficients, wanted, before) };
  }
  const start = {
    start: () => 0,
    centre: () => (frames - wanted) >> 1,
    energy: () => loudestStretch(values, coefficients, wanted),
  }[kind]();
  return { frames: wanted, values: values.subarray(start * coefficients, (start + wanted) * coefficients) };
}

/** Pads a clip with frames that hold the smallest value of each of its coefficients, which represents silence. */
function padMatrix(values: Float32Array, coefficients: number, frames: number, before: number): Float32Array {
  const least = new Float32Array(coefficients).fill(values.length === 0 ? 0 : Infinity);
  values.forEach((value, at) => {
    least[at % coefficients] = Math.min(least[at % coefficients] ?? 0, value);
  });
  const out = Float32Array.from({ length: frames * coefficients }, (_, at) => least[at % coefficients] ?? 0);
  out.set(values, before * coefficients);
  return out;
}
