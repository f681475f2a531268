import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_OWNER } from '#libs/contracts';
import { WebhookStore, announceTest } from '#libs/outbound';
import { JobProducer, connectPatient } from '#libs/queue';
import { ROOT } from '../../apps/local/src/places.js';
import { RealProcess, type AppName } from '../support/real-process.js';
import { folderStore } from '../support/real-store.js';
import { describeWithRedis, uniqueName } from '../support/services.js';

/** A process may take this long to end on a busy machine. A hanging part would take the grace period of 55 s. */
const ENDS_WITHIN_MS = 20_000;
const TEST_MS = 120_000;
/** A receiver of webhooks may take this long to answer. */
const ANSWERED_WITHIN_MS = 15_000;

/** Opens a port that accepts connections and never answers. */
async function silentPort() {
  let connected: () => void = () => undefined;
  const isConnected = new Promise<void>((resolve) => (connected = resolve));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    connected();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, isConnected, [Symbol.dispose]: () => void server.close() };
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const bucketAt = (port: number) => ({
  ...{ STORE: 's3', S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_REGION: 'us-east-1', S3_BUCKET: 'none' },
  ...{ S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' },
});

/** The line that each process logs when only Redis or the store delays its start. */
const UP: Readonly<Record<AppName, string>> = {
  api: 'listening',
  'worker-features': 'answering health checks',
  'worker-gpu': 'answering health checks',
};
const APPS = Object.keys(UP) as AppName[];

function start(app: AppName, env: Readonly<Record<string, string>>): RealProcess {
  const common = { QUEUE_PREFIX: uniqueName(), PORT: '0', HEALTH_PORT: '0', ENGINE: 'wasm' };
  return new RealProcess(app, { ...common, ...env });
}

async function expectToEnd(process: RealProcess, code: number, withinMs = ENDS_WITHIN_MS): Promise<void> {
  process.kill('SIGTERM');
  const late = AbortSignal.timeout(withinMs);
  const ending = await Promise.race([process.ended, once(late, 'abort').then(() => 'still running')]);
  if (late.aborted) process.kill('SIGKILL');
  expect(ending, process.tail()).toEqual({ code, signal: null });
}

describeWithRedis('SIGTERM', (redisUrl) => {
  let store: Awaited<ReturnType<typeof folderStore>>;
  beforeAll(async () => void (store = await folderStore()));
  afterAll(() => store[Symbol.asyncDispose]());

  it.each(APPS)(
    'ends %s that starts while Redis refuses connections',
    async (app) => {
      const env = { ...store.env, REDIS_URL: `redis://127.0.0.1:${await closedPort()}` };
      await using process = start(app, env);
      await process.logged(UP[app]);
      await expectToEnd(process, 0);
    },
    TEST_MS,
  );

  it.each(APPS)(
    'ends %s that starts while Redis accepts connections and never answers',
    async (app) => {
      using redis = await silentPort();
      await using process = start(app, { ...store.env, REDIS_URL: `redis://127.0.0.1:${redis.port}` });
      await Promise.all([process.logged(UP[app]), redis.isConnected]);
      await expectToEnd(process, 0);
    },
    TEST_MS,
  );

  it.each(APPS)(
    'ends %s while the store refuses connections',
    async (app) => {
      await using process = start(app, { ...bucketAt(await closedPort()), REDIS_URL: redisUrl });
      await process.logged(UP[app]);
      await expectToEnd(process, 0);
    },
    TEST_MS,
  );

  it.each(['api', 'worker-features'] as const)(
    'ends %s while it waits for a store that never answers',
    async (app) => {
      using bucket = await silentPort();
      await using process = start(app, { ...bucketAt(bucket.port), REDIS_URL: redisUrl });
      await bucket.isConnected;
      await expectToEnd(process, 0);
    },
    TEST_MS,
  );

  it.each(APPS)(
    'ends an idle %s',
    async (app) => {
      await using process = start(app, { ...store.env, REDIS_URL: redisUrl });
      await process.logged(UP[app]);
      await expectToEnd(process, 0);
    },
    TEST_MS,
  );

  it(
    'ends worker-features after its current delivery, and not before',
    async () => {
      using receiver = await silentPort();
      const keyspace = { redis: connectPatient(redisUrl), prefix: uniqueName() };
      const producer = new JobProducer(keyspace);
      const webhooks = new WebhookStore(store.store);
      const webhook = await webhooks.create(LOCAL_OWNER, `http://127.0.0.1:${receiver.port}/`);
      const { id } = await announceTest(store.store, producer, webhook);
      const env = {
        REDIS_URL: redisUrl,
        QUEUE_PREFIX: keyspace.prefix,
        OUTBOUND_ALLOWED_NETWORKS: '127.0.0.1/32',
      };
      await using process = start('worker-features', { ...store.env, ...env });
      await receiver.isConnected;
      await expectToEnd(process, 0, ANSWERED_WITHIN_MS + ENDS_WITHIN_MS);
      expect((await webhooks.delivery(webhook.id, id))?.attempts).toHaveLength(1);
      await producer.close();
      keyspace.redis.disconnect();
    },
    TEST_MS,
  );

  it(
    'ends npm start while it waits for a Redis that never answers',
    async () => {
      using redis = await silentPort();
      const env = { REDIS_URL: `redis://127.0.0.1:${redis.port}` };
      const program = {
        cwd: ROOT,
        args: [join(ROOT, 'dist/apps/local/src/start.js'), '--port', String(await closedPort())],
      };
      await using process = new RealProcess('api', env, program);
      await redis.isConnected;
      await expectToEnd(process, 130);
    },
    TEST_MS,
  );

  it(
    'ends the command line while it waits for an API that never answers',
    async () => {
      using api = await silentPort();
      const env = { SERENADE_URL: `http://127.0.0.1:${api.port}` };
      const program = { cwd: ROOT, args: [join(ROOT, 'dist/apps/cli/src/main.js'), 'runs'] };
      await using process = new RealProcess('api', env, program);
      await api.isConnected;
      await expectToEnd(process, 130);
    },
    TEST_MS,
  );
});
