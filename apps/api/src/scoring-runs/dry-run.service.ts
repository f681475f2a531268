import { Inject, Injectable } from '@nestjs/common';
import type { ArchiveRecord, DryRunView, ModelCard } from '#libs/contracts';
import { predictRun } from '#libs/indexing';
import { failFast, listWorkers, type Keyspace } from '#libs/queue';
import type { ApiEnvironment } from '#libs/runtime';
import type { ObjectStore } from '#libs/storage';
import { ENVIRONMENT, KEYSPACE, STORE } from '../core/tokens.js';
import { Turns } from '../http/turns.js';

/** Makes the dry runs of this process, one at a time. */
@Injectable()
export class DryRunService {
  /** A dry run keeps up to 64 MiB of names, of four million clips. The API has room for one. */
  private readonly turns = new Turns(1);

  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
  ) {}

  /** @throws SerenadeError `archive.*` as indexing does; the reason of the signal, which the client aborts */
  predict(
    archive: ArchiveRecord,
    model: Pick<ModelCard, 'id' | 'featureSetId'>,
    signal: AbortSignal,
  ): Promise<DryRunView> {
    const { MAX_CLIP_BYTES, MAX_STREAMED_CLIP_BYTES } = this.env;
    const { redis } = this.keyspace;
    return this.turns.run(
      () =>
        predictRun(this.store, {
          archive,
          model,
          maxClipBytes: Math.max(MAX_CLIP_BYTES, MAX_STREAMED_CLIP_BYTES), // the limit of indexing
          listWorkers: () => failFast(redis, () => listWorkers(this.keyspace)).catch(() => null),
          signal,
        }),
      signal,
    );
  }
}
