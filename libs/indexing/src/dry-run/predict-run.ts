import type { ArchiveRecord, DryRunView, ModelCard, WorkerPresence } from '#libs/contracts';
import type { ObjectStore } from '#libs/storage';
import { countCached } from './count-cached.js';
import { estimateTime } from './estimate-time.js';
import { measureAudio } from './measure-audio.js';
import { surveyArchive } from './survey-archive.js';

interface Prediction {
  readonly archive: ArchiveRecord;
  readonly model: Pick<ModelCard, 'id' | 'featureSetId'>;
  readonly maxClipBytes: number;
  /** Returns null while Redis is away; the rest of the prediction does not need it. */
  readonly listWorkers: () => Promise<readonly WorkerPresence[] | null>;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

/**
 * Predicts what a scoring run would do, without writing anything.
 *
 * It reads the directory with the code that indexing uses, so it predicts exactly the clips, shards and problems of
 * the run. Lengths, cache hits and time come from samples, so it costs no more than reading the directory.
 *
 * @throws SerenadeError `archive.*` as indexing does; the reason of the signal
 */
export async function predictRun(
  store: ObjectStore,
  { archive, model, maxClipBytes, listWorkers, signal }: Prediction,
): Promise<DryRunView> {
  const found = await surveyArchive(store, archive, maxClipBytes, signal);
  const { survey, readFrom, reason, ignored } = found;
  const audio = await measureAudio(found);
  const cache = await countCached(store, model.featureSetId, found);
  const isContainer = archive.format !== 'objects' && archive.format !== 'urls';
  return {
    dryRun: true,
    archiveId: archive.id,
    modelId: model.id,
    featureSetId: model.featureSetId,
    readFrom,
    reason,
    archiveBytes: isContainer ? archive.sizeBytes : null,
    clips: survey?.clips ?? (archive.format === 'urls' ? archive.entries : null),
    readable: survey?.readable ?? null,
    ignored,
    clipBytes: survey?.clipBytes ?? null,
    maxClipBytes,
    audio,
    cache,
    time: estimateTime(await listWorkers(), { clips: survey?.clips ?? null, audio, cache }),
    problems: survey?.problems ?? { total: 0, byCode: {}, examples: [] },
  };
}
