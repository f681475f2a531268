import { Inject, Injectable } from '@nestjs/common';
import type { ArchiveRecord, DryRunView, ModelCard, WorkerPresence } from '#libs/contracts';
import { failFast, listWorkers, type Keyspace } from '#libs/queue';
import type { ApiEnvironment } from '#libs/runtime';
import type { ObjectStore } from '#libs/storage';
import { ENVIRONMENT, KEYSPACE, STORE } from '../../core/tokens.js';
import { countCached } from './count-cached.js';
import { expectedTime } from './expected-time.js';
import { lookAtClips } from './look-at-clips.js';
import { measureAudio } from './measure-audio.js';
import { OneAtATime } from './one-at-a-time.js';

/**
 * What a scoring run would do. Reads the store and Redis, and writes to neither.
 *
 * It reads the directory with the code that indexing uses, so it predicts exactly the clips, shards and problems of
 * the run. Lengths, cache hits and time come from samples, so it costs no more than reading the directory.
 */
@Injectable()
export class DryRunService {
  /** Names of four million clips are told apart in 64 MiB, which the API has room for once. */
  private readonly turns = new OneAtATime();

  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
  ) {}

  /**
   * @param signal aborted when nobody waits for it
   * @throws SerenadeError `archive.*` as indexing the archive would; the reason of the signal
   */
  look(
    archive: ArchiveRecord,
    model: Pick<ModelCard, 'id' | 'featureSetId'>,
    signal: AbortSignal,
  ): Promise<DryRunView> {
    return this.turns.run(() => this.lookNow(archive, model, signal), signal);
  }

  private async lookNow(
    archive: ArchiveRecord,
    model: Pick<ModelCard, 'id' | 'featureSetId'>,
    signal: AbortSignal,
  ): Promise<DryRunView> {
    const { store, env } = this;
    const maxClipBytes = Math.max(env.MAX_CLIP_BYTES, env.MAX_STREAMED_CLIP_BYTES); // as when an archive is indexed
    const look = await lookAtClips(store, archive, maxClipBytes, signal);
    const { survey, readFrom, reason, ignored } = look;
    const audio = await measureAudio(look);
    const cache = await countCached(store, model.featureSetId, look);
    const readable = survey?.readable ?? null;
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
      readable,
      ignored,
      clipBytes: survey?.clipBytes ?? null,
      maxClipBytes,
      audio,
      cache,
      time: expectedTime(await this.workers(), { clips: survey?.clips ?? null, audio, cache }),
      problems: survey?.problems ?? { total: 0, byCode: {}, examples: [] },
    };
  }

  /** Null while Redis is away: the rest can be told without it. */
  private async workers(): Promise<readonly WorkerPresence[] | null> {
    const { keyspace } = this;
    return failFast(keyspace.redis, () => listWorkers(keyspace)).catch(() => null);
  }
}
