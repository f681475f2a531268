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
import { storeSettings, type ApiEnvironment, type Logger } from '#libs/runtime';
import { Records, embeddingModelKeys, type ObjectStore, type Page } from '#libs/storage';
import { owned, type Caller } from '../access/caller.js';
import { ENVIRONMENT, LOGGER, STORE } from '../core/tokens.js';
import { storeBody } from '../http/store-body.js';
import { checkEmbedding } from './check-embedding.js';

/** Registers embedding models. Each file is stored once under its hash, with a record for each upload. */
@Injectable()
export class EmbeddingModelsService {
  private readonly records: Records<typeof embeddingModelRecord>;

  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {
    this.records = new Records(store, 'embedding-models', embeddingModelRecord);
  }

  /**
   * Stores a model after loading and running it once.
   * @throws SerenadeError `embedding_model.unsafe`, `embedding_model.invalid`, `embedding_model.too_large`, `embedding_model.checksum_mismatch`,
   * `request.aborted`
   */
  async register(
    caller: Caller,
    body: Readable,
    query: UploadEmbeddingModelQuery,
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
      if (query.sha256 !== undefined && query.sha256 !== sha256) throw mismatch(query.sha256, sha256);
      const key = embeddingModelKeys.model(sha256);
      const untried = embeddingOf({ sha256, inputScaling, minSamples, dimensions: 1 }, key);
      const dimensions = await checkEmbedding({
        settings: storeSettings(env),
        key: incoming,
        definition: untried,
      });
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
    const { items, nextCursor } = await this.records.page({ ...query, owner });
    return { items: items.map(viewOf), nextCursor };
  }

  /** @throws SerenadeError `embedding_model.not_found` */
  async get(caller: Caller, id: string): Promise<EmbeddingModelView> {
    const record = owned(caller, await this.records.find(id));
    if (record !== null) return viewOf(record);
    throw new SerenadeError('embedding_model.not_found', `There is no embedding model ${id}.`);
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

function viewOf({ v: _version, ...view }: EmbeddingModelRecord): EmbeddingModelView {
  return view;
}

function tooLarge(maxBytes: number): SerenadeError {
  return new SerenadeError(
    'embedding_model.too_large',
    `An embedding model may have at most ${maxBytes} bytes. To allow more, raise MAX_EMBEDDING_MODEL_BYTES.`,
  );
}

function mismatch(expected: string, actual: string): SerenadeError {
  return new SerenadeError(
    'embedding_model.checksum_mismatch',
    `The SHA-256 of the upload is ${actual}, not ${expected}. Send it again.`,
  );
}
