import { SerenadeError } from '#libs/contracts';
import { addAudioSeconds, failFast, nextMidnight, readAudioSecondsToday, type Keyspace } from '#libs/queue';
import { readLimits, type QuotaSettings } from './limits.js';

/**
 * Limits the audio that is extracted for an owner in a day. The length of a clip is known only after decoding, so
 * workers count seconds as they extract shards. An owner who has used up the day may start no run and no try; runs in
 * progress continue. The count never exceeds what was extracted, so a refusal needs no recount. If Redis loses the
 * count, the owner gets the day again.
 */
export class AudioQuota {
  constructor(
    private readonly settings: QuotaSettings,
    private readonly keyspace: Keyspace,
  ) {}

  /** @throws SerenadeError `quota.audio_seconds`; `queue.unavailable` if there is a limit */
  async assertLeft(owner: string): Promise<void> {
    const most = readLimits(this.settings, owner).audioSecondsADay;
    if (most === null) return;
    const used = Math.round(await this.usedToday(owner));
    if (used < most) return;
    const now = new Date();
    const retryAfterSeconds = Math.ceil((nextMidnight(now).getTime() - now.getTime()) / 1000);
    throw new SerenadeError(
      'quota.audio_seconds',
      `Your quota is ${most} seconds of extracted audio a day, and ${used} are used. It resets at midnight UTC.`,
      { limit: most, used, retryAfterSeconds },
    );
  }

  /**
   * Counts audio that was extracted outside a run.
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
