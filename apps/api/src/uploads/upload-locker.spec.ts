import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { connectFailFast } from '#libs/queue';
import { describeWithRedis, uniqueName } from '../../../../test/support/services.js';
import { UploadLocker } from './upload-locker.js';

/** Longer than a holder takes to hear of who waits. */
const HEARD_MS = 600;

describeWithRedis('the lock of an upload', (redisUrl) => {
  it('is asked back by who waits, and is not asked back again once he has it', async () => {
    const redis = connectFailFast(redisUrl);
    await vi.waitUntil(() => redis.status === 'ready');
    const locker = new UploadLocker({ redis, prefix: uniqueName() });
    const { signal } = new AbortController();
    const [first, second] = [locker.newLock('upload'), locker.newLock('upload')];
    // It takes its time, so that who waits says so once more after it was heard.
    const letGo = vi.fn(async () => {
      await sleep(300);
      await first.unlock();
    });
    await first.lock(signal, letGo);
    const askedAgain = vi.fn();
    await second.lock(signal, askedAgain);
    await sleep(HEARD_MS);
    expect(letGo).toHaveBeenCalledOnce();
    expect(askedAgain).not.toHaveBeenCalled();
    await second.unlock();
    redis.disconnect();
  });
});
