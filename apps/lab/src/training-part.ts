import { corporaOf, type ModelCard, type TrainingDomain } from '#libs/contracts';
import { makeSplit, type Split } from '#libs/corpus';
import { measureDomain, type TrainingSet } from '#libs/learning';
import { readCorpus } from './evaluate/read-corpus.js';
import { LabError } from './lab-error.js';

/**
 * Reads the clips of a model's card and splits them again. The split's hash covers every clip's content and subset, so
 * other clips do not match it.
 *
 * @param folder contains the clips of the card's one corpus, named as published
 * @throws LabError when they are not the card's clips
 */
export async function splitOfCard(
  card: ModelCard,
  folder: string,
): Promise<{ readonly data: TrainingSet; readonly split: Split }> {
  const { split, recipe } = card;
  const [corpus, ...others] = corporaOf(card.corpus);
  if (split === null || recipe === null || corpus === undefined || others.length > 0)
    throw new LabError(`${card.id} was not trained on a single corpus, but on ${card.corpus}.`);
  const data = await readCorpus(
    { data: [{ corpus, path: folder }], table: null, labelMap: card.labelMap ?? null, leaveOut: [] },
    card.featureSet,
  );
  const { utterances, contentHashes } = data;
  const { name, fold, seed } = split;
  const { validationShare } = recipe;
  const made = makeSplit({ corpus, utterances, contentHashes, split: name, fold, seed, validationShare });
  if (made.report.hash !== split.hash)
    throw new LabError(`The clips in ${folder} are not those of ${card.id}: the split has another hash.`);
  return { data, split: made };
}

/** Describes the clips that a model was trained on. @throws LabError as `splitOfCard` */
export async function domainOfTraining(card: ModelCard, folder: string): Promise<TrainingDomain> {
  const { data, split } = await splitOfCard(card, folder);
  return measureDomain(data, split.train);
}
