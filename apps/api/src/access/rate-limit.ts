import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { SerenadeError } from '#libs/contracts';
import type { Keyspace } from '#libs/queue';

const WINDOW_SECONDS = 60;

/** The limiters only count. `take` compares, because each key may have its own limit. */
const COUNTER = { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS };

/**
 * Limits the requests of a key per minute. Redis counts them for all API processes; while Redis is away, each process
 * counts its own. Responses report the state in the headers of draft-ietf-httpapi-ratelimit-headers-06.
 */
export class KeyRateLimit {
  private readonly counter: RateLimiterRedis;

  /** @param perMinute the limit of keys that set none; 0 means no limit */
  constructor(
    { redis, prefix }: Keyspace,
    private readonly perMinute: number,
  ) {
    this.counter = new RateLimiterRedis({
      ...COUNTER,
      storeClient: redis,
      keyPrefix: `${prefix}:rate`,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(COUNTER),
    });
  }

  /** @param own the limit of the key itself, if it has one. @throws SerenadeError `rate.limited` */
  async take(keyId: string, own: number | null, reply: FastifyReply): Promise<void> {
    const most = own ?? this.perMinute;
    if (most === 0) return;
    const result = await this.counter.consume(keyId).catch((refusal: unknown) => refusal);
    if (!(result instanceof RateLimiterRes)) return; // a failing limiter rejects nothing
    const resetSeconds = Math.ceil(result.msBeforeNext / 1000);
    void reply.headers({
      'ratelimit-limit': String(most),
      'ratelimit-policy': `${most};w=${WINDOW_SECONDS}`,
      'ratelimit-remaining': String(Math.max(0, most - result.consumedPoints)),
      'ratelimit-reset': String(resetSeconds),
    });
    if (result.consumedPoints <= most) return;
    void reply.header('retry-after', String(resetSeconds));
    throw new SerenadeError(
      'rate.limited',
      `This key may send ${most} requests a minute. Wait ${resetSeconds} s.`,
    );
  }
}
