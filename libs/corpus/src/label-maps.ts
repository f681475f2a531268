import { SerenadeError, type CorpusName, type LabelMapId } from '#libs/contracts';

/**
 * Renames each corpus's labels so that corpora can be joined; null drops a label's clips. Unlisted labels keep their
 * names. Maps are published data: never change one, add a higher version instead.
 */
export interface LabelMap {
  readonly id: LabelMapId;
  readonly about: string;
  readonly labels: Readonly<Partial<Record<CorpusName, Readonly<Record<string, string | null>>>>>;
}

export const LABEL_MAPS: Readonly<Record<LabelMapId, LabelMap>> = {
  'shared@1': {
    id: 'shared@1',
    about:
      'Joins labels with the same name. Calm (RAVDESS) and bored (Emo-DB) have no counterpart and are left out.',
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
      'Like shared@1, but counts calm as neutral, as many studies that join RAVDESS with other corpora do.',
    labels: {
      'ravdess-speech': { calm: 'neutral' },
      'ravdess-song': { calm: 'neutral' },
      emodb: { bored: null },
    },
  },
  'ravdess-parts@1': {
    id: 'ravdess-parts@1',
    about: 'Joins speech and song of RAVDESS on six labels, because disgust and surprise have no songs.',
    labels: { 'ravdess-speech': { disgust: null, surprised: null }, 'ravdess-song': {} },
  },
};

/** @throws SerenadeError `corpus.label_map_unknown` */
export function getLabelMap(name: string): LabelMap {
  const known = Object.values(LABEL_MAPS).find(({ id }) => id === name);
  if (known !== undefined) return known;
  throw new SerenadeError(
    'corpus.label_map_unknown',
    `Label map "${name}" does not exist. Choose one of ${Object.keys(LABEL_MAPS).join(', ')}.`,
  );
}
