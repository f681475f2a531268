import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError } from '#libs/contracts';
import { addAudioSeconds, readAudioSecondsToday, failFast, nextMidnight } from '#libs/queue';
import { Platform } from '../platform.js';
import { limitsOf } from './limits.js';

/**
 * How much of an owner's audio may be extracted on a day. How long clips are is known once they are decoded: so seconds are
 * counted as shards are extracted, and what is refused is another run, or trial of a recording, once the day's are used up.
 * Runs under way go on. A count is never more than what was extracted, so that a refusal needs no second look; a Redis that lost it forgives the day.
 */
@Injectable()
export class AudioQuotaService {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  /** @throws SerenadeError `quota.audio_seconds`; `queue.unavailable` where there is a limit */
  async assertLeft(owner: string): Promise<void> {
    const most = limitsOf(this.platform.env, owner).audioSecondsADay;
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
    const { redis, keyspace } = this.platform;
    return failFast(redis, () => addAudioSeconds(keyspace, owner, seconds));
  }

  /** @throws SerenadeError `queue.unavailable` */
  usedToday(owner: string): Promise<number> {
    const { redis, keyspace } = this.platform;
    return failFast(redis, () => readAudioSecondsToday(keyspace, owner));
  }
}
