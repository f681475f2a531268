import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError } from '#libs/contracts';
import { addAudioSeconds, readAudioSecondsToday, failFast, nextMidnight, type Keyspace } from '#libs/queue';
import type { ApiEnvironment } from '#libs/runtime';
import { ENVIRONMENT, KEYSPACE } from '../core/tokens.js';
import { limitsOf } from './limits.js';

/**
 * How much of an owner's audio may be extracted on a day. How long clips are is known once they are decoded: so seconds are
 * counted as shards are extracted, and what is refused is another run, or trial of a recording, once the day's are used up.
 * Runs under way go on. A count is never more than what was extracted, so that a refusal needs no second look; a Redis that lost it forgives the day.
 */
@Injectable()
export class AudioQuotaService {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
  ) {}

  /** @throws SerenadeError `quota.audio_seconds`; `queue.unavailable` where there is a limit */
  async assertLeft(owner: string): Promise<void> {
    const most = limitsOf(this.env, owner).audioSecondsADay;
    if (most === null) return;
    const used = Math.round(await this.usedToday(owner));
    if (used < most) return;
    const now = new Date();
    const retryAfterSeconds = Math.ceil((nextMidnight(now).getTime() - now.getTime()) / 1000);
    throw new SerenadeError(
      'quota.audio_seconds',
      `You may have ${most} seconds of audio extracted a day here and had ${used}. There are more from midnight UTC on.`,
      { limit: most, used, retryAfterSeconds },
    );
  }

  /**
   * Counts what was extracted beside a run.
   *
   * @throws SerenadeError `queue.unavailable`
   */
  count(owner: string, seconds: number): Promise<void> {
    return failFast(this.keyspace.redis, () => addAudioSeconds(this.keyspace, owner, seconds));
  }

  /** @throws SerenadeError `queue.unavailable` */
  usedToday(owner: string): Promise<number> {
    return failFast(this.keyspace.redis, () => readAudioSecondsToday(this.keyspace, owner));
  }
}
