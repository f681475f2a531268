import { SerenadeError, type CorpusName, type LabelMapId } from '#libs/contracts';

/**
 * What each corpus' labels are called where corpora are put together; null leaves a label's clips out. A label that is
 * not listed keeps its name. Published data: a map is never changed, only followed by one of a higher version.
 */
export interface LabelMap {
  readonly id: LabelMapId;
  readonly about: string;
  readonly labels: Readonly<Partial<Record<CorpusName, Readonly<Record<string, string | null>>>>>;
}

export const LABEL_MAPS: Readonly<Record<LabelMapId, LabelMap>> = {
  'shared@1': {
    id: 'shared@1',
    about: 'Labels by the same word; calm (RAVDESS) and bored (Emo-DB) have no counterpart and are left out.',
    labels: {
      'ravdess-speech': { calm: null },
      'ravdess-song': {},
      emodb: { bored: null },
      'crema-d': {},
      tess: {},
      savee: {},
    },
  },
  'calm-is-neutral@1': {
    id: 'calm-is-neutral@1',
    about:
      'As shared@1, but calm counts as neutral, as many studies that join RAVDESS with other corpora do.',
    labels: {
      'ravdess-speech': { calm: 'neutral' },
      'ravdess-song': { calm: 'neutral' },
      emodb: { bored: null },
    },
  },
  'ravdess-parts@1': {
    id: 'ravdess-parts@1',
    about: 'Speech and song of RAVDESS: six labels, since disgust and surprise were not sung.',
    labels: { 'ravdess-speech': { disgust: null, surprised: null }, 'ravdess-song': {} },
  },
};

/** @throws SerenadeError `corpus.label_map_unknown` */
export function labelMapNamed(name: string): LabelMap {
  const known = Object.values(LABEL_MAPS).find(({ id }) => id === name);
  if (known !== undefined) return known;
  throw new SerenadeError(
    'corpus.label_map_unknown',
    `There is no label map "${name}"; choose one of ${Object.keys(LABEL_MAPS).join(', ')}.`,
  );
}
