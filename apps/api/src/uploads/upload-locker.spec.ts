import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { connectFailFast } from '#libs/queue';
import { describeWithRedis, uniqueName } from '../../../../test/support/services.js';
import { UploadLocker } from './upload-locker.js';

/** Longer than a holder takes to notice a waiting request. */
const HEARD_MS = 600;

describeWithRedis('the lock of an upload', (redisUrl) => {
  it('is requested by a waiting request once, and not again after that request holds it', async () => {
    const redis = connectFailFast(redisUrl);
    await vi.waitUntil(() => redis.status === 'ready');
    const locker = new UploadLocker({ redis, prefix: uniqueName() });
    const { signal } = new AbortController();
    const [first, second] = [locker.newLock('upload'), locker.newLock('upload')];
    // The holder is slow, so the waiting request asks again after it was noticed.
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
