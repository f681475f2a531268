import { ensembleProbabilities } from '#libs/evaluation';
import type { Model } from './model.js';
import { loadModel, type SavedModel } from './model-file.js';
import type { Scorer } from './predict.js';

/** A model as it is loaded: one network, or several that score as one. */
export type LoadableModel =
  | { readonly kind: 'network'; readonly saved: SavedModel }
  | {
      readonly kind: 'ensemble';
      /** In the order of its outputs. */
      readonly labels: readonly string[];
      readonly members: readonly LoadableMember[];
    };

export interface LoadableMember {
  readonly model: LoadableModel;
  /** In the order of its outputs. */
  readonly labels: readonly string[];
  readonly weight: number;
  readonly temperature: number;
}

/**
 * Loads a model, and all members of an ensemble, whose answer is the mean of their calibrated probabilities.
 *
 * @param scorerOf of one network
 * @throws SerenadeError `model.corrupt`
 */
export async function loadScorer(
  loadable: LoadableModel,
  scorerOf: (model: Model) => Promise<Scorer>,
): Promise<Scorer> {
  if (loadable.kind === 'network') return scorerOf(loadModel(loadable.saved));
  const members: (Omit<LoadableMember, 'model'> & { readonly scorer: Scorer })[] = [];
  for (const { model, ...member } of loadable.members)
    members.push({ ...member, scorer: await loadScorer(model, scorerOf) });
  return {
    async predict(features, batchSize) {
      const answers = [];
      for (const { scorer, ...member } of members)
        answers.push({ ...member, probabilities: await scorer.predict(features, batchSize) });
      return ensembleProbabilities(answers, loadable.labels);
    },
    dispose: () => members.forEach(({ scorer }) => scorer.dispose()),
  };
}

/** The networks of a model: itself, or those of its members. */
export function savedModelsOf(loadable: LoadableModel): SavedModel[] {
  return loadable.kind === 'network'
    ? [loadable.saved]
    : loadable.members.flatMap(({ model }) => savedModelsOf(model));
}
