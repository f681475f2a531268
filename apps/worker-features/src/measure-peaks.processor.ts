import { SerenadeError, manifestLine, type JobData, type PeaksReply } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { replyWith } from '#libs/runs';
import { archiveKeys, readJsonLinesRange } from '#libs/storage';
import type { FeatureWorkerContext } from './feature-worker-context.js';

/** Measures the waveform of one clip for the HTTP request that waits for it. */
export function measurePeaks(
  context: FeatureWorkerContext,
  { data }: HandledJob<'measure-peaks'>,
): Promise<Counts> {
  return replyWith(context.peaks, data.peaksId, () => measure(context, data));
}

async function measure(
  { store, pool, maxClipBytes }: FeatureWorkerContext,
  { archiveId, clip, start, end }: JobData<'measure-peaks'>,
): Promise<PeaksReply> {
  const lines = await readJsonLinesRange(store, archiveKeys.manifest(archiveId), manifestLine, {
    start,
    end,
  });
  const line = lines.find((candidate) => candidate.clip === clip);
  if (line === undefined)
    throw new SerenadeError('clip.not_found', `The archive ${archiveId} has no clip ${clip}.`, { clip });
  return { status: 'measured', peaks: await pool.measurePeaks({ archiveId, line, maxClipBytes }) };
}
