import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, createClient } from '#libs/client';
import { readEnvironment, redisEnvironment, storeEnvironment, storeSettings } from '#libs/runtime';
import { openStore, type StoreSettings } from '#libs/storage';
import { readSettings, type Settings } from './settings.js';

export interface Finding {
  readonly part: string;
  readonly state: 'well' | 'note' | 'fault';
  readonly seen: string;
  /** Null if nothing needs to be done. */
  readonly remedy: string | null;
}

const ANSWER_MS = 2_000;

const well = (part: string, seen: string): Finding => ({ part, state: 'well', seen, remedy: null });
const note = (part: string, seen: string, remedy: string): Finding => ({ part, state: 'note', seen, remedy });
const fault = (part: string, seen: string, remedy: string): Finding => ({
  part,
  state: 'fault',
  seen,
  remedy,
});

/** Checks Node, the API, its workers, Redis and the store. Each fault comes with a remedy to type. */
export async function diagnose(url: string | undefined): Promise<Finding[]> {
  const settings = await readSettings(url);
  const [store, redis, api] = await Promise.all([checkStore(), checkRedis(), checkApi(settings)]);
  return [checkNode(process.versions.node), ...api, redis, store];
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = major < 25 && (major > 20 || (major === 20 && minor >= 19));
  const seen = `Node ${version}`;
  return isSupported
    ? well('node', seen)
    : fault('node', seen, 'install Node 20.19 to 24: https://nodejs.org');
}

async function checkApi(settings: Settings): Promise<Finding[]> {
  const client = createClient({ ...settings, signal: AbortSignal.timeout(ANSWER_MS) });
  try {
    const { workers, status, redis, store } = await client.call('GET /health/ready');
    const caller = await client.call('GET /v1/caller');
    const who =
      caller.keyId === null
        ? 'no key required'
        : `key ${caller.keyId}, owner ${caller.owner} (${caller.scopes.join(', ')})`;
    const reached = (ok: boolean) => (ok ? 'reachable' : 'unreachable');
    const parts = `Redis ${reached(redis.ok)}, ${store.kind} store ${reached(store.ok)}`;
    const seen = `${settings.url} is ${status}: ${parts}`;
    return [
      status === 'down' ? fault('api', seen, 'npm start') : well('api', seen),
      well('key', who),
      ...['worker-features', 'worker-gpu'].map((kind) => checkWorkers(kind, workers)),
    ];
  } catch (error) {
    return [describeError(settings, error)];
  }
}

function describeError({ url }: Settings, error: unknown): Finding {
  if (error instanceof ApiError && (error.status === 401 || error.status === 403))
    return fault('key', `${url}: ${error.code}`, 'serenade login, or set SERENADE_KEY');
  const seen =
    error instanceof ApiError
      ? `${error.code}: ${error.message}`
      : `${url} did not answer within ${ANSWER_MS / 1000} s`;
  return fault('api', seen, 'npm start, or --url for an API elsewhere');
}

function checkWorkers(
  kind: string,
  workers: readonly { kind: string; engine: { name: string; device: string } | null }[],
): Finding {
  const found = workers.filter((worker) => worker.kind === kind);
  if (found.length === 0)
    return note(kind, 'none found; runs wait until one starts', `node dist/apps/${kind}/src/main.js`);
  const engines = found.flatMap(({ engine }) =>
    engine === null ? [] : [`${engine.name} on ${engine.device}`],
  );
  return well(kind, [`${found.length} running`, ...new Set(engines)].join(', '));
}

/** Checks whether something listens at REDIS_URL. If nothing does, that is no fault: `npm start` starts its own Redis. */
async function checkRedis(): Promise<Finding> {
  const { REDIS_URL } = readEnvironment(redisEnvironment, process.env);
  const { hostname, port: given } = new URL(REDIS_URL);
  const port = given === '' ? '6379' : given;
  const isListening = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: ANSWER_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
  if (isListening) return well('redis', `listening at ${hostname}:${port}`);
  const seen = `nothing listens at ${hostname}:${port}`;
  return note('redis', seen, 'npm start (starts its own Redis), or set REDIS_URL');
}

async function checkStore(): Promise<Finding> {
  try {
    const settings = storeSettings(readEnvironment(storeEnvironment, process.env));
    await withTimeout(ANSWER_MS, probeStore(settings));
    return well('store', settings.kind === 'file' ? `files in ${settings.dir}` : `bucket ${settings.bucket}`);
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    return fault('store', seen, 'set STORE_DIR to a writable folder, or correct the S3_… settings');
  }
}

async function probeStore(settings: StoreSettings): Promise<void> {
  const store = openStore(settings);
  try {
    await store.probe();
  } finally {
    await store.close();
  }
}

/** Limits how long a task may take. A task on an unreachable network disk never ends and is abandoned. */
async function withTimeout(ms: number, task: Promise<void>): Promise<void> {
  const late = new AbortController();
  const end = sleep(ms, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`The store did not answer within ${ms / 1000} s.`);
  });
  try {
    await Promise.race([task, end]);
  } finally {
    late.abort();
    end.catch(() => undefined);
  }
}
