import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { workerPresence, type ExtractionWork, type WorkerPresence } from '#libs/contracts';
import { failFast } from './connection.js';
import type { Keyspace } from './keyspace.js';

const EVERY_MS = 2_000;
const GONE_AFTER_MS = 10_000;

type Self = Pick<WorkerPresence, 'kind' | 'concurrency' | 'engine'> & {
  /** What it has done so far. */
  readonly work?: () => ExtractionWork;
};

/** Tells every two seconds that this worker lives; a worker that stops telling is gone after ten. */
export class Presence {
  private readonly id = randomUUID();
  private readonly startedAt = new Date().toISOString();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly keyspace: Keyspace,
    private readonly self: Self,
  ) {}

  async start(): Promise<void> {
    await this.tell();
    this.timer = setInterval(() => void this.tell().catch(() => undefined), EVERY_MS); // the next one may get through
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    // Redis may be away; then this worker is forgotten after ten seconds instead.
    await failFast(this.keyspace.redis, () =>
      this.keyspace.redis.hdel(workersKey(this.keyspace), this.id),
    ).catch(() => undefined);
  }

  private async tell(): Promise<void> {
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

/** The workers that told of themselves lately; forgets the others. */
export async function workersSeen(keyspace: Keyspace): Promise<WorkerPresence[]> {
  const all = await told(keyspace);
  const gone = all.filter((worker) => !isHere(worker)).map(({ id }) => id);
  if (gone.length > 0) await keyspace.redis.hdel(workersKey(keyspace), ...gone);
  return here(all);
}

/** The same, for whoever may change nothing. */
export async function workersHere(keyspace: Keyspace): Promise<WorkerPresence[]> {
  return here(await told(keyspace));
}

async function told(keyspace: Keyspace): Promise<WorkerPresence[]> {
  const all = Object.values(await keyspace.redis.hgetall(workersKey(keyspace))).map((text) =>
    workerPresence.safeParse(JSON.parse(text)),
  );
  // Another version of Serenade, during an upgrade, may tell other things of itself.
  return all.flatMap(({ success, data }) => (success ? [data] : []));
}

function here(workers: readonly WorkerPresence[]): WorkerPresence[] {
  return workers.filter(isHere).sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1));
}

function isHere({ seenAt }: WorkerPresence): boolean {
  return Date.now() - Date.parse(seenAt) < GONE_AFTER_MS;
}

function workersKey({ prefix }: Keyspace): string {
  return `${prefix}:workers`;
}
