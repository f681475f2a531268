import { fileStem, folderName, type CorpusLoader, type NameReading } from './corpus-loader.js';

const EMOTIONS: Readonly<Record<string, string>> = {
  a: 'angry',
  d: 'disgust',
  f: 'fearful',
  h: 'happy',
  n: 'neutral',
  sa: 'sad',
  su: 'surprised',
};
const SPEAKERS = ['DC', 'JE', 'JK', 'KL'] as const;
const SENTENCES = 15;
/** Neutral was also spoken with the sentences of the other emotions. */
const NEUTRAL_SENTENCES = 30;

/** Surrey Audio-Visual Expressed Emotion: four men, 120 sentences each in seven emotions. */
export const savee: CorpusLoader = {
  name: 'savee',
  title: 'Surrey Audio-Visual Expressed Emotion (SAVEE)',
  licence: 'SAVEE is free for research; commercial use is not allowed (University of Surrey).',
  citation:
    'Haq S, Jackson PJB (2010). Multimodal Emotion Recognition. In: Wang W (ed.), Machine Audition, IGI Global, 398-423. https://doi.org/10.4018/978-1-61520-919-0.ch017',
  published: {
    labels: { neutral: 120, happy: 60, sad: 60, angry: 60, fearful: 60, disgust: 60, surprised: 60 },
    speakers: SPEAKERS,
  },
  cast: 'savee',
  expects:
    'DC_a01.wav or DC/a01.wav: speaker (DC JE JK KL), emotion (a d f h n sa su), two digits of the sentence',
  fileNamesAreUnique: false,
  read,
};

/** Reads a name. The original has one folder per speaker; later copies put the speaker before the name. */
function read(path: string): NameReading {
  const match = /^(?:([A-Z]{2})_)?([a-z]{1,2})(\d\d)$/i.exec(fileStem(path));
  if (!match) return { reason: 'The name is not emotion letters and two digits.' };
  const named = (match[1] ?? folderName(path)).toUpperCase();
  const speaker = SPEAKERS.find((known) => known === named);
  if (speaker === undefined) return { reason: `Speaker "${named}" is not one of ${SPEAKERS.join(', ')}.` };
  const letters = match[2]?.toLowerCase() ?? '';
  const label = EMOTIONS[letters];
  if (label === undefined)
    return { reason: `Emotion ${letters} is not one of ${Object.keys(EMOTIONS).join(', ')}.` };
  const sentence = Number(match[3]);
  const most = label === 'neutral' ? NEUTRAL_SENTENCES : SENTENCES;
  if (sentence < 1 || sentence > most)
    return { reason: `Sentence ${sentence} of ${label} is not between 1 and ${most}.` };
  // Sentence numbers restart for each emotion, and some sentences are shared, so the name does not identify the text.
  return { label, speaker, gender: 'male', twinGroup: null, text: null };
}
