import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { asSerenadeError, type Readiness } from '#libs/contracts';
import { Remover } from '#libs/runs';
import {
  JobProducer,
  REDIS_FULL,
  failFast,
  probeRedis,
  readRedisMemory,
  pruneWorkers,
  type Keyspace,
  type RedisMemory,
} from '#libs/queue';
import type { ObjectStore } from '#libs/storage';
import { KEYSPACE, STORE } from '../core/tokens.js';

const STORE_ANSWER_MS = 900;
/** A deletion that takes longer than this is stuck: it needs a few requests for each object. */
const STUCK_SECONDS = 600;

/** Checks that Redis and the store answer, and that both kinds of worker are running. */
@Injectable()
export class ReadinessService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
    @Inject(Remover) private readonly remover: Remover,
  ) {}

  async check(): Promise<Readiness> {
    const { redis } = this.keyspace;
    const { producer, store, keyspace } = this;
    const [stored, live] = await Promise.all([
      inTime(this.checkStore()).catch((error: unknown) => asSerenadeError(error)),
      failFast(redis, async () => {
        await probeRedis(keyspace);
        return {
          queues: await producer.countJobs(),
          workers: await pruneWorkers(keyspace),
          memory: await readRedisMemory(redis),
        };
      }).catch((error: unknown) => asSerenadeError(error)),
    ]);
    const storeFault = stored instanceof Error ? stored.message : null;
    const { notes, deletions } = stored instanceof Error ? { notes: [], deletions: null } : stored;
    const redisFault = live instanceof Error ? live.message : null;
    const { queues, workers, memory } =
      live instanceof Error ? { queues: {}, workers: [], memory: null } : live;
    const warning = memory === null ? null : warningOf(memory);
    const kinds = new Set(workers.map(({ kind }) => kind));
    const up = redisFault === null && storeFault === null;
    const isStuck = (deletions?.oldestSeconds ?? 0) > STUCK_SECONDS;
    return {
      status: !up ? 'down' : kinds.size === 2 && warning === null && !isStuck ? 'ready' : 'degraded',
      redis: {
        ok: redisFault === null,
        ...detail(redisFault ?? warning),
        ...(memory === null ? {} : { usedBytes: memory.usedBytes, maxBytes: memory.maxBytes }),
      },
      store: {
        ok: storeFault === null,
        kind: store.kind,
        ...detail(storeFault ?? (notes.join(' ') || null)),
        ...(deletions === null ? {} : { deletions }),
      },
      queues,
      workers,
    };
  }

  private async checkStore() {
    const notes = await this.store.probe();
    return { notes, deletions: await this.remover.readUnfinished() };
  }
}

function detail(text: string | null): { detail?: string } {
  return text === null ? {} : { detail: text };
}

/** Returns a warning about the memory of Redis; null if it is fine. */
function warningOf({ usedBytes, maxBytes, evicts }: RedisMemory): string | null {
  if (evicts) return 'Redis must have the maxmemory-policy noeviction, because an evicted key is a lost job.';
  if (maxBytes === null || usedBytes < REDIS_FULL * maxBytes) return null;
  return 'Redis has no room for another run. Raise its maxmemory, or wait for the runs in progress.';
}

/** Rejects if the store does not answer in time. */
function inTime<T>(work: Promise<T>): Promise<T> {
  const late = sleep(STORE_ANSWER_MS, undefined, { ref: false }).then((): never => {
    throw new Error(`no answer within ${STORE_ANSWER_MS} ms`);
  });
  return Promise.race([work, late]);
}
