import { clipBytes } from '#libs/archive';
import { SerenadeError, type DryRunView, type ManifestLine } from '#libs/contracts';
import type { RangeSource } from '#libs/storage';
import type { Look } from './look-at-clips.js';

/** Where nearly every WAV file has come to its samples. */
const HEAD_BYTES = 4_096;
const AT_ONCE = 8;

/** Length of the WAV clips: of a sample by their headers, and of all by the bytes that a second took in the sample. */
export async function measureAudio(look: Look): Promise<DryRunView['audio']> {
  const { survey, reason } = look;
  if (survey === null) {
    return { seconds: null, wavClips: 0, otherClips: 0, measured: 0, isExtrapolated: false, reason };
  }
  const lengths = await lengthsOf(look, survey.wavs.kept);
  const measured = lengths.length;
  const seconds = lengths.reduce((sum, length) => sum + length.seconds, 0);
  const bytes = lengths.reduce((sum, length) => sum + length.bytes, 0);
  const wavClips = survey.wavs.count;
  const otherClips = survey.readable - wavClips;
  const isExtrapolated = measured < wavClips;
  const ofAll = isExtrapolated ? (seconds * survey.wavBytes) / bytes : seconds;
  return {
    seconds: measured === 0 ? null : Math.round(1000 * ofAll) / 1000,
    wavClips,
    otherClips,
    measured,
    isExtrapolated,
    reason: reasonOf(wavClips, otherClips, measured),
  };
}

function reasonOf(wavClips: number, otherClips: number, measured: number): string | null {
  if (wavClips === 0) return 'No clip is a WAV file; the size of others says nothing of their length.';
  if (measured === 0) return 'None of the WAV headers that were read says how long its clip is.';
  return otherClips === 0 ? null : `${otherClips} clips of other kinds are not counted.`;
}

interface Length {
  readonly seconds: number;
  readonly bytes: number;
}

async function lengthsOf({ sourceOf }: Look, lines: readonly ManifestLine[]): Promise<Length[]> {
  const lengths: (Length | null)[] = [];
  for (let first = 0; first < lines.length; first += AT_ONCE) {
    const some = lines.slice(first, first + AT_ONCE);
    lengths.push(...(await Promise.all(some.map(async (line) => lengthOf(await sourceOf(line), line)))));
  }
  return lengths.filter((length) => length !== null);
}

/** Null of a clip that cannot be read: its run would say so. */
async function lengthOf(source: RangeSource, line: ManifestLine): Promise<Length | null> {
  // Loaded when it is asked for: with the audio library come decoders that the API has no other use for.
  const { readWavLayout } = await import('#libs/audio');
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of clipBytes(source, line, 0, Math.min(HEAD_BYTES, line.size))) pieces.push(piece);
    const { frames, sampleRateHz } = readWavLayout(Buffer.concat(pieces), { totalBytes: line.size });
    return { seconds: frames / sampleRateHz, bytes: line.size };
  } catch (error) {
    if (error instanceof SerenadeError && error.code.startsWith('clip.')) return null;
    throw error;
  }
}
