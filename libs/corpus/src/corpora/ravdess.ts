import type { CorpusName } from '#libs/contracts';
import {
  fileStem,
  numberRange,
  type CorpusLoader,
  type NameReading,
  type PublishedCorpus,
} from './corpus-loader.js';

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

const ACTORS = numberRange(1, 24, 2);
const SPEECH = 1;
const SONG = 2;
/** The song part has no disgust and no surprise. */
const SUNG_EMOTIONS = 6;
/** This actor has no song recordings. */
const ACTOR_WITHOUT_SONG = '18';

/** RAVDESS, speech part: 24 actors say two sentences twice, in eight emotions and two intensities. */
export const ravdessSpeech = part('ravdess-speech', 'RAVDESS, speech, audio only', SPEECH, {
  labels: countClips(EMOTIONS, ACTORS.length),
  speakers: ACTORS,
});

/** RAVDESS, song part: 23 of the actors sing the same sentences in six of the emotions. */
export const ravdessSong = part('ravdess-song', 'RAVDESS, song, audio only', SONG, {
  labels: countClips(EMOTIONS.slice(0, SUNG_EMOTIONS), ACTORS.length - 1),
  speakers: ACTORS.filter((actor) => actor !== ACTOR_WITHOUT_SONG),
});

function part(name: CorpusName, title: string, channel: number, published: PublishedCorpus): CorpusLoader {
  return {
    name,
    title,
    licence:
      'RAVDESS is licensed CC BY-NC-SA 4.0 (Livingstone and Russo 2018): no commercial use, and derived works must use the same license.',
    citation:
      'Livingstone SR, Russo FA (2018). The Ryerson Audio-Visual Database of Emotional Speech and Song (RAVDESS). PLoS ONE 13(5): e0196391. https://doi.org/10.1371/journal.pone.0196391',
    published,
    cast: 'ravdess',
    expects: `03-${twoDigits(channel)}-05-01-02-01-12.wav: modality-channel-emotion-intensity-statement-repetition-actor, two digits each`,
    fileNamesAreUnique: true,
    read: (path) => read(path, channel),
  };
}

/** Counts clips by label: two sentences, two repetitions, and two intensities for every label except neutral. */
function countClips(emotions: readonly string[], actors: number): Record<string, number> {
  return Object.fromEntries(emotions.map((label) => [label, actors * (label === 'neutral' ? 4 : 8)]));
}

/**
 * Reads a name by position. The paper's example swaps emotion, intensity and gender, so every field is range-checked.
 */
function read(path: string, wantedChannel: number): NameReading {
  const match = /^(\d\d(?:-\d\d){6})$/i.exec(fileStem(path));
  if (!match?.[1]) return { reason: 'The name is not seven two-digit fields joined by "-".' };
  const fields = match[1].split('-').map(Number);
  for (const [position, [field, highest]] of FIELDS.entries()) {
    const value = fields[position] ?? 0;
    if (value < 1 || value > highest)
      return { reason: `The field "${field}" is ${value}, not between 1 and ${highest}.` };
  }
  const [modality, channel, emotion = 0, intensity = 0, statement = 0, , actor = 0] = fields;
  if (modality !== 3)
    return { reason: 'The clip belongs to a video (modality 01 or 02); only audio-only clips are read.' };
  if (channel !== wantedChannel) {
    const [is, not] = channel === SONG ? ['a song', 'speech'] : ['speech', 'a song'];
    return { reason: `The clip is ${is} (vocal channel ${twoDigits(channel ?? 0)}), not ${not}.` };
  }
  const label = EMOTIONS[emotion - 1] ?? '';
  if (channel === SONG && emotion > SUNG_EMOTIONS) return { reason: `RAVDESS has no ${label} song.` };
  if (label === 'neutral' && intensity === 2)
    return { reason: 'RAVDESS has no neutral clip with strong intensity.' };
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
