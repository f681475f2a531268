import { expect, it } from 'vitest';
import { Presence, listWorkers, pruneWorkers } from '#libs/queue';
import { TestQueue } from '../support/queue.js';
import { describeWithRedis } from '../support/services.js';

describeWithRedis('Presence', (redisUrl) => {
  const seen = (queue: TestQueue) => pruneWorkers(queue);
  const presenceIn = (queue: TestQueue) =>
    new Presence(queue, { kind: 'worker-features', concurrency: 3, engine: null });

  it('shows a worker from its start until it stops', async () => {
    await using queue = new TestQueue(redisUrl);
    const [one, other] = [presenceIn(queue), presenceIn(queue)];
    await one.start();
    await other.start();
    expect(await seen(queue)).toHaveLength(2);
    await one.stop();
    expect(await seen(queue)).toMatchObject([
      { kind: 'worker-features', concurrency: 3, engine: null, pid: process.pid },
    ]);
    await other.stop();
    expect(await seen(queue)).toEqual([]);
  });

  it('removes a worker that has not reported for ten seconds', async () => {
    await using queue = new TestQueue(redisUrl);
    const presence = presenceIn(queue);
    await presence.start();
    const key = `${queue.prefix}:workers`;
    const [id, text] = Object.entries(await queue.redis.hgetall(key))[0]!;
    const stored = JSON.parse(text) as object;
    await presence.stop();
    const seenAt = new Date(Date.now() - 11_000).toISOString();
    await queue.redis.hset(key, id, JSON.stringify({ ...stored, seenAt }));
    expect(await listWorkers(queue)).toEqual([]);
    expect(await queue.redis.hlen(key)).toBe(1); // listWorkers removes nothing
    expect(await seen(queue)).toEqual([]);
    expect(await queue.redis.hlen(key)).toBe(0);
  });

  it('lists the workers of its version if there is one of another version', async () => {
    await using queue = new TestQueue(redisUrl);
    const presence = presenceIn(queue);
    await presence.start();
    await queue.redis.hset(`${queue.prefix}:workers`, 'later', JSON.stringify({ kind: 'worker-video' }));
    expect(await seen(queue)).toHaveLength(1);
    await presence.stop();
  });
});
