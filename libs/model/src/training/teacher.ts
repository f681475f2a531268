import { scaled } from '#libs/evaluation';

/** Another model's predictions, which a training learns in addition to the labels (Hinton, Vinyals and Dean 2015). */
export interface Teacher {
  /** The predictions for the clips without augmentation. */
  readonly probabilities: Float32Array; // [clips, classes]
  /** Divides the logits of teacher and student, so that small probabilities count. */
  readonly temperature: number;
  /** The teacher's share of the loss. The labels have the rest. */
  readonly share: number;
}

/** The teacher's predictions for one batch. */
export interface SoftTargets {
  /** Probabilities at the temperature. */
  readonly targets: Float32Array; // [clips, classes]
  readonly temperature: number;
  readonly share: number;
}

/** Returns the teacher's predictions for a batch, softened by its temperature. */
export function softenTargets(
  { probabilities, temperature, share }: Teacher,
  clips: readonly number[],
  classes: number,
): SoftTargets {
  const own = selectRows(probabilities, classes, clips);
  return { targets: scaled(own, classes, temperature), temperature, share };
}

/** Copies rows of a matrix with `width` columns. */
export function selectRows(values: Float32Array, width: number, rows: readonly number[]): Float32Array {
  const chosen = new Float32Array(rows.length * width);
  rows.forEach((row, at) => chosen.set(values.subarray(row * width, (row + 1) * width), at * width));
  return chosen;
}
