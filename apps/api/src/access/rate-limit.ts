import type { FastifyReply } from 'fastify';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { SerenadeError } from '#libs/contracts';

const WINDOW_SECONDS = 60;

/**
 * Requests of a key in a minute, counted in Redis for all API processes together; while Redis is away each process
 * counts for itself. Answers say how it stands in the headers of draft-ietf-httpapi-ratelimit-headers-07.
 */
export class KeyRateLimit {
  private readonly limiter: RateLimiterRedis | null;

  constructor(
    redis: Redis,
    prefix: string,
    private readonly perMinute: number,
  ) {
    const window = { points: perMinute, duration: WINDOW_SECONDS };
    this.limiter =
      perMinute === 0
        ? null
        : new RateLimiterRedis({
            ...window,
            storeClient: redis,
            keyPrefix: `${prefix}:rate`,
            rejectIfRedisNotReady: true,
            insuranceLimiter: new RateLimiterMemory(window),
          });
  }

  /** @throws SerenadeError `rate.limited` */
  async take(keyId: string, reply: FastifyReply): Promise<void> {
    if (this.limiter === null) return;
    const result = await this.limiter.consume(keyId).catch((refusal: unknown) => refusal);
    if (!(result instanceof RateLimiterRes)) return; // a limiter that fails limits nobody
    const resetSeconds = Math.ceil(result.msBeforeNext / 1000);
    void reply.headers({
      'ratelimit-limit': String(this.perMinute),
      'ratelimit-remaining': String(Math.max(0, result.remainingPoints)),
      'ratelimit-reset': String(resetSeconds),
    });
    if (result.consumedPoints <= this.perMinute) return;
    void reply.header('retry-after', String(resetSeconds));
    throw new SerenadeError(
      'rate.limited',
      `A key may send ${this.perMinute} requests a minute here; wait ${resetSeconds} s.`,
    );
  }
}
