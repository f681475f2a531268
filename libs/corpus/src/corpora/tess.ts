import { fileStem, type CorpusLoader, type NameReading } from './corpus-loader.js';

const EMOTIONS: Readonly<Record<string, string>> = {
  angry: 'angry',
  disgust: 'disgust',
  fear: 'fearful',
  happy: 'happy',
  neutral: 'neutral',
  ps: 'surprised',
  sad: 'sad',
};

/** One published file, `OA_bite_neutral.wav`, lacks a letter. */
const SPEAKERS: Readonly<Record<string, string>> = { OAF: 'OAF', YAF: 'YAF', OA: 'OAF' };

/** Toronto emotional speech set: two women say "Say the word ..." with 200 words in seven emotions. */
export const tess: CorpusLoader = {
  name: 'tess',
  title: 'Toronto Emotional Speech Set (TESS)',
  licence: 'TESS is licensed CC BY-NC-ND 4.0 (Pichora-Fuller and Dupuis 2020): no commercial use.',
  citation:
    'Pichora-Fuller MK, Dupuis K (2020). Toronto emotional speech set (TESS). Borealis. https://doi.org/10.5683/SP2/E8H2MF',
  published: {
    labels: { neutral: 400, happy: 400, sad: 400, angry: 400, fearful: 400, disgust: 400, surprised: 400 },
    speakers: ['OAF', 'YAF'],
  },
  cast: 'tess',
  expects: 'OAF_back_angry.wav: speaker (OAF, YAF), word, emotion (angry disgust fear happy neutral ps sad)',
  fileNamesAreUnique: true,
  read,
};

function read(path: string): NameReading {
  const match = /^([A-Z]{2,3})_([a-z]+)_([a-z]+)$/i.exec(fileStem(path));
  if (!match) return { reason: 'The name is not speaker, word and emotion joined by "_".' };
  const speaker = SPEAKERS[match[1]?.toUpperCase() ?? ''];
  if (speaker === undefined) return { reason: `Speaker ${match[1] ?? ''} is neither OAF nor YAF.` };
  const emotion = match[3]?.toLowerCase() ?? '';
  const label = EMOTIONS[emotion];
  if (label === undefined)
    return { reason: `Emotion ${emotion} is not one of ${Object.keys(EMOTIONS).join(', ')}.` };
  return { label, speaker, gender: 'female', twinGroup: null, text: match[2]?.toLowerCase() ?? null };
}
