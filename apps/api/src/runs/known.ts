import { CORPUS_NAMES, SPLIT_NAMES, SerenadeError, type CorpusName, type SplitName } from '#libs/contracts';

/** @throws SerenadeError `corpus.unknown` */
export function knownCorpus(name: string): CorpusName {
  const known = CORPUS_NAMES.find((corpus) => corpus === name);
  if (known !== undefined) return known;
  throw new SerenadeError(
    'corpus.unknown',
    `There is no corpus loader "${name}"; choose one of ${CORPUS_NAMES.join(', ')}.`,
  );
}

/** @throws SerenadeError `split.unknown` */
export function knownSplit(name: string): SplitName {
  const known = SPLIT_NAMES.find((split) => split === name);
  if (known !== undefined) return known;
  throw new SerenadeError(
    'split.unknown',
    `There is no split "${name}"; choose one of ${SPLIT_NAMES.join(', ')}.`,
  );
}
