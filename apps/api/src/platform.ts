import type { Redis } from 'ioredis';
import { modelCard, archiveRecord } from '#libs/contracts';
import { IdempotencyStore, JobProducer, LiveRuns, connectFailFast } from '#libs/queue';
import { RunLedger } from '#libs/runs';
import { storeSettings, type ApiEnvironment, type Logger } from '#libs/runtime';
import { Records, openStore, type ObjectStore } from '#libs/storage';

/** What the API stands on, made once from the environment. Controllers and services get it by injection. */
export class Platform {
  readonly store: ObjectStore;
  readonly redis: Redis;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly idempotency: IdempotencyStore;
  readonly archives: Records<typeof archiveRecord>;
  readonly models: Records<typeof modelCard>;

  constructor(
    readonly env: ApiEnvironment,
    readonly logger: Logger,
  ) {
    this.store = openStore(storeSettings(env));
    this.redis = connectFailFast(env.REDIS_URL);
    this.producer = new JobProducer(this.redis, env.QUEUE_PREFIX);
    this.ledger = new RunLedger(this.store, new LiveRuns(this.redis, env.QUEUE_PREFIX));
    this.idempotency = new IdempotencyStore(this.redis, env.QUEUE_PREFIX);
    this.archives = new Records(this.store, 'archives', archiveRecord);
    this.models = new Records(this.store, 'models', modelCard);
  }

  async close(): Promise<void> {
    await this.producer.close();
    this.redis.disconnect();
    await this.store.close();
  }
}
