import type { Abstention } from '#libs/contracts';
import type { Labelled } from './conformal.js';
import { largest } from './largest.js';

/** A threshold that rests on fewer answered validation clips would be chance. */
const FEWEST_ANSWERS = 10;

/**
 * The lowest threshold on the largest probability at which the answers on validation clips err half as often as
 * without one; the one that errs least where none does.
 */
export function abstentionOf(validation: Labelled, test: Labelled, classes: number): Abstention {
  const known = verdicts(validation, classes).sort((a, b) => b.probability - a.probability);
  const before = errorOf(known);
  let best = { threshold: 0, error: before };
  let wrong = 0;
  for (const [at, { probability, isRight }] of known.entries()) {
    wrong += isRight ? 0 : 1;
    const answered = at + 1;
    if (answered < FEWEST_ANSWERS || known[at + 1]?.probability === probability) continue;
    const error = wrong / answered;
    if (error <= before / 2 || error < Math.min(best.error, before)) best = { threshold: probability, error };
  }
  const answers = verdicts(test, classes).filter(({ probability }) => probability >= best.threshold);
  return {
    threshold: best.threshold,
    validationErrorBefore: before,
    validationErrorAfter: best.error,
    testAnswered: answers.length / Math.max(1, test.labels.length),
    testAccuracyAnswered: 1 - errorOf(answers),
  };
}

interface Verdict {
  readonly probability: number;
  readonly isRight: boolean;
}

function verdicts({ probabilities, labels }: Labelled, classes: number): Verdict[] {
  return Array.from(labels, (label, clip) => {
    const predicted = largest(probabilities, clip * classes, classes);
    return { probability: probabilities[clip * classes + predicted] ?? 0, isRight: predicted === label };
  });
}

/** Share of wrong answers; 0 of none. */
function errorOf(answers: readonly Verdict[]): number {
  return answers.filter(({ isRight }) => !isRight).length / Math.max(1, answers.length);
}
