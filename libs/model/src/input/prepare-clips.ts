import { networkShape, type Recipe } from '#libs/contracts';
import { framesOfClip, valuesOfClip, type ClipTable } from './clip-table.js';
import { loudestStretch } from './loudest-stretch.js';
import { resized } from './resize.js';

type InputPolicy = Recipe['input'];
type Crop = NonNullable<InputPolicy['crop']>;

/** Clips cropped and resized as the recipe says; the table itself where it says nothing. */
export function prepareClips({ crop, resize }: InputPolicy, table: ClipTable): ClipTable {
  if (crop === null && resize === null) return table;
  const shape = networkShape({ crop, resize }, table.shape);
  const clips = Array.from({ length: table.clips }, (_, clip) => {
    const own = { frames: framesOfClip(table, clip), values: valuesOfClip(table, clip) };
    const { frames, values } = crop === null ? own : cropped(own, table.shape.coefficients, crop);
    const from = { frames, coefficients: table.shape.coefficients, values };
    return resize === null ? values : resized(from, resize);
  });
  const offsets = new Float64Array(table.clips + 1);
  clips.forEach(({ length }, clip) => {
    offsets[clip + 1] = (offsets[clip] ?? 0) + length / shape.coefficients;
  });
  const values = new Float32Array((offsets.at(-1) ?? 0) * shape.coefficients);
  clips.forEach((own, clip) => values.set(own, (offsets[clip] ?? 0) * shape.coefficients));
  return { shape, clips: table.clips, offsets, values };
}

interface Matrix {
  readonly frames: number;
  readonly values: Float32Array; // [frames, coefficients]
}

/** A shorter clip keeps its beginning, or its middle when cropped about the `centre`. */
function cropped({ frames, values }: Matrix, coefficients: number, { kind, frames: wanted }: Crop): Matrix {
  if (frames < wanted) {
    const before = kind === 'centre' ? (wanted - frames) >> 1 : 0;
    return { frames: wanted, values: filledUp(values, coefficients, wanted, before) };
  }
  const start = {
    start: () => 0,
    centre: () => (frames - wanted) >> 1,
    energy: () => loudestStretch(values, coefficients, wanted),
  }[kind]();
  return { frames: wanted, values: values.subarray(start * coefficients, (start + wanted) * coefficients) };
}

/** The clip among frames that hold the least value of each coefficient in it: its own silence. */
function filledUp(values: Float32Array, coefficients: number, frames: number, before: number): Float32Array {
  const least = new Float32Array(coefficients).fill(values.length === 0 ? 0 : Infinity);
  values.forEach((value, at) => {
    least[at % coefficients] = Math.min(least[at % coefficients] ?? 0, value);
  });
  const out = Float32Array.from({ length: frames * coefficients }, (_, at) => least[at % coefficients] ?? 0);
  out.set(values, before * coefficients);
  return out;
}
