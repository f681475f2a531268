import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SerenadeError, type ApiKeyRecord } from '#libs/contracts';
import type { KeyRing } from './key-ring.js';

/** Wrong keys allowed per address and minute. Secrets cannot be guessed; the limit protects the store and the log. */
const FAILURES_A_MINUTE = 60;

interface Logger {
  warn(fields: object, message: string): void;
}

/**
 * Authenticates external callers: records the use of keys, logs refused ones, and slows down clients that try many.
 */
export class Doorkeeper {
  private readonly failures = new RateLimiterMemory({ points: FAILURES_A_MINUTE, duration: 60 });

  constructor(
    private readonly ring: KeyRing,
    private readonly logger: Logger,
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
        await this.failures.consume(address).catch(() => undefined); // rejects at the limit; the next get() reports that
        this.logger.warn({ address, code: error.code, ...error.context }, 'API key refused');
      }
      throw error;
    }
  }
}
