import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { workerPresence, type ExtractionWork, type WorkerPresence } from '#libs/contracts';
import { failFast } from './connection.js';
import type { Keyspace } from './run-keys.js';

const EVERY_MS = 2_000;
const GONE_AFTER_MS = 10_000;

type Self = Pick<WorkerPresence, 'kind' | 'concurrency' | 'engine'> & {
  /** Returns the worker's completed work. */
  readonly work?: () => ExtractionWork;
};

/** Reports every two seconds that this worker is alive. A worker that stops reporting counts as gone after ten seconds. */
export class Presence {
  private readonly id = randomUUID();
  private readonly startedAt = new Date().toISOString();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly keyspace: Keyspace,
    private readonly self: Self,
  ) {}

  async start(): Promise<void> {
    await this.report();
    this.timer = setInterval(() => void this.report().catch(() => undefined), EVERY_MS); // the next one may succeed
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    // If Redis is unavailable, this worker counts as gone after ten seconds.
    await failFast(this.keyspace.redis, () =>
      this.keyspace.redis.hdel(workersKey(this.keyspace), this.id),
    ).catch(() => undefined);
  }

  private async report(): Promise<void> {
    const { work, ...self } = this.self;
    const presence: WorkerPresence = {
      ...self,
      ...(work === undefined ? {} : { work: work() }),
      id: this.id,
      pid: process.pid,
      host: hostname(),
      startedAt: this.startedAt,
      seenAt: new Date().toISOString(),
      rssBytes: process.memoryUsage.rss(),
    };
    await this.keyspace.redis.hset(workersKey(this.keyspace), this.id, JSON.stringify(presence));
  }
}

/** Lists the workers that are alive, and removes the others from Redis. */
export async function pruneWorkers(keyspace: Keyspace): Promise<WorkerPresence[]> {
  const all = await readPresences(keyspace);
  const gone = all.filter((worker) => !isHere(worker)).map(({ id }) => id);
  if (gone.length > 0) await keyspace.redis.hdel(workersKey(keyspace), ...gone);
  return selectHere(all);
}

/** Lists the workers that are alive. Changes nothing in Redis. */
export async function listWorkers(keyspace: Keyspace): Promise<WorkerPresence[]> {
  return selectHere(await readPresences(keyspace));
}

async function readPresences(keyspace: Keyspace): Promise<WorkerPresence[]> {
  const all = Object.values(await keyspace.redis.hgetall(workersKey(keyspace))).map((text) =>
    workerPresence.safeParse(JSON.parse(text)),
  );
  // During an upgrade, workers of another version may report other fields.
  return all.flatMap(({ success, data }) => (success ? [data] : []));
}

function selectHere(workers: readonly WorkerPresence[]): WorkerPresence[] {
  return workers.filter(isHere).sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1));
}

function isHere({ seenAt }: WorkerPresence): boolean {
  return Date.now() - Date.parse(seenAt) < GONE_AFTER_MS;
}

function workersKey({ prefix }: Keyspace): string {
  return `${prefix}:workers`;
}
