import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, createClient } from '#libs/client';
import type { Readiness } from '#libs/contracts';
import {
  readEnvironment,
  redisEnvironment,
  redisSettings,
  storeEnvironment,
  storeSettings,
} from '#libs/runtime';
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
/** An examination of the store needs about twenty requests. */
const EXAMINED_MS = 10_000;
const STUCK_SECONDS = 600;
const STORES = 'a store with the features of AWS S3 or MinIO; see docs/operations.md';

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
    const parts = `${describePart('Redis', redis)}, ${describePart(`${store.kind} store`, store)}`;
    const seen = `${settings.url} is ${status}: ${parts}`;
    return [
      status === 'down' ? fault('api', seen, 'npm start') : well('api', seen),
      well('key', who),
      ...describeStore(store),
      ...['worker-features', 'worker-gpu'].map((kind) => checkWorkers(kind, workers)),
    ];
  } catch (error) {
    return [describeError(settings, error)];
  }
}

function describePart(
  name: string,
  { ok, detail }: { readonly ok: boolean; readonly detail?: string | undefined },
): string {
  return ok ? `${name} reachable` : `${name} unusable${detail === undefined ? '' : ` (${detail})`}`;
}

/** Reports what the API knows about its store: missing features, and deletions that do not end. */
function describeStore({ ok, detail, deletions }: Readiness['store']): Finding[] {
  const findings = ok && detail !== undefined ? [note('api store', detail, STORES)] : [];
  const { unfinished, oldestSeconds } = deletions ?? { unfinished: 0, oldestSeconds: 0 };
  if (unfinished === 0) return findings;
  const seen = `${unfinished} not complete, the oldest for ${oldestSeconds} s`;
  const remedy = 'if this lasts, look for the error in the log of the feature workers';
  return [...findings, (oldestSeconds > STUCK_SECONDS ? fault : note)('deletions', seen, remedy)];
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

/** Checks that Redis accepts writes. A missing one is not a fault, because `npm start` starts its own Redis. */
async function checkRedis(): Promise<Finding> {
  const env = readEnvironment(redisEnvironment, process.env);
  const { hostname, port } = new URL(env.REDIS_URL);
  const sentinels = env.REDIS_SENTINELS.map(({ host, port: number }) => `${host}:${number}`).join(', ');
  const place =
    sentinels === ''
      ? `${hostname}:${port === '' ? '6379' : port}`
      : `${env.REDIS_SENTINEL_NAME} of the Sentinels ${sentinels}`;
  const { examineRedis } = await import('#libs/queue'); // it takes a moment to load, and only this command needs it
  const found = await examineRedis(redisSettings(env), env.QUEUE_PREFIX);
  if (found === null) return well('redis', `${place} accepts writes`);
  if (!found.startsWith('Nothing listens'))
    return fault('redis', `${place}: ${found}`, 'see Requirements in docs/operations.md');
  return note('redis', `nothing listens at ${place}`, 'npm start (starts its own Redis), or set REDIS_URL');
}

async function checkStore(): Promise<Finding> {
  try {
    const settings = storeSettings(readEnvironment(storeEnvironment, process.env));
    const notes = await withTimeout(EXAMINED_MS, probeStore(settings));
    const seen = settings.kind === 'file' ? `files in ${settings.dir}` : `bucket ${settings.bucket}`;
    return notes.length === 0 ? well('store', seen) : note('store', `${seen}. ${notes.join(' ')}`, STORES);
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    return fault('store', seen, 'set STORE_DIR to a writable folder, or correct the S3_… settings');
  }
}

async function probeStore(settings: StoreSettings): Promise<readonly string[]> {
  const store = openStore(settings);
  try {
    return await store.probe();
  } finally {
    await store.close();
  }
}

/** Limits how long a task may take. A task on an unreachable network disk never ends and is abandoned. */
async function withTimeout<T>(ms: number, task: Promise<T>): Promise<T> {
  const late = new AbortController();
  const end = sleep(ms, undefined, { signal: late.signal, ref: false }).then((): never => {
    throw new Error(`The store did not answer within ${ms / 1000} s.`);
  });
  try {
    return await Promise.race([task, end]);
  } finally {
    late.abort();
    end.catch(() => undefined);
  }
}
