import { scaled } from '#libs/evaluation';

/** What another model says of the clips, to be learned beside their labels (Hinton, Vinyals and Dean 2015). */
export interface Teacher {
  /** Of the clip as it is, however the training varies it. */
  readonly probabilities: Float32Array; // [clips, classes]
  /** Divides the logits of both, so that small probabilities count. */
  readonly temperature: number;
  /** What the teacher counts in the loss; the labels count the rest. */
  readonly share: number;
}

/** A batch's share of it. */
export interface SoftTargets {
  /** At the temperature. */
  readonly targets: Float32Array; // [clips, classes]
  readonly temperature: number;
  readonly share: number;
}

/** What the teacher says of a batch, softened by its temperature. */
export function softTargets(
  { probabilities, temperature, share }: Teacher,
  clips: readonly number[],
  classes: number,
): SoftTargets {
  const own = new Float32Array(clips.length * classes);
  clips.forEach((clip, row) =>
    own.set(probabilities.subarray(clip * classes, (clip + 1) * classes), row * classes),
  );
  return { targets: scaled(own, classes, temperature), temperature, share };
}
