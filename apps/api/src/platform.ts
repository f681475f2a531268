import type { Redis } from 'ioredis';
import { archiveRecord, evaluationRecord, modelCard, sweepRecord } from '#libs/contracts';
import { ApiKeys, AuditLog, KeyRing } from '#libs/access';
import {
  IdempotencyStore,
  JobProducer,
  LiveRuns,
  Tickets,
  connectFailFast,
  type Keyspace,
} from '#libs/queue';
import { Remover, TensorOwners, RunLedger } from '#libs/runs';
import { storeSettings, type ApiEnvironment, type Logger } from '#libs/runtime';
import { announceEnd } from '#libs/outbound';
import { Records, Uploads, openStore, type ObjectStore } from '#libs/storage';
import { Background } from './access/background.js';
import { Gate } from './access/gate.js';
import { KeyRateLimit } from './access/rate-limit.js';

/** What the API stands on, made once from the environment. Controllers and services get it by injection. */
export class Platform {
  readonly store: ObjectStore;
  readonly redis: Redis;
  readonly keyspace: Keyspace;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly owners: TensorOwners;
  readonly remover: Remover;
  readonly idempotency: IdempotencyStore;
  readonly keys: ApiKeys;
  readonly ring: KeyRing;
  readonly tickets: Tickets;
  readonly gate: Gate;
  readonly audit: AuditLog;
  readonly background: Background;
  readonly archives: Records<typeof archiveRecord>;
  readonly models: Records<typeof modelCard>;
  readonly uploads: Uploads;
  readonly evaluations: Records<typeof evaluationRecord>;
  readonly sweeps: Records<typeof sweepRecord>;

  constructor(
    readonly env: ApiEnvironment,
    readonly logger: Logger,
  ) {
    this.store = openStore(storeSettings(env));
    this.redis = connectFailFast(env.REDIS_URL);
    this.keyspace = { redis: this.redis, prefix: env.QUEUE_PREFIX };
    this.producer = new JobProducer(this.keyspace);
    this.ledger = new RunLedger(this.store, new LiveRuns(this.keyspace), (run) =>
      announceEnd(this.store, this.producer, run),
    );
    this.owners = new TensorOwners(this.store, this.keyspace);
    this.remover = new Remover(this.store, this.keyspace, this.ledger, this.owners);
    this.idempotency = new IdempotencyStore(this.keyspace);
    this.keys = new ApiKeys(this.store);
    this.ring = new KeyRing(this.keys);
    const limit = new KeyRateLimit(this.keyspace, env.RATE_LIMIT_PER_MINUTE);
    this.background = new Background(logger);
    this.tickets = new Tickets(this.keyspace);
    this.gate = new Gate(this.ring, this.tickets, limit, this.background, logger, env);
    this.audit = new AuditLog(this.store);
    this.archives = new Records(this.store, 'archives', archiveRecord);
    this.models = new Records(this.store, 'models', modelCard);
    this.uploads = new Uploads(this.store);
    this.evaluations = new Records(this.store, 'evaluations', evaluationRecord);
    this.sweeps = new Records(this.store, 'sweeps', sweepRecord);
  }

  async close(): Promise<void> {
    await this.background.close();
    await this.producer.close();
    this.redis.disconnect();
    await this.store.close();
  }
}
