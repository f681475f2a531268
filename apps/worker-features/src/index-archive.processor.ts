import { SerenadeError, jobIds } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { ensureIndex } from '#libs/indexing';
import { runInSmallHeap } from './small-heap.js';
import { findArchive, type FeatureWorkerContext } from './feature-worker-context.js';

/** Indexes the archive, unless it is indexed already, and adds the run's conductor. */
export async function indexArchive(
  context: FeatureWorkerContext,
  job: HandledJob<'index-archive'>,
): Promise<Counts> {
  const { runId, launch, archiveId } = job.data;
  if (await context.ledger.isStopped(job.data)) return { skipped: 1 };
  await context.ledger.move(runId, 'indexing');
  const archive = await findArchive(context, archiveId);
  const index = await runInSmallHeap(() =>
    ensureIndex(context.store, archive, {
      maxClipBytes: Math.max(context.maxClipBytes, context.maxStreamedClipBytes),
      guard: context.guard,
    }),
  );
  if (index.clips === 0) {
    throw new SerenadeError(
      'archive.empty',
      'The archive contains no audio files. Names of clips end in .wav, .mp3, .flac, .ogg, .opus, .m4a or similar.',
    );
  }
  await context.producer.add('conduct-run', [
    {
      jobId: jobIds.conduct(runId, launch),
      data: { v: 1, runId, launch, shards: null, cursor: 0, offset: 0 },
    },
  ]);
  return { indexed: 1 };
}
