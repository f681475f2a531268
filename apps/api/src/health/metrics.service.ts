import { Inject, Injectable } from '@nestjs/common';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { JobProducer, failFast, probeRedis, readRedisMemory, pruneWorkers, type Keyspace } from '#libs/queue';
import { Remover, WorkMetrics, formatWorkerName } from '#libs/runs';
import { KEYSPACE } from '../core/tokens.js';

/** Collects the metrics of the API and the queues. Values that need Redis are absent while it is away. */
@Injectable()
export class MetricsService {
  readonly registry = new Registry();
  readonly contentType = this.registry.contentType;
  private readonly jobs: Gauge;
  private readonly workers: Gauge;
  private readonly redisUp: Gauge;
  private readonly redisBytes: Gauge;
  private readonly deletions: Gauge;
  private readonly deletionAge: Gauge;
  private readonly work: WorkMetrics;

  constructor(
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
    @Inject(Remover) private readonly remover: Remover,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'serenade_' });
    const gauge = (name: string, help: string, labelNames: string[] = []) =>
      new Gauge({ name: `serenade_${name}`, help, labelNames, registers: [this.registry] });
    this.jobs = gauge('jobs', 'Jobs by queue and state.', ['queue', 'state']);
    this.workers = gauge('workers', 'Workers seen lately.', ['kind']);
    this.redisUp = gauge('redis_up', '1 while Redis answers and accepts writes.');
    const memory = 'Memory of Redis: used, and the most it may use where it is bounded.';
    this.redisBytes = gauge('redis_memory_bytes', memory, ['kind']);
    const deletions = 'Deletions of archives and runs that have begun and are not complete.';
    this.deletions = gauge('unfinished_deletions', deletions);
    const age = 'Seconds since the oldest incomplete deletion began; 0 if there is none.';
    this.deletionAge = gauge('oldest_unfinished_deletion_seconds', age);
    this.work = new WorkMetrics(this.registry);
  }

  async render(): Promise<string> {
    await Promise.all([
      this.collect().catch(() => this.redisUp.set(0)),
      this.collectDeletions().catch(() => undefined), // the store is unavailable: the last values stay
    ]);
    return this.registry.metrics();
  }

  private async collectDeletions(): Promise<void> {
    const { unfinished, oldestSeconds } = await this.remover.readUnfinished();
    this.deletions.set(unfinished);
    this.deletionAge.set(oldestSeconds);
  }

  private async collect(): Promise<void> {
    const { producer, keyspace } = this;
    const { redis } = keyspace;
    this.jobs.reset();
    this.workers.reset();
    this.work.show(new Map());
    this.redisBytes.reset();
    const [depths, seen, memory] = await failFast(redis, () =>
      Promise.all([
        producer.countJobs(),
        pruneWorkers(keyspace),
        readRedisMemory(redis),
        probeRedis(keyspace),
      ]),
    );
    this.redisBytes.set({ kind: 'used' }, memory.usedBytes);
    if (memory.maxBytes !== null) this.redisBytes.set({ kind: 'max' }, memory.maxBytes);
    for (const [queue, states] of Object.entries(depths)) {
      for (const [state, count] of Object.entries(states)) this.jobs.set({ queue, state }, count);
    }
    for (const kind of ['worker-features', 'worker-gpu'] as const) {
      this.workers.set({ kind }, seen.filter((worker) => worker.kind === kind).length);
    }
    const work = seen.flatMap((worker) =>
      worker.work ? [[formatWorkerName(worker), worker.work] as const] : [],
    );
    this.work.show(new Map(work));
    this.redisUp.set(1);
  }
}
