import { fileStem, type CorpusLoader, type NameReading } from './corpus-loader.js';

/** Maps the German initials of the emotions to the words that RAVDESS uses. */
const EMOTIONS: Readonly<Record<string, string>> = {
  W: 'angry',
  L: 'bored',
  E: 'disgust',
  A: 'fearful',
  F: 'happy',
  N: 'neutral',
  T: 'sad',
};

const GENDERS: Readonly<Record<string, 'female' | 'male'>> = {
  '03': 'male',
  '08': 'female',
  '09': 'female',
  '10': 'male',
  '11': 'male',
  '12': 'male',
  '13': 'female',
  '14': 'female',
  '15': 'male',
  '16': 'female',
};

/** The Berlin database of emotional speech: ten actors, ten German sentences, seven emotions. */
export const emodb: CorpusLoader = {
  name: 'emodb',
  title: 'Berlin Database of Emotional Speech (Emo-DB)',
  licence: 'Emo-DB is free to use for research; cite Burkhardt et al. 2005.',
  citation:
    'Burkhardt F, Paeschke A, Rolfes M, Sendlmeier WF, Weiss B (2005). A Database of German Emotional Speech. Proc. Interspeech 2005, 1517-1520. https://doi.org/10.21437/Interspeech.2005-446',
  published: {
    labels: { angry: 127, bored: 81, disgust: 46, fearful: 69, happy: 71, neutral: 79, sad: 62 },
    speakers: Object.keys(GENDERS).sort(),
  },
  cast: 'emodb',
  expects:
    '03a01Fa.wav: speaker (two digits), text (a letter and two digits), emotion (one of W L E A F T N), version',
  fileNamesAreUnique: true,
  read,
};

/** Reads a name. Takes with the same speaker, text and emotion that differ in the version letter are twins. */
function read(name: string): NameReading {
  const match = /^(\d\d)([ab]\d\d)([a-z])([a-z])$/i.exec(fileStem(name));
  if (!match) return { reason: 'The name is not speaker, text, emotion letter and version letter.' };
  const [, speaker = '', text = '', letter = ''] = match;
  const gender = GENDERS[speaker];
  if (!gender) return { reason: `Emo-DB has no speaker ${speaker}.` };
  const label = EMOTIONS[letter.toUpperCase()];
  if (!label) return { reason: `Emotion letter ${letter} is not one of W, L, E, A, F, T, N.` };
  const sentence = text.toLowerCase();
  return {
    label,
    speaker,
    gender,
    twinGroup: `${speaker}-${sentence}-${letter.toUpperCase()}`,
    text: sentence,
  };
}
