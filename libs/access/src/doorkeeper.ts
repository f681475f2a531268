import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SerenadeError, type ApiKeyRecord } from '#libs/contracts';
import type { KeyRing } from './key-ring.js';

/** Wrong keys from one address in a minute. Secrets cannot be guessed: this spares the store and the log alone. */
const FAILURES_A_MINUTE = 60;

interface Logger {
  warn(fields: object, message: string): void;
}

/** Opens keys for callers from outside: notes their use, tells of those that are refused, and slows down who tries many. */
export class Doorkeeper {
  private readonly failures = new RateLimiterMemory({ points: FAILURES_A_MINUTE, duration: 60 });

  constructor(
    private readonly ring: KeyRing,
    private readonly logger: Logger,
    /** Told of each key that opened; must not throw. */
    private readonly onUse: (keyId: string) => void,
  ) {}

  /** @throws SerenadeError `auth.too_many_failures`, and as KeyRing.open */
  async open(secret: string, address: string): Promise<ApiKeyRecord> {
    const failed = await this.failures.get(address);
    if (failed !== null && failed.consumedPoints >= FAILURES_A_MINUTE)
      throw new SerenadeError('auth.too_many_failures', 'Wait a minute, and check the key meanwhile.');
    try {
      const key = await this.ring.open(secret);
      this.onUse(key.id);
      return key;
    } catch (error) {
      if (error instanceof SerenadeError && error.code.startsWith('auth.')) {
        await this.failures.consume(address).catch(() => undefined); // it rejects at the limit, which get() tells
        this.logger.warn({ address, code: error.code, ...error.context }, 'a key was refused');
      }
      throw error;
    }
  }
}
