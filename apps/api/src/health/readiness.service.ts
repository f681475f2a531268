import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { asSerenadeError, type Readiness } from '#libs/contracts';
import {
  JobProducer,
  REDIS_FULL,
  failFast,
  readRedisMemory,
  pruneWorkers,
  type Keyspace,
  type RedisMemory,
} from '#libs/queue';
import type { ObjectStore } from '#libs/storage';
import { KEYSPACE, STORE } from '../core/tokens.js';

const STORE_ANSWER_MS = 900;

/** Checks that Redis and the store answer, and that both kinds of worker are running. */
@Injectable()
export class ReadinessService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) private readonly producer: JobProducer,
  ) {}

  async check(): Promise<Readiness> {
    const { redis } = this.keyspace;
    const { producer, store, keyspace } = this;
    const [storeFault, live] = await Promise.all([
      findFault(store.probe()),
      failFast(redis, async () => ({
        queues: await producer.countJobs(),
        workers: await pruneWorkers(keyspace),
        memory: await readRedisMemory(redis),
      })).catch((error: unknown) => asSerenadeError(error)),
    ]);
    const redisFault = live instanceof Error ? live.message : null;
    const { queues, workers, memory } =
      live instanceof Error ? { queues: {}, workers: [], memory: null } : live;
    const warning = memory === null ? null : warningOf(memory);
    const kinds = new Set(workers.map(({ kind }) => kind));
    const up = redisFault === null && storeFault === null;
    return {
      status: !up ? 'down' : kinds.size === 2 && warning === null ? 'ready' : 'degraded',
      redis: {
        ok: redisFault === null,
        ...detail(redisFault ?? warning),
        ...(memory === null ? {} : { usedBytes: memory.usedBytes, maxBytes: memory.maxBytes }),
      },
      store: { ok: storeFault === null, kind: store.kind, ...detail(storeFault) },
      queues,
      workers,
    };
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

/** Returns why the store does not work, or null if it answers in time. */
function findFault(probe: Promise<void>): Promise<string | null> {
  const late = sleep(STORE_ANSWER_MS, `no answer within ${STORE_ANSWER_MS} ms`, { ref: false });
  const fault = probe.then(
    () => null,
    (error: unknown) => asSerenadeError(error).message,
  );
  return Promise.race([fault, late]);
}
