import { ensembleProbabilities } from '#libs/evaluation';
import type { ChosenScorer } from './best-scorer.js';

/** A loaded member of an ensemble. */
export interface EnsembleScorerMember {
  readonly chosen: ChosenScorer;
  /** In the order of its outputs. */
  readonly labels: readonly string[];
  readonly weight: number;
  readonly temperature: number;
}

/**
 * Several models that score as one: the mean of their calibrated probabilities. Each scores on the engine chosen for it;
 * the ensemble names the first that is not onnxruntime, whose `passedOver` says why.
 */
export function ensembleScorer(
  members: readonly EnsembleScorerMember[],
  labels: readonly string[],
): ChosenScorer {
  const engines = members.map(({ chosen }) => chosen.engine);
  const engine = engines.find(({ name }) => name !== 'onnxruntime') ?? engines[0];
  if (engine === undefined) throw new RangeError('An ensemble has members');
  return {
    engine,
    scorer: {
      async predict(features, batchSize) {
        const answers = [];
        for (const { chosen, ...member } of members) {
          answers.push({ ...member, probabilities: await chosen.scorer.predict(features, batchSize) });
        }
        return ensembleProbabilities(answers, labels);
      },
      dispose: () => members.forEach(({ chosen }) => chosen.scorer.dispose()),
    },
  };
}
