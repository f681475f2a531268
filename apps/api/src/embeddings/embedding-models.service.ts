import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  embeddingModelRecord,
  embeddingOf,
  featureSetNamed,
  idPattern,
  newId,
  type EmbeddingModelRecord,
  type EmbeddingModelView,
  type FeatureSetDefinition,
  type PageQuery,
  type UploadEmbeddingModelQuery,
} from '#libs/contracts';
import type { ApiEnvironment, Logger } from '#libs/runtime';
import { Records, embeddingModelKeys, type ObjectStore, type Page } from '#libs/storage';
import { ownedRecord, type Caller } from '../access/caller.js';
import { viewOf, viewPage } from '../core/records.js';
import { ENVIRONMENT, LOGGER, STORE } from '../core/tokens.js';
import { requireSha256, storeBody } from '../http/store-body.js';
import { ModelTrials } from './model-trials.js';

/** Registers embedding models. Each file is stored once under its hash, with a record for each upload. */
@Injectable()
export class EmbeddingModelsService {
  private readonly records: Records<typeof embeddingModelRecord>;
  private readonly trials: ModelTrials;

  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {
    this.records = new Records(store, 'embedding-models', embeddingModelRecord);
    const { EMBEDDING_MEMORY_BYTES: memoryBytes, EMBEDDING_SECONDS: seconds } = env;
    this.trials = new ModelTrials(store, { memoryBytes, seconds });
  }

  /**
   * Stores a model after loading and running it once.
   * @param signal aborted when the client has gone
   * @throws SerenadeError `embedding_model.*`, `engine.unavailable`, `request.aborted`
   */
  async register(
    caller: Caller,
    body: Readable,
    query: UploadEmbeddingModelQuery,
    signal: AbortSignal,
  ): Promise<EmbeddingModelView> {
    const { store, env } = this;
    const { name, inputScaling, minSamples } = query;
    const id = newId('embeddingModel');
    const incoming = embeddingModelKeys.incoming(id);
    try {
      const maxBytes = env.MAX_EMBEDDING_MODEL_BYTES;
      const { sizeBytes, sha256 } = await storeBody(store, incoming, body, {
        maxBytes,
        tooLarge: () => tooLarge(maxBytes),
      });
      requireSha256(query.sha256 ?? null, sha256, 'embedding_model.checksum_mismatch');
      const key = embeddingModelKeys.model(sha256);
      const dimensions = await this.trials.measureDimensions(caller.owner, incoming, minSamples, signal);
      if ((await store.head(key)) === null) await store.putStream(key, await store.stream(incoming));
      const createdAt = new Date().toISOString();
      const about = { id, owner: caller.owner, name, sizeBytes, sha256, createdAt };
      const record: EmbeddingModelRecord = { v: 1, ...about, dimensions, inputScaling, minSamples };
      await this.records.save(record);
      return viewOf(record);
    } finally {
      await store.delete(incoming).catch((failure: unknown) => {
        this.logger.error({ err: failure, key: incoming }, 'an upload could not be deleted');
      });
    }
  }

  async list({ owner }: Caller, query: PageQuery): Promise<Page<EmbeddingModelView>> {
    return viewPage(await this.records.page({ ...query, owner }), viewOf);
  }

  /** @throws SerenadeError `embedding_model.not_found` */
  async get(caller: Caller, id: string): Promise<EmbeddingModelView> {
    return viewOf(ownedRecord(caller, await this.records.find(id), 'embedding_model.not_found', id));
  }

  /**
   * Returns the definition of a feature set, before preprocessing, by its name or by the id of an embedding model.
   * @throws SerenadeError `feature_set.unknown`, `embedding_model.not_found`
   */
  async featureSet(caller: Caller, name: string): Promise<FeatureSetDefinition> {
    if (!idPattern('embeddingModel').test(name)) return featureSetNamed(name);
    const model = await this.get(caller, name);
    return embeddingOf(model, embeddingModelKeys.model(model.sha256));
  }
}

function tooLarge(maxBytes: number): SerenadeError {
  return new SerenadeError(
    'embedding_model.too_large',
    `An embedding model may have at most ${maxBytes} bytes. To allow more, raise MAX_EMBEDDING_MODEL_BYTES.`,
  );
}
