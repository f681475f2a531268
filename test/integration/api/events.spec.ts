import { expect, it } from 'vitest';
import type { SentEvent } from '#libs/client';
import type { RunState } from '#libs/contracts';
import { problemOf, startReadyApi, type TestApi } from '../../support/api.js';
import { scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { allEvents, readEvents } from '../../support/sse.js';

describeWithRedis('GET /v1/scoring-runs/:id/events', (redisUrl) => {
  const opened = async (api: TestApi, ...states: RunState[]) => {
    const run = scoringRunOf();
    await api.platform.ledger.open(run);
    for (const state of states) await api.platform.ledger.move(run.id, state);
    return run.id;
  };
  const watch = (api: TestApi, id: string, lastEventId?: string) =>
    api.call(
      'GET',
      `/v1/scoring-runs/${id}/events`,
      undefined,
      lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    );
  const statesOf = (events: readonly SentEvent[]) =>
    events.flatMap(({ event }) => (event.type === 'state.changed' ? [event.state] : []));

  it('sends past events, then new ones as they happen, until the run is over', async () => {
    await using api = await startReadyApi(redisUrl);
    const id = await opened(api, 'indexing');
    const response = await watch(api, id);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toContain('no-cache');
    const received: SentEvent[] = [];
    for await (const event of readEvents(response)) {
      received.push(event);
      if (statesOf([event])[0] === 'indexing') await api.platform.ledger.move(id, 'extracting');
      if (statesOf([event])[0] === 'extracting') await api.platform.ledger.end(id, 'completed');
    }
    expect(statesOf(received)).toEqual(['queued', 'indexing', 'extracting', 'completed']);
  });

  it('resumes after the event in Last-Event-ID', async () => {
    await using api = await startReadyApi(redisUrl);
    const id = await opened(api, 'indexing', 'extracting');
    await api.platform.ledger.end(id, 'completed');
    const all = await allEvents(await watch(api, id));
    expect(all.every((event) => event.id !== null)).toBe(true);
    const rest = await allEvents(await watch(api, id, all[1]!.id!));
    expect(rest).toEqual(all.slice(2));
  });

  it('responds with 204 to a client that has seen the last event', async () => {
    await using api = await startReadyApi(redisUrl);
    const id = await opened(api, 'indexing');
    await api.platform.ledger.end(id, 'failed', { code: 'run.failed', message: 'why' });
    const last = (await allEvents(await watch(api, id))).at(-1)!;
    expect(last.event).toMatchObject({ state: 'failed', error: { code: 'run.failed' } });
    // A second end, such as that of another failed shard, adds no event.
    await api.platform.ledger.end(id, 'failed', { code: 'run.failed', message: 'again' });
    const response = await watch(api, id, last.id!);
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('ends with the recorded state if Redis has lost the events', async () => {
    await using api = await startReadyApi(redisUrl);
    const error = { code: 'archive.empty', message: 'no clip' } as const;
    const run = scoringRunOf({ state: 'failed', error, finishedAt: new Date().toISOString() });
    await api.platform.ledger.scoring.save(run);
    const events = await allEvents(await watch(api, run.id));
    expect(events).toEqual([{ id: null, event: { type: 'state.changed', state: 'failed', error } }]);
  });

  it('ends with the recorded state if Redis never received the last event', async () => {
    await using api = await startReadyApi(redisUrl);
    const id = await opened(api, 'indexing');
    const record = await api.platform.ledger.scoring.find(id);
    await api.platform.ledger.scoring.save({ ...record!, state: 'failed' });
    expect(statesOf(await allEvents(await watch(api, id)))).toEqual(['queued', 'indexing', 'failed']);
  });

  it.each(['abc', '1', '1-2-3'])('rejects the Last-Event-ID %j', async (lastEventId) => {
    await using api = await startReadyApi(redisUrl);
    const id = await opened(api);
    const problem = await problemOf(await watch(api, id, lastEventId));
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('does not delay a shutdown after the client has disconnected', async () => {
    const api = await startReadyApi(redisUrl);
    const id = await opened(api);
    const abort = new AbortController();
    const response = await fetch(`${api.url}/v1/scoring-runs/${id}/events`, { signal: abort.signal });
    const reading = allEvents(response).catch(() => null);
    abort.abort();
    await reading;
    const startedAt = Date.now();
    await api[Symbol.asyncDispose]();
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });
});
