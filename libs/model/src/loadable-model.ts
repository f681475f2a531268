import { ensembleProbabilities } from '#libs/evaluation';
import type { Model } from './model.js';
import { loadModel, type SavedModel } from './model-file.js';
import type { Scorer } from './predict.js';

/** A stored model: one network, or an ensemble. */
export type LoadableModel =
  | { readonly kind: 'network'; readonly saved: SavedModel }
  | {
      readonly kind: 'ensemble';
      /** The labels in the order of the outputs. */
      readonly labels: readonly string[];
      readonly members: readonly LoadableMember[];
    };

export interface LoadableMember {
  readonly model: LoadableModel;
  /** The labels in the order of the outputs. */
  readonly labels: readonly string[];
  readonly weight: number;
  readonly temperature: number;
}

/**
 * Loads a model. An ensemble loads its members and predicts the mean of their calibrated probabilities.
 *
 * @param scorerOf creates the scorer of one network
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
      const predictions = [];
      for (const { scorer, ...member } of members)
        predictions.push({ ...member, probabilities: await scorer.predict(features, batchSize) });
      return ensembleProbabilities(predictions, loadable.labels);
    },
    dispose: () => members.forEach(({ scorer }) => scorer.dispose()),
  };
}

/** Returns the networks of a model: its own, or those of its members. */
export function savedModelsOf(loadable: LoadableModel): SavedModel[] {
  return loadable.kind === 'network'
    ? [loadable.saved]
    : loadable.members.flatMap(({ model }) => savedModelsOf(model));
}
