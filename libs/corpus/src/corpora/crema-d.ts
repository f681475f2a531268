import { fileStem, numberRange, type CorpusLoader, type NameReading } from './corpus-loader.js';

const EMOTIONS: Readonly<Record<string, string>> = {
  ANG: 'angry',
  DIS: 'disgust',
  FEA: 'fearful',
  HAP: 'happy',
  NEU: 'neutral',
  SAD: 'sad',
};

/** Codes of the twelve sentences. */
const SENTENCES = [
  ...['IEO', 'TIE', 'IOM', 'IWW', 'TAI', 'MTI'],
  ...['IWL', 'ITH', 'DFA', 'ITS', 'TSI', 'WSI'],
] as const;
const LEVELS = ['LO', 'MD', 'HI', 'XX', 'X'] as const;

/** Female actors according to the published `VideoDemographics.csv`: 43 of 91. */
const FEMALE_ACTORS: ReadonlySet<number> = new Set([
  ...[1002, 1003, 1004, 1006, 1007, 1008, 1009, 1010, 1012, 1013, 1018, 1020, 1021, 1024, 1025, 1028],
  ...[1029, 1030, 1037, 1043, 1046, 1047, 1049, 1052, 1053, 1054, 1055, 1056, 1058, 1060, 1061, 1063],
  ...[1072, 1073, 1074, 1075, 1076, 1078, 1079, 1082, 1084, 1089, 1091],
]);

/** CREMA-D: 91 actors say twelve sentences in six emotions; one sentence at three levels. */
export const cremaD: CorpusLoader = {
  name: 'crema-d',
  title: 'Crowd-sourced Emotional Multimodal Actors Dataset (CREMA-D)',
  licence:
    'CREMA-D is licensed under the Open Database License 1.0, and its contents under the Database Contents License 1.0.',
  citation:
    'Cao H, Cooper DG, Keutmann MK, Gur RC, Nenkova A, Verma R (2014). CREMA-D: Crowd-Sourced Emotional Multimodal Actors Dataset. IEEE Transactions on Affective Computing 5(4), 377-390. https://doi.org/10.1109/TAFFC.2014.2336244',
  published: {
    labels: { neutral: 1087, happy: 1271, sad: 1271, angry: 1271, fearful: 1271, disgust: 1271 },
    speakers: numberRange(1001, 1091, 4),
  },
  cast: 'crema-d',
  expects: '1001_DFA_ANG_XX.wav: actor, sentence, emotion (ANG DIS FEA HAP NEU SAD), level',
  fileNamesAreUnique: true,
  read,
};

/** Reads a name. Levels are not twins: a louder anger is a different utterance. */
function read(path: string): NameReading {
  const match = /^(\d{4})_([A-Z]{3})_([A-Z]{3})_([A-Z]{1,2})$/i.exec(fileStem(path));
  if (!match) return { reason: 'The name is not actor, sentence, emotion and level joined by "_".' };
  const [actor = '', sentence = '', emotion = '', level = ''] = match
    .slice(1)
    .map((field) => field.toUpperCase());
  if (Number(actor) < 1001 || Number(actor) > 1091)
    return { reason: `Actor ${actor} is not between 1001 and 1091.` };
  if (!SENTENCES.some((known) => known === sentence))
    return { reason: `CREMA-D has no sentence ${sentence}.` };
  const label = EMOTIONS[emotion];
  if (label === undefined)
    return { reason: `Emotion ${emotion} is not one of ${Object.keys(EMOTIONS).join(', ')}.` };
  if (!LEVELS.some((known) => known === level))
    return { reason: `Level ${level} is not one of LO, MD, HI, XX.` };
  return {
    label,
    speaker: actor,
    gender: FEMALE_ACTORS.has(Number(actor)) ? 'female' : 'male',
    twinGroup: null,
    text: sentence,
  };
}
