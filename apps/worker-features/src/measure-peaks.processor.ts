import { SerenadeError, manifestLine, type JobData, type PeaksAnswer } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { answerWork } from '#libs/runs';
import { archiveKeys, readJsonLinesRange } from '#libs/storage';
import type { Platform } from './platform.js';

/** Measures the waveform of one clip for the HTTP request that waits for it. */
export function measurePeaks(platform: Platform, { data }: HandledJob<'measure-peaks'>): Promise<Counts> {
  return answerWork(platform.peaks, data.peaksId, () => measure(platform, data));
}

async function measure(
  { store, pool, maxClipBytes }: Platform,
  { archiveId, clip, start, end }: JobData<'measure-peaks'>,
): Promise<PeaksAnswer> {
  const lines = await readJsonLinesRange(store, archiveKeys.manifest(archiveId), manifestLine, {
    start,
    end,
  });
  const line = lines.find((candidate) => candidate.clip === clip);
  if (line === undefined)
    throw new SerenadeError('clip.not_found', `The archive ${archiveId} has no clip ${clip}.`, { clip });
  return { status: 'measured', peaks: await pool.measurePeaks({ archiveId, line, maxClipBytes }) };
}
