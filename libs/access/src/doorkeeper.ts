import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SerenadeError, type ApiKeyRecord } from '#libs/contracts';
import type { KeyRing } from './key-ring.js';

/** Wrong keys allowed per address and minute. A key is too long to guess; the limit protects the store and the log. */
const FAILURES_A_MINUTE = 60;

/**
 * Authenticates external callers. It records the use of keys, logs refused keys, and limits how many wrong keys an
 * address can try.
 */
export class Doorkeeper {
  private readonly failures = new RateLimiterMemory({ points: FAILURES_A_MINUTE, duration: 60 });

  constructor(
    private readonly ring: KeyRing,
    private readonly logger: { warn(fields: object, message: string): void },
    /** Called with each key that was accepted; must not throw. */
    private readonly onUse: (keyId: string) => void,
  ) {}

  /** @throws SerenadeError `auth.too_many_failures`, and the errors of `KeyRing.open` */
  async open(secret: string, address: string): Promise<ApiKeyRecord> {
    const failed = await this.failures.get(address);
    if (failed !== null && failed.consumedPoints >= FAILURES_A_MINUTE)
      throw new SerenadeError(
        'auth.too_many_failures',
        'This address sent too many wrong API keys. Check the key and try again in a minute.',
      );
    try {
      const key = await this.ring.open(secret);
      this.onUse(key.id);
      return key;
    } catch (error) {
      if (error instanceof SerenadeError && error.code.startsWith('auth.')) {
        // consume() rejects at the limit. The next call of open() reports it.
        await this.failures.consume(address).catch(() => undefined);
        this.logger.warn({ address, code: error.code, ...error.context }, 'API key refused');
      }
      throw error;
    }
  }
}
