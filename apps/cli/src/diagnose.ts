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
const [OLDEST, NEWEST] = [
  [20, 19],
  [25, 0],
] as const;

/** Checks everything from Node to the engine and returns the findings. Each fault has a remedy to type. */
export async function diagnose(url: string | undefined): Promise<Finding[]> {
  const settings = await readSettings(url);
  const [store, redis, api] = await Promise.all([checkStore(), checkRedis(), checkApi(settings)]);
  return [checkNode(process.versions.node), ...api, redis, store];
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  const isNew = major >= NEWEST[0];
  const seen = `Node ${version}`;
  if (!isOld && !isNew) return { part: 'node', state: 'well', seen, remedy: null };
  return { part: 'node', state: 'fault', seen, remedy: 'install Node 20.19 to 24: https://nodejs.org' };
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
    const remedy = status === 'down' ? 'npm start' : null;
    const parts = `Redis ${redis.ok ? 'reachable' : 'unreachable'}, ${store.kind} store ${store.ok ? 'reachable' : 'unreachable'}`;
    return [
      {
        part: 'api',
        state: status === 'down' ? 'fault' : 'well',
        seen: `${settings.url} is ${status}: ${parts}`,
        remedy,
      },
      { part: 'key', state: 'well', seen: who, remedy: null },
      ...['worker-features', 'worker-gpu'].map((kind) => checkWorkers(kind, workers)),
    ];
  } catch (error) {
    return [describeError(settings, error)];
  }
}

function describeError({ url }: Settings, error: unknown): Finding {
  const isKey = error instanceof ApiError && (error.status === 401 || error.status === 403);
  if (isKey)
    return {
      part: 'key',
      state: 'fault',
      seen: `${url}: ${error.code}`,
      remedy: 'serenade login, or set SERENADE_KEY',
    };
  const seen =
    error instanceof ApiError
      ? `${error.code}: ${error.message}`
      : `${url} did not answer within ${ANSWER_MS / 1000} s`;
  return { part: 'api', state: 'fault', seen, remedy: 'npm start, or --url for an API elsewhere' };
}

function checkWorkers(
  kind: string,
  workers: readonly { kind: string; engine: { name: string; device: string } | null }[],
): Finding {
  const found = workers.filter((worker) => worker.kind === kind);
  const engines = [
    ...new Set(
      found.flatMap(({ engine }) => (engine === null ? [] : [`${engine.name} on ${engine.device}`])),
    ),
  ];
  if (found.length === 0)
    return {
      part: kind,
      state: 'note',
      seen: 'none found; runs wait until one starts',
      remedy: `node dist/apps/${kind}/src/main.js`,
    };
  return {
    part: kind,
    state: 'well',
    seen: [`${found.length} running`, ...engines].join(', '),
    remedy: null,
  };
}

/** Checks whether something listens at REDIS_URL. None is not a fault, because `npm start` starts its own Redis. */
async function checkRedis(): Promise<Finding> {
  const { REDIS_URL } = readEnvironment(redisEnvironment, process.env);
  const { hostname, port } = new URL(REDIS_URL);
  const seen = `${hostname}:${port === '' ? '6379' : port}`;
  const isThere = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port === '' ? 6379 : port), timeout: ANSWER_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
  if (isThere) return { part: 'redis', state: 'well', seen: `listening at ${seen}`, remedy: null };
  return {
    part: 'redis',
    state: 'note',
    seen: `nothing listens at ${seen}`,
    remedy: 'npm start (starts its own Redis), or set REDIS_URL',
  };
}

async function checkStore(): Promise<Finding> {
  try {
    const settings = storeSettings(readEnvironment(storeEnvironment, process.env));
    await withTimeout(ANSWER_MS, probeStore(settings));
    const seen = settings.kind === 'file' ? `files in ${settings.dir}` : `bucket ${settings.bucket}`;
    return { part: 'store', state: 'well', seen, remedy: null };
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    return {
      part: 'store',
      state: 'fault',
      seen,
      remedy: 'set STORE_DIR to a writable folder, or correct the S3_… settings',
    };
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
