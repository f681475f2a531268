import type { Redis } from 'ioredis';
import { ApiKeys, AuditLog, KeyRing } from '#libs/access';
import { announceEnd } from '#libs/outbound';
import { JobProducer, LiveRuns, Tickets, connectFailFast, logFaults, type Keyspace } from '#libs/queue';
import { AudioQuota, ByteQuota, Remover, RunLedger, RunQuota, TensorOwners } from '#libs/runs';
import { redisSettings, storeSettings, type ApiEnvironment, type Logger } from '#libs/runtime';
import { Uploads, openStore, type ObjectStore } from '#libs/storage';
import { Background } from '../access/background.js';
import { Gate } from '../access/gate.js';
import { KeyRateLimit } from '../access/rate-limit.js';
import { ArchiveRecords, EvaluationRecords, ModelRecords, SweepRecords } from './records.js';

/** Opens and closes what the API uses. `CoreModule` provides each of these to the services that name it. */
export class ApiContext {
  readonly store: ObjectStore;
  readonly redis: Redis;
  readonly keyspace: Keyspace;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly owners: TensorOwners;
  readonly remover: Remover;
  readonly keys: ApiKeys;
  readonly ring: KeyRing;
  readonly tickets: Tickets;
  readonly gate: Gate;
  readonly audit: AuditLog;
  readonly background: Background;
  readonly uploads: Uploads;
  readonly archives: ArchiveRecords;
  readonly models: ModelRecords;
  readonly evaluations: EvaluationRecords;
  readonly sweeps: SweepRecords;
  readonly byteQuota: ByteQuota;
  readonly runQuota: RunQuota;
  readonly audioQuota: AudioQuota;

  constructor(
    readonly env: ApiEnvironment,
    readonly logger: Logger,
  ) {
    this.store = openStore(storeSettings(env));
    this.redis = connectFailFast(redisSettings(env));
    logFaults(this.redis, logger);
    this.keyspace = { redis: this.redis, prefix: env.QUEUE_PREFIX };
    this.producer = new JobProducer(this.keyspace);
    this.ledger = new RunLedger(this.store, new LiveRuns(this.keyspace), (run) =>
      announceEnd(this.store, this.producer, run),
    );
    this.owners = new TensorOwners(this.store, this.keyspace);
    this.remover = new Remover(this.store, this.keyspace, this.ledger, this.owners);
    this.keys = new ApiKeys(this.store);
    this.ring = new KeyRing(this.keys);
    const limit = new KeyRateLimit(this.keyspace, env.RATE_LIMIT_PER_MINUTE);
    this.background = new Background(logger);
    this.tickets = new Tickets(this.keyspace);
    this.gate = new Gate(this.ring, this.tickets, limit, this.background, logger, env);
    this.audit = new AuditLog(this.store);
    this.uploads = new Uploads(this.store);
    this.archives = new ArchiveRecords(this.store);
    this.models = new ModelRecords(this.store);
    this.evaluations = new EvaluationRecords(this.store);
    this.sweeps = new SweepRecords(this.store);
    this.byteQuota = new ByteQuota(env, this.keyspace, this.archives);
    this.runQuota = new RunQuota(env, this.keyspace, this.ledger);
    this.audioQuota = new AudioQuota(env, this.keyspace);
  }

  async close(): Promise<void> {
    await this.background.close();
    await this.producer.close();
    this.redis.disconnect();
    await this.store.close();
  }
}
