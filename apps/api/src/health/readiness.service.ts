import { Inject, Injectable } from '@nestjs/common';
import { asSerenadeError, type Readiness } from '#libs/contracts';
import { failFast, workersSeen } from '#libs/queue';
import { Platform } from '../platform.js';

const STORE_ANSWER_MS = 900;

/** Whether Serenade can do its work: Redis and store answer, and each kind of worker was seen. */
@Injectable()
export class ReadinessService {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  async check(): Promise<Readiness> {
    const { redis, producer, store, env } = this.platform;
    const [storeFault, live] = await Promise.all([
      faultOf(within(STORE_ANSWER_MS, store.probe())),
      failFast(redis, async () => ({
        queues: await producer.depths(),
        workers: await workersSeen(redis, env.QUEUE_PREFIX),
      })).catch((error: unknown) => asSerenadeError(error)),
    ]);
    const redisFault = live instanceof Error ? live.message : null;
    const { queues, workers } = live instanceof Error ? { queues: {}, workers: [] } : live;
    const kinds = new Set(workers.map(({ kind }) => kind));
    const up = redisFault === null && storeFault === null;
    return {
      status: !up ? 'down' : kinds.size === 2 ? 'ready' : 'degraded',
      redis: { ok: redisFault === null, ...(redisFault === null ? {} : { detail: redisFault }) },
      store: {
        ok: storeFault === null,
        kind: store.kind,
        ...(storeFault === null ? {} : { detail: storeFault }),
      },
      queues,
      workers,
    };
  }
}

async function faultOf(check: Promise<void>): Promise<string | null> {
  try {
    await check;
    return null;
  } catch (error) {
    return asSerenadeError(error).message;
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
