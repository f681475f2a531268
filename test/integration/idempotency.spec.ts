import { expect, it, vi } from 'vitest';
import { IdempotencyStore } from '#libs/queue';
import { TestQueue } from '../support/queue.js';
import { describeWithRedis } from '../support/services.js';

describeWithRedis('IdempotencyStore', (redisUrl) => {
  const storeOf = (queue: TestQueue) => new IdempotencyStore(queue);

  it('runs a request once and returns its response to each repetition', async () => {
    await using queue = new TestQueue(redisUrl);
    const run = vi.fn(() => Promise.resolve({ id: 'run 1' }));
    const first = await storeOf(queue).once('key', 'request', run);
    const second = await storeOf(queue).once('key', 'request', run);
    expect(first).toEqual({ answer: { id: 'run 1' }, replayed: false });
    const third = await storeOf(queue).once('key', 'request', run);
    expect([second, third]).toEqual([
      { answer: { id: 'run 1' }, replayed: true },
      { answer: { id: 'run 1' }, replayed: true },
    ]);
    expect(run).toHaveBeenCalledOnce();
  });

  it('keeps the responses of different keys apart', async () => {
    await using queue = new TestQueue(redisUrl);
    const answers = await Promise.all(
      ['a', 'b'].map((key) => storeOf(queue).once(key, 'request', () => Promise.resolve(key))),
    );
    expect(answers.map(({ answer }) => answer)).toEqual(['a', 'b']);
  });

  it('rejects a key that was used for another request', async () => {
    await using queue = new TestQueue(redisUrl);
    const run = vi.fn(() => Promise.resolve('done'));
    await storeOf(queue).once('key', 'request', run);
    await expect(storeOf(queue).once('key', 'other request', run)).rejects.toMatchObject({
      code: 'idempotency.key_reused',
    });
    expect(await storeOf(queue).once('key', 'request', run)).toEqual({ answer: 'done', replayed: true });
    expect(run).toHaveBeenCalledOnce();
  });

  it('rejects a repetition while the first request is running', async () => {
    await using queue = new TestQueue(redisUrl);
    let finish = (): void => undefined;
    const underWay = new Promise<string>((resolve) => (finish = () => resolve('done')));
    const first = storeOf(queue).once('key', 'request', () => underWay);
    await vi.waitFor(async () =>
      expect(storeOf(queue).once('key', 'request', () => Promise.resolve('twice'))).rejects.toMatchObject({
        code: 'idempotency.in_progress',
      }),
    );
    finish();
    expect(await first).toEqual({ answer: 'done', replayed: false });
  });

  it('frees the key of a failed request', async () => {
    await using queue = new TestQueue(redisUrl);
    const failing = storeOf(queue).once('key', 'request', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await storeOf(queue).once('key', 'other request', () => Promise.resolve('yes'))).toEqual({
      answer: 'yes',
      replayed: false,
    });
  });

  it('runs the request once for twenty simultaneous callers', async () => {
    await using queue = new TestQueue(redisUrl);
    const run = vi.fn(() => Promise.resolve('done'));
    const rivals = await Promise.allSettled(
      Array.from({ length: 20 }, () => storeOf(queue).once('key', 'request', run)),
    );
    expect(run).toHaveBeenCalledOnce();
    const answered = rivals.flatMap((rival) => (rival.status === 'fulfilled' ? [rival.value] : []));
    expect(answered.filter(({ replayed }) => !replayed)).toHaveLength(1);
    for (const rival of rivals) {
      if (rival.status === 'rejected')
        expect(rival.reason).toMatchObject({ code: 'idempotency.in_progress' });
    }
  });

  it('frees a key when the process that holds it dies', async () => {
    await using queue = new TestQueue(redisUrl);
    void storeOf(queue).once('key', 'request', () => new Promise(() => undefined));
    await vi.waitFor(async () => {
      const [key] = await queue.redis.keys(`${queue.prefix}:idempotency:*`);
      const seconds = await queue.redis.ttl(key ?? '');
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(30);
    });
  });
});
