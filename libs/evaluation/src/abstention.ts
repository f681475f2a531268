import type { Abstention } from '#libs/contracts';
import type { Labelled } from './conformal.js';
import { largest } from './largest.js';

/** A threshold that leaves fewer answered validation clips than this would be chance, and is not considered. */
const FEWEST_ANSWERS = 10;

/**
 * Chooses the largest-probability threshold below which a model should abstain, and measures it on the test part.
 * It is the lowest threshold that halves the error on validation clips, or else the one with the smallest error.
 */
export function fitAbstention(validation: Labelled, test: Labelled, classes: number): Abstention {
  const known = judge(validation, classes).sort((a, b) => b.probability - a.probability);
  const before = errorRate(known);
  let best = { threshold: 0, error: before };
  let wrong = 0;
  for (const [at, { probability, isRight }] of known.entries()) {
    wrong += isRight ? 0 : 1;
    const answered = at + 1;
    if (answered < FEWEST_ANSWERS || known[at + 1]?.probability === probability) continue;
    const error = wrong / answered;
    if (error <= before / 2 || error < Math.min(best.error, before)) best = { threshold: probability, error };
  }
  const answers = judge(test, classes).filter(({ probability }) => probability >= best.threshold);
  return {
    threshold: best.threshold,
    validationErrorBefore: before,
    validationErrorAfter: best.error,
    testAnswered: answers.length / Math.max(1, test.labels.length),
    testAccuracyAnswered: 1 - errorRate(answers),
  };
}

/** Returns each clip's largest probability, and whether its label is right. */
function judge({ probabilities, labels }: Labelled, classes: number) {
  return Array.from(labels, (label, clip) => {
    const predicted = largest(probabilities, clip * classes, classes);
    return { probability: probabilities[clip * classes + predicted] ?? 0, isRight: predicted === label };
  });
}

/** Returns the share of wrong answers, or 0 without any answer. */
function errorRate(answers: readonly { readonly isRight: boolean }[]): number {
  return answers.filter(({ isRight }) => !isRight).length / Math.max(1, answers.length);
}
