import { clipBytes } from '#libs/archive';
import { SerenadeError, type DryRunView, type ManifestLine } from '#libs/contracts';
import type { RangeSource } from '#libs/storage';
import type { ArchiveSurvey } from './survey-archive.js';

/** In nearly every WAV file, the samples start within these bytes. */
const HEAD_BYTES = 4_096;
const AT_ONCE = 8;

/** Measures a sample of the WAV clips by their headers, and estimates the length of all from their sizes. */
export async function measureAudio(archive: ArchiveSurvey): Promise<DryRunView['audio']> {
  const { survey, reason } = archive;
  if (survey === null) {
    return { seconds: null, wavClips: 0, otherClips: 0, measured: 0, isExtrapolated: false, reason };
  }
  const lengths = await readLengths(archive, survey.wavs.kept);
  const measured = lengths.length;
  const seconds = lengths.reduce((sum, length) => sum + length.seconds, 0);
  const bytes = lengths.reduce((sum, length) => sum + length.bytes, 0);
  const wavClips = survey.wavs.count;
  const otherClips = survey.readable - wavClips;
  const isExtrapolated = measured < wavClips;
  const total = isExtrapolated ? (seconds * survey.wavBytes) / bytes : seconds;
  return {
    seconds: measured === 0 ? null : Math.round(1000 * total) / 1000,
    wavClips,
    otherClips,
    measured,
    isExtrapolated,
    reason: explain(wavClips, otherClips, measured),
  };
}

function explain(wavClips: number, otherClips: number, measured: number): string | null {
  if (wavClips === 0)
    return 'No clip is a WAV file, and the size of other files does not determine their length.';
  if (measured === 0) return 'None of the WAV headers that were read states a length.';
  return otherClips === 0 ? null : `${otherClips} clips of other kinds are not counted.`;
}

interface Length {
  readonly seconds: number;
  readonly bytes: number;
}

async function readLengths({ sourceOf }: ArchiveSurvey, lines: readonly ManifestLine[]): Promise<Length[]> {
  const lengths: (Length | null)[] = [];
  for (let first = 0; first < lines.length; first += AT_ONCE) {
    const some = lines.slice(first, first + AT_ONCE);
    lengths.push(...(await Promise.all(some.map(async (line) => readLength(await sourceOf(line), line)))));
  }
  return lengths.filter((length) => length !== null);
}

/** Returns null for an unreadable clip; a run would report its error. */
async function readLength(source: RangeSource, line: ManifestLine): Promise<Length | null> {
  // Loaded on demand: the audio library brings decoders that the API does not use otherwise.
  const { buildRawHeader, readSampleLayout } = await import('#libs/audio');
  try {
    const header = line.raw === undefined ? new Uint8Array() : buildRawHeader(line.raw, line.size);
    const pieces: Uint8Array[] = [];
    for await (const piece of clipBytes(source, line, 0, Math.min(HEAD_BYTES, line.size))) pieces.push(piece);
    const { frames, sampleRateHz } = readSampleLayout(Buffer.concat([header, ...pieces]), {
      totalBytes: header.length + line.size,
    });
    return { seconds: frames / sampleRateHz, bytes: line.size };
  } catch (error) {
    if (error instanceof SerenadeError && error.code.startsWith('clip.')) return null;
    throw error;
  }
}
