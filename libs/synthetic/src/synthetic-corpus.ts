import { encodeWav } from '#libs/audio';
import { Random } from '#libs/random';
import { EMOTIONS } from './emotions.js';
import { SAMPLE_RATE_HZ, speak, type Speaker } from './voice.js';
import type { NamedBytes } from './write-zip.js';

const FORMAT = { sampleRateHz: SAMPLE_RATE_HZ };

/** Yields clips to train on, named `<label>/<speaker>_<take>.wav` as the corpus `folder` expects. */
export function* labelledClips(
  seed: number,
  speakers = 12,
  takes = 5,
): Generator<NamedBytes, void, undefined> {
  const random = Random.seeded(seed, 'labelled clips');
  const cast = drawSpeakers(speakers, 1, random);
  for (const label of Object.keys(EMOTIONS)) {
    for (const speaker of cast) {
      for (let take = 1; take <= takes; take++) {
        yield { name: `${label}/${speaker.name}_take${take}.wav`, bytes: drawClip(label, speaker, random) };
      }
    }
  }
}

export interface UnlabelledClips {
  readonly files: readonly NamedBytes[];
  /** Label of each clip by its name, which does not contain it. */
  readonly madeAs: ReadonlyMap<string, string>;
}

/** Returns clips to score, by speakers who are not in the labelled clips, and three clips that cannot be scored. */
export function unlabelledClips(seed: number, count = 40): UnlabelledClips {
  const random = Random.seeded(seed, 'unlabelled clips');
  const cast = drawSpeakers(4, 13, random);
  const labels = Object.keys(EMOTIONS);
  const madeAs = new Map<string, string>();
  const files: NamedBytes[] = [];
  for (let index = 0; index < count; index++) {
    const label = labels[random.below(labels.length)] ?? 'neutral';
    const speaker = cast[index % cast.length];
    if (speaker === undefined) continue;
    const name = `calls/call-${String(index + 1).padStart(3, '0')}.wav`;
    files.push({ name, bytes: drawClip(label, speaker, random) });
    madeAs.set(name, label);
  }
  return { files: [...files, ...createBadClips(files[0]?.bytes ?? Buffer.alloc(0))], madeAs };
}

/** Real archives contain such files too: a broken upload, a file that is not audio, a dead microphone. */
function createBadClips(good: Buffer): NamedBytes[] {
  return [
    { name: 'calls/broken-off.wav', bytes: good.subarray(0, Math.floor(good.length / 2)) },
    { name: 'calls/not-audio.wav', bytes: Buffer.from('Dear diary, today I was renamed to a sound file.\n') },
    { name: 'calls/silence.wav', bytes: encodeWav(new Int16Array(2 * SAMPLE_RATE_HZ), FORMAT) },
  ];
}

function drawSpeakers(count: number, first: number, random: Random): Speaker[] {
  return Array.from({ length: count }, (_, index) => {
    const isHigh = index % 2 === 0;
    return {
      name: `s${String(first + index).padStart(2, '0')}`,
      pitchHz: isHigh ? random.between(175, 225) : random.between(95, 130),
      tract: isHigh ? random.between(1.1, 1.2) : random.between(0.95, 1.05),
      loudnessDb: random.between(-1.5, 1.5),
    };
  });
}

function drawClip(label: string, speaker: Speaker, random: Random): Buffer {
  const profile = EMOTIONS[label];
  if (profile === undefined) throw new Error(`There is no synthetic emotion "${label}".`);
  // No two takes of a speaker sound the same.
  const take = {
    ...profile,
    pitchSemitones: profile.pitchSemitones + random.normal(),
    energyDb: profile.energyDb + 1.5 * random.normal(),
    syllablesPerSecond: profile.syllablesPerSecond * random.between(0.85, 1.15),
    tiltHz: profile.tiltHz * random.between(0.75, 1.3),
  };
  return encodeWav(speak(take, speaker, random.between(1.5, 2.5), random), FORMAT);
}
