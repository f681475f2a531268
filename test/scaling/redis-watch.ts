import type { Redis } from 'ioredis';

export interface KeyFamily {
  readonly keys: number;
  readonly bytes: number;
}

const LOOK_EVERY_MS = 200;
const WEIGH_EVERY_MS = 2_000;
const SCAN_KEYS = 500;
const ID = /[a-z]{3}-[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Measures what a simulation costs Redis: commands, peak memory, and the largest size of each family of keys. */
export class RedisWatch implements Disposable {
  peakBytes = 0;
  /** The number of commands that this watch sent. */
  private asked = 0;
  readonly families = new Map<string, KeyFamily>();
  private readonly timers: readonly NodeJS.Timeout[];

  private constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly before: { readonly commands: number; readonly bytes: number },
  ) {
    this.timers = [
      setInterval(() => void this.look().catch(() => undefined), LOOK_EVERY_MS),
      setInterval(() => void this.weigh().catch(() => undefined), WEIGH_EVERY_MS),
    ];
  }

  static async start(redis: Redis, prefix: string): Promise<RedisWatch> {
    const [commands, bytes] = [
      await infoOf(redis, 'stats', 'total_commands_processed'),
      await bytesOf(redis),
    ];
    return new RedisWatch(redis, prefix, { commands, bytes });
  }

  /** Returns the commands since the start, without those of this watch. Like Redis, it includes commands in scripts. */
  async commands(): Promise<number> {
    return (
      (await infoOf(this.redis, 'stats', 'total_commands_processed')) - this.before.commands - this.asked
    );
  }

  /** The peak above what Redis used at the start. */
  get peakMb(): number {
    return Math.round((10 * Math.max(0, this.peakBytes - this.before.bytes)) / 1024 ** 2) / 10;
  }

  /** Measures the keys as they are now, and keeps the largest sum of each family. */
  async weigh(): Promise<void> {
    const now = new Map<string, KeyFamily>();
    for await (const page of this.redis.scanStream({ match: `${this.prefix}:*`, count: SCAN_KEYS })) {
      const keys = page as string[];
      this.asked += 1 + keys.length;
      const sizes = await Promise.all(keys.map((key) => this.redis.memory('USAGE', key)));
      keys.forEach((key, at) => {
        const family = familyOf(key.slice(this.prefix.length + 1));
        const { keys: count, bytes } = now.get(family) ?? { keys: 0, bytes: 0 };
        now.set(family, { keys: count + 1, bytes: bytes + (sizes[at] ?? 0) });
      });
    }
    for (const [family, sum] of now)
      if (sum.bytes > (this.families.get(family)?.bytes ?? 0)) this.families.set(family, sum);
  }

  [Symbol.dispose](): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async look(): Promise<void> {
    this.asked += 1;
    this.peakBytes = Math.max(this.peakBytes, await bytesOf(this.redis));
  }
}

/** Returns the family of a key: its queue and job name, or the part that it shares with other keys besides ids. */
function familyOf(key: string): string {
  const job = /^(\w+):(index|conduct|extract|score|finish)_[^:]+(:\w+)?$/.exec(key);
  if (job !== null) return `${job[1] ?? ''}:${job[2] ?? ''}_*${job[3] ?? ''}`;
  return key.replace(ID, '*');
}

const bytesOf = (redis: Redis): Promise<number> => infoOf(redis, 'memory', 'used_memory');

async function infoOf(redis: Redis, section: string, field: string): Promise<number> {
  return Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(await redis.info(section))?.[1] ?? 0);
}
