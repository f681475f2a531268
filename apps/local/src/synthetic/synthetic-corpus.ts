import type { NamedBytes } from '../zip-folder.js';
import { EMOTIONS } from './emotions.js';
import { between, normal, seeded, type Random } from './random.js';
import { SAMPLE_RATE_HZ, speak, type Speaker } from './voice.js';
import { wavOf } from './wav.js';

/** Clips to be learned from: `<label>/<speaker>_<take>.wav`, as the corpus `folder` reads them. */
export function* labelledClips(
  seed: number,
  speakers = 12,
  takes = 5,
): Generator<NamedBytes, void, undefined> {
  const random = seeded(seed);
  const cast = castOf(speakers, 1, random);
  for (const label of Object.keys(EMOTIONS)) {
    for (const speaker of cast) {
      for (let take = 1; take <= takes; take++) {
        yield { name: `${label}/${speaker.name}_take${take}.wav`, bytes: clipOf(label, speaker, random) };
      }
    }
  }
}

export interface UnlabelledClips {
  readonly files: readonly NamedBytes[];
  /** What each clip was made as, which its name does not tell. */
  readonly madeAs: ReadonlyMap<string, string>;
}

/** Clips to be scored, by speakers that are not in the labelled ones, and three that cannot be. */
export function unlabelledClips(seed: number, count = 40): UnlabelledClips {
  const random = seeded(seed + 1);
  const cast = castOf(4, 13, random);
  const labels = Object.keys(EMOTIONS);
  const madeAs = new Map<string, string>();
  const files: NamedBytes[] = [];
  for (let index = 0; index < count; index++) {
    const label = labels[Math.floor(random() * labels.length)] ?? 'neutral';
    const speaker = cast[index % cast.length];
    if (speaker === undefined) continue;
    const name = `calls/call-${String(index + 1).padStart(3, '0')}.wav`;
    files.push({ name, bytes: clipOf(label, speaker, random) });
    madeAs.set(name, label);
  }
  return { files: [...files, ...badClips(files[0]?.bytes ?? Buffer.alloc(0))], madeAs };
}

/** What real archives hold too: an upload that broke off, a file that is no audio, a dead microphone. */
function badClips(good: Buffer): NamedBytes[] {
  return [
    { name: 'calls/broken-off.wav', bytes: good.subarray(0, Math.floor(good.length / 2)) },
    { name: 'calls/not-audio.wav', bytes: Buffer.from('Dear diary, today I was renamed to a sound file.\n') },
    { name: 'calls/silence.wav', bytes: wavOf(new Float32Array(2 * SAMPLE_RATE_HZ), SAMPLE_RATE_HZ) },
  ];
}

function castOf(count: number, first: number, random: Random): Speaker[] {
  return Array.from({ length: count }, (_, index) => {
    const isHigh = index % 2 === 0;
    return {
      name: `s${String(first + index).padStart(2, '0')}`,
      pitchHz: isHigh ? between(random, 175, 225) : between(random, 95, 130),
      tract: isHigh ? between(random, 1.1, 1.2) : between(random, 0.95, 1.05),
      loudnessDb: between(random, -1.5, 1.5),
    };
  });
}

function clipOf(label: string, speaker: Speaker, random: Random): Buffer {
  const profile = EMOTIONS[label];
  if (profile === undefined) throw new Error(`There is no synthetic emotion "${label}".`);
  // Nobody sounds angry in the same way twice.
  const take = {
    ...profile,
    pitchSemitones: profile.pitchSemitones + normal(random),
    energyDb: profile.energyDb + 1.5 * normal(random),
    syllablesPerSecond: profile.syllablesPerSecond * between(random, 0.85, 1.15),
    tiltHz: profile.tiltHz * between(random, 0.75, 1.3),
  };
  return wavOf(speak(take, speaker, between(random, 1.5, 2.5), random), SAMPLE_RATE_HZ);
}
