import { hostname } from 'node:os';
import { Registry, collectDefaultMetrics } from 'prom-client';
import type { EngineInfo, ExtractionWork, QueueName, TrialReply, WorkerPresence } from '#libs/contracts';
import {
  JobProducer,
  LiveRuns,
  Presence,
  WorkerHost,
  checkRedis,
  connectPatient,
  createTrialReplies,
  logFaults,
  type Replies,
  type Handlers,
  type Keyspace,
} from '#libs/queue';
import {
  redisSettings,
  startHealthServer,
  storeSettings,
  type FeaturesEnvironment,
  type GpuEnvironment,
  type Lifecycle,
  type Logger,
  type MetricsText,
} from '#libs/runtime';
import { openStore, type ObjectStore } from '#libs/storage';
import { announceEnd } from '#libs/outbound';
import { checkStore } from './check-store.js';
import { addLastJob } from './run-steering.js';
import { RunLedger } from './run-ledger.js';
import { WorkMetrics, formatWorkerName } from './work-metrics.js';

type WorkerEnvironment = FeaturesEnvironment | GpuEnvironment;

/** Opens what both kinds of worker need (store, queues, ledger), and closes it in reverse order. */
export class WorkerProcess {
  readonly store: ObjectStore;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly keyspace: Keyspace;
  readonly trials: Replies<TrialReply>;
  private readonly hosts: { close(): Promise<void> }[] = [];

  constructor(
    private readonly env: WorkerEnvironment,
    private readonly logger: Logger,
    private readonly lifecycle: Lifecycle,
  ) {
    this.store = openStore(storeSettings(env));
    lifecycle.onClose('store', () => this.store.close());
    const redis = connectPatient(redisSettings(env));
    logFaults(redis, logger);
    this.keyspace = { redis, prefix: env.QUEUE_PREFIX };
    lifecycle.onClose('redis', () => redis.disconnect());
    this.producer = new JobProducer(this.keyspace);
    lifecycle.onClose('producer', () => this.producer.close());
    this.trials = createTrialReplies(this.keyspace);
    this.ledger = new RunLedger(this.store, new LiveRuns(this.keyspace), (run) =>
      announceEnd(this.store, this.producer, run),
    );
  }

  /**
   * Checks the store and Redis. What may pass on its own is only logged.
   * @throws SerenadeError `store.unsuitable`, `queue.unsuitable`; then the process must not start
   */
  async checkServices(): Promise<void> {
    await Promise.all([checkStore(this.store, this.logger), checkRedis(this.keyspace, this.logger)]);
  }

  /** Starts to take the jobs of a queue. A job that fails for the last time ends its run. */
  takeJobs<Q extends QueueName>(queue: Q, concurrency: number, handlers: Handlers<Q>): void {
    const { QUEUE_PREFIX, LOCK_DURATION_MS, STALLED_INTERVAL_MS } = this.env;
    const host = new WorkerHost<Q>({
      queue,
      handlers,
      concurrency,
      redis: redisSettings(this.env),
      prefix: QUEUE_PREFIX,
      lockDurationMs: LOCK_DURATION_MS,
      stalledIntervalMs: STALLED_INTERVAL_MS,
      logger: this.logger,
      onExhausted: async (job, { code, message }) => {
        // A job of an earlier launch must not end the current one.
        if ((await this.ledger.live.findLaunch(job.runId))?.launch !== job.launch) return;
        try {
          await this.ledger.end(job.runId, 'failed', { code, message });
        } catch (failure) {
          // Redis has the failure already. The run's last job records it once the store is available.
          await addLastJob(this.producer, job.runId, job.launch);
          throw failure;
        }
      },
    });
    if (this.hosts.length === 0) this.lifecycle.onClose('queues', () => this.closeHosts());
    this.hosts.push(host);
    host.start();
  }

  /** Closes all hosts at the same time, so that no queue takes jobs while another one drains. */
  private async closeHosts(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.close()));
  }

  /** Reports that this worker is alive, and answers health checks if a port is set. */
  async announce(
    kind: WorkerPresence['kind'],
    concurrency: number,
    engine: EngineInfo | null,
    work?: () => ExtractionWork,
  ): Promise<void> {
    const { HEALTH_HOST, HEALTH_PORT } = this.env;
    const { redis } = this.keyspace;
    if (HEALTH_PORT !== undefined) {
      const alive = () => ({ ok: redis.status === 'ready', detail: `redis ${redis.status}` });
      const metrics = createMetrics(work);
      const health = await startHealthServer(HEALTH_HOST, HEALTH_PORT, alive, metrics);
      this.logger.info({ port: health.port }, 'answering health checks');
      this.lifecycle.onClose('health', () => health.close());
    }
    const presence = new Presence(this.keyspace, {
      kind,
      concurrency,
      engine,
      ...(work === undefined ? {} : { work }),
    });
    this.lifecycle.onClose('presence', () => presence.stop());
    await presence.start();
  }
}

/** Creates the metrics of this process and, if there are any, of its work. */
function createMetrics(work: (() => ExtractionWork) | undefined): MetricsText {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'serenade_' });
  const shown = work === undefined ? null : new WorkMetrics(registry);
  const name = formatWorkerName({ host: hostname(), pid: process.pid });
  return {
    contentType: registry.contentType,
    render: () => {
      if (work !== undefined) shown?.show(new Map([[name, work()]]));
      return registry.metrics();
    },
  };
}
