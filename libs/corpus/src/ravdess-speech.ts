import { fileName, type CorpusLoader, type NameReading } from './corpus-loader.js';

const EMOTIONS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised'] as const;
const STATEMENTS = ['Kids are talking by the door', 'Dogs are sitting by the door'] as const;

/** Position, meaning and highest value of the seven two-digit fields, in the published order. */
const FIELDS = [
  ['modality', 3],
  ['vocal channel', 2],
  ['emotion', 8],
  ['intensity', 2],
  ['statement', 2],
  ['repetition', 2],
  ['actor', 24],
] as const;

/** RAVDESS, the speech part: 24 actors say two sentences twice in eight emotions and two intensities. */
export const ravdessSpeech: CorpusLoader = {
  name: 'ravdess-speech',
  title: 'RAVDESS, speech, audio only',
  licence:
    'RAVDESS is licensed CC BY-NC-SA 4.0 (Livingstone and Russo 2018): not for commercial use, and what is made from it is shared alike.',
  citation:
    'Livingstone SR, Russo FA (2018). The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS). PLoS ONE 13(5): e0196391. https://doi.org/10.1371/journal.pone.0196391',
  published: {
    neutral: 96,
    calm: 192,
    happy: 192,
    sad: 192,
    angry: 192,
    fearful: 192,
    disgust: 192,
    surprised: 192,
  },
  expects:
    '03-01-05-01-02-01-12.wav: modality-channel-emotion-intensity-statement-repetition-actor, two digits each',
  fileNamesAreUnique: true,
  read,
};

/** Read by position: the paper's example swaps emotion, intensity and gender, so every field's range is checked. */
function read(name: string): NameReading {
  const match = /^(\d\d(?:-\d\d){6})\.wav$/i.exec(fileName(name));
  if (!match?.[1]) return { reason: 'The name is not seven two-digit fields joined by "-" and ".wav".' };
  const fields = match[1].split('-').map(Number);
  for (const [position, [field, highest]] of FIELDS.entries()) {
    const value = fields[position] ?? 0;
    if (value < 1 || value > highest)
      return { reason: `The ${field} ${value} is not between 1 and ${highest}.` };
  }
  const [modality, channel, emotion = 0, intensity = 0, statement = 0, , actor = 0] = fields;
  if (modality !== 3) return { reason: 'The clip is of a video (modality 01 or 02), not audio-only speech.' };
  if (channel !== 1) return { reason: 'The clip is a song (vocal channel 02), not speech.' };
  const label = EMOTIONS[emotion - 1] ?? '';
  if (label === 'neutral' && intensity === 2) return { reason: 'Neutral has no strong intensity.' };
  return {
    label,
    speaker: twoDigits(actor),
    gender: actor % 2 === 0 ? 'female' : 'male',
    twinGroup: [actor, emotion, intensity, statement].map(twoDigits).join('-'),
    text: STATEMENTS[statement - 1] ?? null,
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
