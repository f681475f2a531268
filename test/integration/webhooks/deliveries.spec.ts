import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { expect, it, vi } from 'vitest';
import {
  createdWebhookView,
  deliveryView,
  messageIdOfRun,
  newId,
  pageOf,
  type DeliveryView,
  type RunRecord,
} from '#libs/contracts';
import { AddressGuard, WebhookStore, announceEnd, deliver } from '#libs/outbound';
import { WEBHOOK_ATTEMPTS, WorkerHost } from '#libs/queue';
import { deliverWebhook } from '../../../apps/worker-features/src/deliver-webhook.processor.js';
import { problemOf, startReadyApi, type TestApi } from '../../support/api.js';
import { silentLogger } from '../../support/logger.js';
import { scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';

const LOOPBACK = ['127.0.0.0/8'];
const ENV = { OUTBOUND_ALLOWED_NETWORKS: LOOPBACK.join(',') };

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Starts a receiver that returns these statuses one after another, then always the last one. */
async function receiver(statuses: readonly number[], mayAnswer = () => Promise.resolve()) {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200;
      received.push({ headers: request.headers, body });
      void mayAnswer().then(() => response.writeHead(status).end(`answer ${status}`));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

describeWithRedis('webhooks', (redisUrl) => {
  const subscribe = async (api: TestApi, url: string) => {
    const created = await api.call('POST', '/v1/webhooks', { url });
    expect(created.status).toBe(201);
    return createdWebhookView.parse(await created.json());
  };
  /** Starts a worker of the queue, as worker-features does. */
  const work = (api: TestApi): AsyncDisposable => {
    const platform = { webhooks: new WebhookStore(api.platform.store), guard: new AddressGuard(LOOPBACK) };
    const host = new WorkerHost<'webhooks'>({
      queue: 'webhooks',
      handlers: { 'deliver-webhook': (job) => deliverWebhook(platform, job) },
      redis: redisUrl,
      prefix: api.platform.env.QUEUE_PREFIX,
      concurrency: 4,
      lockDurationMs: 5_000,
      stalledIntervalMs: 1_000,
      logger: silentLogger,
      onExhausted: () => Promise.resolve(),
    });
    host.start();
    return { [Symbol.asyncDispose]: () => host.close() };
  };
  const deliveries = async (api: TestApi, id: string): Promise<DeliveryView[]> =>
    pageOf(deliveryView).parse(await (await api.call('GET', `/v1/webhooks/${id}/deliveries`)).json()).items;
  const ended = async (api: TestApi, patch: Partial<RunRecord> = {}): Promise<RunRecord> => {
    const run = scoringRunOf({ state: 'extracting', ...(patch as object) });
    await api.platform.ledger.open(run);
    await api.platform.ledger.end(run.id, 'completed');
    return (await api.platform.ledger.find(run.id))!;
  };
  const when = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

  it('report the end of a run once, with a signature that the receiver can check', async () => {
    await using hook = await receiver([204]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id, secret } = await subscribe(api, hook.url);
    await using _worker = work(api);
    const run = await ended(api);
    await api.platform.ledger.end(run.id, 'completed'); // a repeated job does this
    await when(async () => expect((await deliveries(api, id))[0]?.state).toBe('delivered'));
    expect(hook.received).toHaveLength(1);
    const [{ headers, body }] = hook.received as [Received];
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'run.completed',
      data: { runId: run.id, kind: 'scoring', state: 'completed' },
    });
    expect(headers['webhook-id']).toBe(messageIdOfRun(run));
    expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  it('are not sent to other owners', async () => {
    await using hook = await receiver([200]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id } = await subscribe(api, hook.url);
    await ended(api, { owner: 'other' });
    expect(await deliveries(api, id)).toEqual([]);
  });

  it('are retried with the same id, logged, and replayed on request', async () => {
    await using hook = await receiver([500, 200]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id } = await subscribe(api, hook.url);
    const run = await ended(api);
    const platform = { webhooks: new WebhookStore(api.platform.store), guard: new AddressGuard(LOOPBACK) };
    const job = { webhookId: id, deliveryId: messageIdOfRun(run), replays: 0 };
    await expect(deliver(platform, { ...job, attempt: 1 })).rejects.toMatchObject({ retryable: true });
    expect(await deliver(platform, { ...job, attempt: 2 })).toBe('delivered');
    expect(await deliver(platform, { ...job, attempt: 3 })).toBe('skipped');
    const [delivery] = await deliveries(api, id);
    expect(delivery?.attempts).toMatchObject([
      { status: 500, answer: 'answer 500' },
      { status: 200, error: null },
    ]);
    await using _worker = work(api);
    const replay = await api.call('POST', `/v1/webhooks/${id}/deliveries/${job.deliveryId}/replay`);
    expect(replay.status).toBe(202);
    await when(async () =>
      expect((await deliveries(api, id))[0]).toMatchObject({ state: 'delivered', replays: 1 }),
    );
    expect(hook.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(job.deliveryId));
    expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);
  });

  it('of a replayed message are made only by the job of the last replay', async () => {
    await using hook = await receiver([500, 200]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id } = await subscribe(api, hook.url);
    const run = await ended(api);
    const platform = { webhooks: new WebhookStore(api.platform.store), guard: new AddressGuard(LOOPBACK) };
    const job = { webhookId: id, deliveryId: messageIdOfRun(run), replays: 0 };
    await expect(deliver(platform, { ...job, attempt: 1 })).rejects.toMatchObject({ retryable: true });
    await api.call('POST', `/v1/webhooks/${id}/deliveries/${job.deliveryId}/replay`);
    expect(await deliver(platform, { ...job, attempt: 2 })).toBe('skipped');
    expect(hook.received).toHaveLength(1);
    expect(await deliver(platform, { ...job, replays: 1, attempt: 1 })).toBe('delivered');
  });

  it('keep a replay that was requested while the receiver was answering', async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await using hook = await receiver([410, 200], () => asked);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id } = await subscribe(api, hook.url);
    const run = await ended(api);
    const platform = { webhooks: new WebhookStore(api.platform.store), guard: new AddressGuard(LOOPBACK) };
    const job = { webhookId: id, deliveryId: messageIdOfRun(run), replays: 0 };
    const first = deliver(platform, { ...job, attempt: 1 });
    await when(() => expect(hook.received).toHaveLength(1));
    await api.call('POST', `/v1/webhooks/${id}/deliveries/${job.deliveryId}/replay`);
    answer();
    await first;
    expect((await deliveries(api, id))[0]).toMatchObject({ state: 'pending', replays: 1 });
    expect(await deliver(platform, { ...job, replays: 1, attempt: 1 })).toBe('delivered');
  });

  it.each([
    [400, 'failed'],
    [410, 'failed'],
    [302, 'pending'],
    [429, 'pending'],
    [503, 'pending'],
  ])('answered %i are %s after one attempt', async (status, state) => {
    await using hook = await receiver([status]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id } = await subscribe(api, hook.url);
    const run = await ended(api);
    const platform = { webhooks: new WebhookStore(api.platform.store), guard: new AddressGuard(LOOPBACK) };
    await deliver(platform, { webhookId: id, deliveryId: messageIdOfRun(run), replays: 0, attempt: 1 }).catch(
      () => undefined,
    );
    expect((await deliveries(api, id))[0]?.state).toBe(state);
  });

  it('end after ten attempts', async () => {
    await using hook = await receiver([500]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id } = await subscribe(api, hook.url);
    const run = await ended(api);
    const platform = { webhooks: new WebhookStore(api.platform.store), guard: new AddressGuard(LOOPBACK) };
    const job = { webhookId: id, deliveryId: messageIdOfRun(run), replays: 0 };
    for (let attempt = 1; attempt < WEBHOOK_ATTEMPTS; attempt++)
      await expect(deliver(platform, { ...job, attempt })).rejects.toThrow();
    expect(await deliver(platform, { ...job, attempt: WEBHOOK_ATTEMPTS })).toBe('failed');
    expect(hook.received).toHaveLength(10);
  });

  it.each([
    'http://127.0.0.1/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'ftp://example.org/',
  ])('to %s are refused when they are made', async (url) => {
    await using api = await startReadyApi(redisUrl);
    expect((await problemOf(await api.call('POST', '/v1/webhooks', { url }))).code).toBe('outbound.refused');
  });

  it('to a name that resolves to this machine fail at the call and are not retried', async () => {
    await using hook = await receiver([200]);
    await using api = await startReadyApi(redisUrl);
    const { id } = await subscribe(api, hook.url.replace('http://127.0.0.1', 'https://localhost'));
    const run = await ended(api);
    const platform = { webhooks: new WebhookStore(api.platform.store), guard: new AddressGuard() };
    const job = { webhookId: id, deliveryId: messageIdOfRun(run), replays: 0, attempt: 1 };
    expect(await deliver(platform, job)).toBe('failed');
    expect((await deliveries(api, id))[0]?.attempts[0]).toMatchObject({ status: null });
    expect(hook.received).toEqual([]);
  });

  it('are recorded in the store even if their job is lost, and enqueued again when the run is ended again', async () => {
    await using hook = await receiver([200]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id } = await subscribe(api, hook.url);
    const run = await ended(api);
    const { store, producer, redis } = api.platform;
    const keys = await redis.keys(`${api.platform.env.QUEUE_PREFIX}:webhooks:*`);
    await redis.del(...keys);
    await announceEnd(store, producer, run);
    await using _worker = work(api);
    await when(() => expect(hook.received).toHaveLength(1));
    expect(await deliveries(api, id)).toHaveLength(1);
  });

  it('have a secret that only one response contains, can be tested, and can be deleted', async () => {
    await using hook = await receiver([200]);
    await using api = await startReadyApi(redisUrl, ENV);
    const { id, secret } = await subscribe(api, hook.url);
    const shown = await (await api.call('GET', `/v1/webhooks/${id}`)).text();
    const listed = await (await api.call('GET', '/v1/webhooks')).text();
    expect(`${shown}${listed}`).not.toContain(secret);
    await using _worker = work(api);
    expect((await api.call('POST', `/v1/webhooks/${id}/test`)).status).toBe(202);
    await when(() => expect(hook.received[0]?.body).toContain('webhook.test'));
    expect((await api.call('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
    for (const path of [`/v1/webhooks/${id}`, `/v1/webhooks/${newId('webhook')}/deliveries`])
      expect((await problemOf(await api.call('GET', path))).code).toBe('webhook.not_found');
  });
});
