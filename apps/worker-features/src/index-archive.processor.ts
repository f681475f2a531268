import { SerenadeError, jobIds } from '#libs/contracts';
import type { Counts, HandledJob } from '#libs/queue';
import { ensureIndex } from '#libs/indexing';
import { inSmallHeap } from './small-heap.js';
import { findArchive, type Platform } from './platform.js';

/** Indexes the archive, unless it is indexed already, and adds the run's conductor. */
export async function indexArchive(platform: Platform, job: HandledJob<'index-archive'>): Promise<Counts> {
  const { runId, launch, archiveId } = job.data;
  if (await platform.ledger.isStopped(job.data)) return { skipped: 1 };
  await platform.ledger.move(runId, 'indexing');
  const archive = await findArchive(platform, archiveId);
  const index = await inSmallHeap(() =>
    ensureIndex(platform.store, archive, {
      maxClipBytes: Math.max(platform.maxClipBytes, platform.maxStreamedClipBytes),
      guard: platform.guard,
    }),
  );
  if (index.clips === 0) {
    throw new SerenadeError(
      'archive.empty',
      'The archive contains no audio files. Names of clips end in .wav, .mp3, .flac, .ogg, .opus, .m4a or similar.',
    );
  }
  await platform.producer.add('conduct-run', [
    {
      jobId: jobIds.conduct(runId, launch),
      data: { v: 1, runId, launch, shards: null, cursor: 0, offset: 0 },
    },
  ]);
  return { indexed: 1 };
}
