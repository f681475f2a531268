import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { SerenadeError } from '#libs/contracts';
import type { Keyspace } from '#libs/queue';

const WINDOW_SECONDS = 60;

/** The limiters only count: each key may have a rate of its own, so that how many are too many is decided here. */
const COUNTER = { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS };

/**
 * Requests of a key in a minute, counted in Redis for all API processes together; while Redis is away each process
 * counts for itself. Answers say how it stands in the headers of draft-ietf-httpapi-ratelimit-headers-06.
 */
export class KeyRateLimit {
  private readonly counter: RateLimiterRedis;

  /** @param perMinute of a key that has no rate of its own; 0 is without limit */
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

  /** @param own the rate of the key itself, if it has one. @throws SerenadeError `rate.limited` */
  async take(keyId: string, own: number | null, reply: FastifyReply): Promise<void> {
    const most = own ?? this.perMinute;
    if (most === 0) return;
    const result = await this.counter.consume(keyId).catch((refusal: unknown) => refusal);
    if (!(result instanceof RateLimiterRes)) return; // a limiter that fails limits nobody
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
      `This key may send ${most} requests a minute; wait ${resetSeconds} s.`,
    );
  }
}
