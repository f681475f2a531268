import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RUN_STATES, isOver, newId, type RunState } from '#libs/contracts';
import { EVENT_ID, failedByCode, readRunEvents } from '#libs/queue';
import { TestQueue } from '../support/queue.js';
import { scoringRunOf } from '../support/records.js';
import { describeWithRedis } from '../support/services.js';

const ENDS: readonly RunState[] = RUN_STATES.filter(isOver);
const ON_THE_WAY: readonly RunState[] = RUN_STATES.filter((state) => !isOver(state));

describeWithRedis('LiveRuns', (redisUrl) => {
  const opened = async (queue: TestQueue, ...states: RunState[]) => {
    const runId = newId('scoringRun');
    await queue.live.open(scoringRunOf({ id: runId }), 0);
    for (const state of states) await queue.live.move(runId, state);
    return runId;
  };
  const eventsOf = async (queue: TestQueue, runId: string, after: string | null = null) =>
    readRunEvents(queue, runId, after);

  describe('states', () => {
    it.each(ENDS)('does not change a run that is %s', async (end) => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue, end);
      for (const state of RUN_STATES) expect(await queue.live.move(runId, state)).toBe(false);
      expect(await queue.live.state(runId)).toBe(end);
    });

    it.each(ENDS)('lets a run that is being cancelled end as %s', async (end) => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue, 'cancelling');
      expect(await queue.live.move(runId, end)).toBe(true);
    });

    it('lets a run that is being cancelled only end', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue, 'extracting', 'cancelling');
      for (const state of ON_THE_WAY) expect(await queue.live.move(runId, state)).toBe(false);
      expect(await queue.live.state(runId)).toBe('cancelling');
    });

    it('lets one of many simultaneous callers end a run', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue, 'finishing');
      const moves = await Promise.all(
        ENDS.flatMap((end) => [1, 2, 3].map(() => queue.live.move(runId, end))),
      );
      expect(moves.filter(Boolean)).toHaveLength(1);
      const ends = (await eventsOf(queue, runId)).filter(
        ({ event }) => event.type === 'state.changed' && isOver(event.state),
      );
      expect(ends).toHaveLength(1);
    });

    it('keeps the reason of a failure', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue);
      const error = { code: 'archive.empty', message: 'no clip' } as const;
      await queue.live.move(runId, 'failed', error);
      expect(await queue.live.find(runId)).toMatchObject({ state: 'failed', error });
      expect((await eventsOf(queue, runId)).at(-1)?.event).toEqual({
        type: 'state.changed',
        state: 'failed',
        error,
      });
    });

    it('returns null for a run that was never opened', async () => {
      await using queue = new TestQueue(redisUrl);
      expect(await queue.live.find(newId('scoringRun'))).toBeNull();
      expect(await queue.live.state(newId('scoringRun'))).toBeNull();
    });
  });

  describe('counts', () => {
    it('adds a shard once, however many callers count it', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue);
      const codes = ['clip.silent', 'clip.silent', 'clip.silent', 'clip.truncated'] as const;
      const counts = { extracted: 60, failed: 4, cachedShards: 1, ...failedByCode(codes) };
      await Promise.all(
        [0, 1, 2, 0, 1, 2, 0, 1, 2, 70_000].map((ordinal) =>
          queue.live.countShard(runId, 'extracted', ordinal, counts),
        ),
      );
      const live = await queue.live.find(runId);
      expect(live?.progress).toMatchObject({ extracted: 240, failed: 16, cachedShards: 4 });
      expect(live?.progress.failedByCode).toEqual({ 'clip.silent': 12, 'clip.truncated': 4 });
    });

    it('counts a shard once for each stage', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue);
      await queue.live.countShard(runId, 'extracted', 0, { extracted: 5 });
      await queue.live.countShard(runId, 'scored', 0, { scored: 5 });
      await queue.live.setClips(runId, 5);
      const live = await queue.live.find(runId);
      expect(live?.progress).toMatchObject({ clips: 5, extracted: 5, scored: 5, failed: 0 });
    });
  });

  describe('events', () => {
    it('report progress at most once a second, and always at the end', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue);
      const startedAt = Date.now();
      for (let ordinal = 0; ordinal < 60; ordinal++) {
        await queue.live.countShard(runId, 'scored', ordinal, { scored: 1 });
        await sleep(20);
      }
      const seconds = (Date.now() - startedAt) / 1_000;
      await queue.live.reportProgress(runId, true);
      const published = (await eventsOf(queue, runId)).flatMap(({ event }) =>
        event.type === 'progress.made' ? [event.progress.scored] : [],
      );
      expect(published.length).toBeGreaterThanOrEqual(3);
      expect(published.length).toBeLessThanOrEqual(Math.floor(seconds) + 2);
      expect(published.at(-1)).toBe(60);
    });

    it('report nothing after the end', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue, 'failed');
      await queue.live.countShard(runId, 'scored', 0, { scored: 1 });
      await queue.live.reportProgress(runId, true);
      expect((await eventsOf(queue, runId)).at(-1)?.event).toMatchObject({ state: 'failed' });
    });

    it('can be read from any event id on', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue, 'indexing', 'extracting', 'finishing', 'completed');
      const all = await eventsOf(queue, runId);
      expect(all.map(({ event }) => event.type === 'state.changed' && event.state)).toEqual([
        'queued',
        'indexing',
        'extracting',
        'finishing',
        'completed',
      ]);
      for (const [at, { id }] of all.entries()) {
        expect(id).toMatch(EVENT_ID);
        expect(await eventsOf(queue, runId, id)).toEqual(all.slice(at + 1));
      }
    });

    it('come in pages of a hundred', async () => {
      await using queue = new TestQueue(redisUrl);
      const runId = await opened(queue);
      for (let n = 1; n <= 150; n++)
        await queue.live.publish(runId, { type: 'checkpoint.resumed', epoch: n });
      const first = await eventsOf(queue, runId);
      const second = await eventsOf(queue, runId, first.at(-1)!.id);
      expect([first.length, second.length]).toEqual([100, 51]);
    });
  });
});
