import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { readiness, type EngineInfo } from '#libs/contracts';
import { HOST } from './free-port.js';
import { LocalError, messageOf } from './local-error.js';
import { readLogTail } from './log-tail.js';
import { ManagedChild } from './managed-child.js';
import { nodeOptions } from './node-options.js';
import { ROOT, type Places } from './places.js';
import { agreeOn } from './redis/agree.js';
import { WAYS, WAYS_WITHOUT_INSTALLING, findRedis } from './redis/find-redis.js';
import { deleteKeys } from './redis/forget-keys.js';
import type { RedisService } from './redis/redis-service.js';

export interface StackOptions {
  readonly places: Places;
  readonly port: number;
  readonly featureWorkers: number;
  /** The prefix of this stack's keys, which may share a Redis with other keys. */
  readonly prefix: string;
  /** True to delete the keys when the stack stops. */
  readonly forgetsKeys: boolean;
  /** True if a missing Redis may be installed; a user at a terminal is asked first. */
  readonly installs: boolean;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

export interface Stack {
  readonly url: string;
  readonly redis: RedisService;
  readonly engine: EngineInfo | null;
  /** Rejects if a process exits before `stop` is called; otherwise never settles. */
  readonly broken: Promise<never>;
  stop(): Promise<void>;
}

const READY_MS = 120_000;
const DRAIN_MS = 60_000;

/**
 * Starts Redis, the API, feature workers and a GPU worker as separate processes on this machine, and waits until they
 * are ready. If one of them fails to start, it stops the others.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { places, prefix, signal, tell } = options;
  const agree = agreeOn({ input: process.stdin, output: process.stdout }, signal);
  const redis = await findRedis(
    { dir: places.redis, logFile: join(places.logs, 'redis.log'), signal, tell, agree },
    options.installs ? WAYS : WAYS_WITHOUT_INSTALLING,
  );
  const children: ManagedChild[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop(DRAIN_MS)));
    if (options.forgetsKeys) await deleteKeys(redis.url, prefix).catch(() => undefined);
    await redis.stop();
  };
  try {
    for (const { name, app, env } of listParts(options))
      children.push(startPart(name, app, env, options, redis.url));
    const broken = Promise.race([redis.failsEarly(), ...children.map((child) => child.failsEarly())]);
    // Callers may await this later; until then a rejection must not end the process.
    broken.catch(() => undefined);
    const url = `http://${HOST}:${options.port}`;
    const engine = await Promise.race([waitUntilReady(url, children, signal), broken]);
    return { url, redis, engine, broken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Part {
  readonly name: string;
  readonly app: 'api' | 'worker-features' | 'worker-gpu';
  readonly env: NodeJS.ProcessEnv;
}

function listParts({ port, featureWorkers }: StackOptions): readonly Part[] {
  const features = Array.from({ length: featureWorkers }, (_, index): Part => {
    return { name: `worker-features-${index + 1}`, app: 'worker-features', env: { HEALTH_PORT: '0' } };
  });
  return [
    { name: 'api', app: 'api', env: { HOST, PORT: String(port) } },
    ...features,
    { name: 'worker-gpu', app: 'worker-gpu', env: { HEALTH_PORT: '0' } },
  ];
}

function startPart(
  name: string,
  app: Part['app'],
  env: NodeJS.ProcessEnv,
  { places, prefix }: StackOptions,
  redisUrl: string,
): ManagedChild {
  return new ManagedChild({
    name,
    command: process.execPath,
    args: [...nodeOptions(app), join(ROOT, 'dist/apps', app, 'src/main.js')],
    cwd: ROOT,
    env: {
      ...process.env,
      ...{ REDIS_URL: redisUrl, QUEUE_PREFIX: prefix, STORE: 'file', STORE_DIR: places.store },
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
      ...env,
    },
    logFile: join(places.logs, `${name}.log`),
  });
}

/** Waits until the API reports every worker of this stack. Returns the engine of the GPU worker. */
async function waitUntilReady(
  url: string,
  children: readonly ManagedChild[],
  signal: AbortSignal,
): Promise<EngineInfo | null> {
  const workers = children.slice(1).map(({ pid }) => pid);
  const deadline = Date.now() + READY_MS;
  let last = 'no answer';
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    try {
      const response = await fetch(`${url}/health/ready`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
      });
      const state = readiness.parse(await response.json());
      const seen = new Set(state.workers.map(({ pid }) => pid));
      if (state.status === 'ready' && workers.every((pid) => pid !== undefined && seen.has(pid))) {
        return state.workers.find(({ engine }) => engine !== null)?.engine ?? null;
      }
      last = `${state.status}, ${state.workers.length} of ${workers.length} workers running`;
    } catch (error) {
      last = messageOf(error);
    }
    await sleep(150);
  }
  const [api] = children;
  const tail = api === undefined ? '' : `\n${await readLogTail(api.spec.logFile)}`;
  throw new LocalError(`Serenade was not ready after ${READY_MS / 1000} s (${last}).${tail}`);
}
