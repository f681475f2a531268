import { resolve } from 'node:path';
import { z } from 'zod';
import { ownerName } from '#libs/contracts';

const port = z.coerce.number().int().min(0).max(65_535);
const days = z.coerce.number().min(0).max(36_500);
const count = z.coerce.number().int().positive();
const uploadHours = count.default(24);
const quota = z.coerce.number().int().nonnegative();
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []));
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const redis = {
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'),
  /** Addresses of Redis Sentinels (`host:port`), comma-separated. They name the primary in place of REDIS_URL's host. */
  REDIS_SENTINELS: list
    .transform((places) => places.map(parseAddress))
    .pipe(z.array(z.object({ host: z.string().min(1), port }))),
  REDIS_SENTINEL_NAME: z.string().min(1).default('mymaster'),
  REDIS_SENTINEL_PASSWORD: z.string().optional(),
  /** Separates several installations on one Redis. */
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]+$/)
    .default('serenade'),
};

const outbound = {
  /** CIDR blocks outside the public internet that webhooks and URL lists may call, also without TLS; comma-separated. */
  OUTBOUND_ALLOWED_NETWORKS: list.pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))),
};

const store = {
  STORE: z.enum(['file', 's3']).default('file'),
  STORE_DIR: z.string().min(1).default('.serenade/store'),
  S3_ENDPOINT: z.url().optional(),
  /** Endpoint in links for clients; default: S3_ENDPOINT. */
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().default('serenade'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: flag.default(true),
};

const clips = {
  /** Larger clips are rejected with `clip.too_large`, unless they can be read as streams. */
  MAX_CLIP_BYTES: count.default(128 * 1024 ** 2),
  /** Larger clips are always rejected. WAV files that the feature set cuts into segments are read as streams. */
  MAX_STREAMED_CLIP_BYTES: count.default(4 * 1024 ** 3),
};

const embeddings = {
  /** Memory limit of a process that runs an embedding model. onnxruntime holds the model twice while it loads. */
  EMBEDDING_MEMORY_BYTES: count.min(256 * 1024 ** 2).default(2 * 1024 ** 3),
  /** Time limit for loading an embedding model, and for each clip. */
  EMBEDDING_SECONDS: count.max(86_400).default(60),
};

const process = {
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

const worker = {
  /** Port of GET /health/live; 0 picks a free port, unset disables the server. */
  HEALTH_PORT: port.optional(),
  HEALTH_HOST: z.string().default('127.0.0.1'),
  /** Time until an unrenewed lock of a job expires: jobs of a killed worker are free after about this long. */
  LOCK_DURATION_MS: count.default(10_000),
  STALLED_INTERVAL_MS: count.default(3_000),
};

/** The environment of commands that access the store directly. */
export const storeEnvironment = z.object(store);
export const redisEnvironment = z.object(redis);

export const apiEnvironment = z.object({
  ...redis,
  ...store,
  ...outbound,
  ...clips,
  ...embeddings,
  ...process,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  /**
   * Other buckets, or prefixes in them (`calls`, `calls/2026/`), that clients may name as archives; comma-separated.
   * Every client that may upload can read everything there that S3_ACCESS_KEY_ID can read.
   */
  ARCHIVE_BUCKETS: list,
  MAX_ARCHIVE_BYTES: count.default(64 * 1024 ** 3),
  /** Maximum size of an ONNX embedding model. */
  MAX_EMBEDDING_MODEL_BYTES: count.default(512 * 1024 ** 2),
  /** Accepts requests without a key on addresses beyond loopback. Set it only if something else protects the port. */
  ALLOW_WITHOUT_KEY: flag.default(false),
  /** Host names, besides those of loopback, that requests may use while no key exists; comma-separated, without ports. */
  ALLOWED_HOSTS: list.pipe(
    z.array(z.string().regex(/^([\w.-]+|\[[\da-f:.]+\])$/i, 'a host name without scheme and port')),
  ),
  /** Trusts `X-Forwarded-For`. Set it only behind a reverse proxy that sets this header. */
  TRUST_PROXY: flag.default(false),
  /** Limit per API key; 0 means no limit. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().nonnegative().default(1200),
  /** Maximum bytes of archives per owner, as uploaded; 0 means no limit. */
  QUOTA_STORED_BYTES: quota.default(0),
  /** Maximum number of unfinished runs per owner; 0 means no limit. */
  QUOTA_RUNS_AT_ONCE: quota.default(0),
  /** Maximum seconds of audio that an owner can extract per day (UTC); 0 means no limit. Further runs must wait. */
  QUOTA_AUDIO_SECONDS_A_DAY: quota.default(0),
  /** Quotas of individual owners as JSON: `{"alice":{"storedBytes":1000000000,"runsAtOnce":4}}`. */
  QUOTA_BY_OWNER: z
    .string()
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(
      z.record(
        ownerName,
        z.strictObject({
          storedBytes: quota.optional(),
          runsAtOnce: quota.optional(),
          audioSecondsADay: quota.optional(),
        }),
      ),
    ),
  /** Offers the model of `models/starter` to every owner, if the release contains it. */
  STARTER_MODEL: flag.default(true),
  /** The API only reports this limit to clients; the workers delete the uploads. */
  UPLOAD_TTL_HOURS: uploadHours,
  /** Days until archives and runs expire if the client requested no expiry; 0 keeps them. */
  ARCHIVE_TTL_DAYS: days.default(0),
  RUN_TTL_DAYS: days.default(0),
});

export const featuresEnvironment = z.object({
  ...redis,
  ...store,
  ...outbound,
  ...clips,
  ...embeddings,
  ...process,
  ...worker,
  /** Incomplete uploads are deleted after this many hours without activity. */
  UPLOAD_TTL_HOURS: uploadHours,
  /** Shards extracted at the same time. Each one holds its clips in memory. */
  CONCURRENCY: count.default(2),
  /** Number of threads that decode and extract; default: one per core, at most CONCURRENCY. */
  THREADS: count.optional(),
  /** Number of processes that run one embedding model at the same time, at most THREADS. Each holds one copy of it. */
  EMBEDDING_PROCESSES: count.default(1),
  /** Memory limit of the process that extracts clips one by one after their shard has ended two workers. */
  CLIP_MEMORY_BYTES: count.min(256 * 1024 ** 2).default(1024 ** 3),
  /** Interval between searches for expired data. One worker at a time does it. */
  SWEEP_EVERY_SECONDS: count.default(300),
  /** Days until deliveries of webhooks are deleted from the log; 0 keeps them. */
  WEBHOOK_LOG_DAYS: days.default(30),
});

export const gpuEnvironment = z.object({
  ...redis,
  ...store,
  ...process,
  ...worker,
  /** The training engine. It also scores on a GPU, or if SCORING_ENGINE is `training`. */
  ENGINE: z.enum(['auto', 'tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu']).default('auto'),
  /** `auto` scores with onnxruntime on a CPU, because it is faster than every training engine. */
  SCORING_ENGINE: z.enum(['auto', 'training']).default('auto'),
  /** Threads that share a batch on wasm or cpu; default: one per core, at most 4. A model's bytes depend on it. */
  TRAINING_THREADS: count.optional(),
});

export type ApiEnvironment = z.infer<typeof apiEnvironment>;
export type FeaturesEnvironment = z.infer<typeof featuresEnvironment>;
export type GpuEnvironment = z.infer<typeof gpuEnvironment>;

/**
 * Reads and checks the environment. Errors contain no values, because values may be secrets.
 * @throws ConfigError with one sentence for each invalid variable
 */
export function readEnvironment<S extends z.ZodType>(schema: S, source: NodeJS.ProcessEnv): z.infer<S> {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ConfigError(`The environment is invalid.\n  ${faults.join('\n  ')}`);
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Returns the settings of connections to Redis. */
export function redisSettings(env: Pick<ApiEnvironment, keyof typeof redis>) {
  return {
    url: env.REDIS_URL,
    sentinels: env.REDIS_SENTINELS,
    sentinelName: env.REDIS_SENTINEL_NAME,
    sentinelPassword: env.REDIS_SENTINEL_PASSWORD,
  };
}

/** Parses `host:port` or `[IPv6]:port`. The port of Sentinels is 26379 by default. */
function parseAddress(place: string): { host: string; port: unknown } {
  const { host = '', port: number = '26379' } =
    /^(?<host>\[.*\]|[^:]*)(?::(?<port>.*))?$/.exec(place)?.groups ?? {};
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
}

/**
 * Returns the settings of the store. The folder is absolute, so it does not depend on the working directory.
 * @throws ConfigError if S3 is chosen without credentials
 */
export function storeSettings(env: Pick<ApiEnvironment, keyof typeof store>) {
  if (env.STORE === 'file') return { kind: 'file', dir: resolve(env.STORE_DIR) } as const;
  if (env.S3_ACCESS_KEY_ID === undefined || env.S3_SECRET_ACCESS_KEY === undefined)
    throw new ConfigError('STORE=s3 requires S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.');
  return {
    kind: 's3' as const,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
    endpoint: env.S3_ENDPOINT,
    publicEndpoint: env.S3_PUBLIC_ENDPOINT,
  };
}
