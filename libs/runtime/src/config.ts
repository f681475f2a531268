import { resolve } from 'node:path';
import { z } from 'zod';
import { ownerName } from '#libs/contracts';

const port = z.coerce.number().int().min(0).max(65_535);
const days = z.coerce.number().min(0).max(36_500);
const count = z.coerce.number().int().positive();
const quota = z.coerce.number().int().nonnegative();
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const redis = {
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'),
  /** Separates several Serenades on one Redis. */
  QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]+$/)
    .default('serenade'),
};

const outbound = {
  /** CIDR blocks beside the public internet that webhooks and URL lists may call, and without TLS; comma-separated. */
  OUTBOUND_ALLOWED_NETWORKS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((block) => block.trim() || []))
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))),
};

const store = {
  STORE: z.enum(['file', 's3']).default('file'),
  STORE_DIR: z.string().min(1).default('.serenade/store'),
  S3_ENDPOINT: z.url().optional(),
  /** The endpoint that clients see, for links that they follow; default: S3_ENDPOINT. */
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().default('serenade'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: flag.default(true),
};

/** Known to the workers that index, and to an API that is asked what they would find. */
const clips = {
  /** Larger clips are refused with `clip.too_large`, unless they can be read as streams. */
  MAX_CLIP_BYTES: count.default(128 * 1024 ** 2),
  /** Larger clips are refused whatever the feature set; WAV files that it cuts into segments are read as streams. */
  MAX_STREAMED_CLIP_BYTES: count.default(4 * 1024 ** 3),
};

/** Known to the API, which tells clients, and to the workers that sweep. */
const uploads = {
  /** An upload in parts that nobody goes on with for so long is given up. */
  UPLOAD_TTL_HOURS: count.default(24),
};

const process = {
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

const worker = {
  /** Port of GET /health/live; 0 takes a free one, unset opens none. */
  HEALTH_PORT: port.optional(),
  HEALTH_HOST: z.string().default('127.0.0.1'),
  /** How long a job stays locked without renewal: a killed worker's jobs are free after about this long. */
  LOCK_DURATION_MS: count.default(10_000),
  STALLED_INTERVAL_MS: count.default(3_000),
};

/** What a command beside the store needs to know. */
export const storeEnvironment = z.object(store);
export const redisEnvironment = z.object(redis);

export const apiEnvironment = z.object({
  ...redis,
  ...store,
  ...outbound,
  ...clips,
  ...process,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  /**
   * Buckets beside the store's own, or prefixes in them (`calls`, `calls/2026/`), that clients may name as archives;
   * comma-separated. Every client that may upload reads of all of them what S3_ACCESS_KEY_ID reads.
   */
  ARCHIVE_BUCKETS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((place) => place.trim() || [])),
  MAX_ARCHIVE_BYTES: count.default(64 * 1024 ** 3),
  /** Largest ONNX model that makes embeddings; a feature worker holds it once a thread. */
  MAX_EMBEDDING_MODEL_BYTES: count.default(512 * 1024 ** 2),
  /** Beyond loopback, requests are taken without a key only where something else guards the port. */
  ALLOW_WITHOUT_KEY: flag.default(false),
  /** Host names beside those of loopback by which requests may come while no key exists; comma-separated, without ports. */
  ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((name) => name.trim() || []))
    .pipe(z.array(z.string().regex(/^([\w.-]+|\[[\da-f:.]+\])$/i, 'a host name without scheme and port'))),
  /** Believes `X-Forwarded-For`: to be set behind a reverse proxy alone, which must set it. */
  TRUST_PROXY: flag.default(false),
  /** Of one API key; 0 is without limit. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().nonnegative().default(1200),
  /** Bytes of archives that an owner may have, as they came; 0 is without limit. */
  QUOTA_STORED_BYTES: quota.default(0),
  /** Scoring and training runs of an owner that may be under way; 0 is without limit. */
  QUOTA_RUNS_AT_ONCE: quota.default(0),
  /** Seconds of an owner's audio that may be extracted on a day of UTC before no further run begins; 0 is without limit. */
  QUOTA_AUDIO_SECONDS_A_DAY: quota.default(0),
  /** Owners with quotas of their own, in JSON: `{"alice":{"storedBytes":1000000000,"runsAtOnce":4}}`. */
  QUOTA_BY_OWNER: z
    .string()
    .default('{}')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'this is no JSON' });
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
  /** Offers everybody the model of `models/starter`, where the release has it. */
  STARTER_MODEL: flag.default(true),
  ...uploads,
  /** Days after which archives and runs are removed whose client asked for no time; 0 keeps them. */
  ARCHIVE_TTL_DAYS: days.default(0),
  RUN_TTL_DAYS: days.default(0),
});

export const featuresEnvironment = z.object({
  ...redis,
  ...store,
  ...outbound,
  ...clips,
  ...process,
  ...worker,
  ...uploads,
  /** Shards extracted at once. Each holds one run of clips in memory. */
  CONCURRENCY: count.default(2),
  /** Threads that decode and extract; default: one a core, at most CONCURRENCY. */
  THREADS: count.optional(),
  /** How often what has expired is looked for. One worker at a time does it. */
  SWEEP_EVERY_SECONDS: count.default(300),
  /** Days after which deliveries of webhooks are removed from their log; 0 keeps them. */
  WEBHOOK_LOG_DAYS: days.default(30),
});

export const gpuEnvironment = z.object({
  ...redis,
  ...store,
  ...process,
  ...worker,
  /** Trains; and scores on a GPU, or where SCORING_ENGINE says so. */
  ENGINE: z.enum(['auto', 'tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu']).default('auto'),
  /** `auto`: onnxruntime on a CPU, which is faster than any training engine. */
  SCORING_ENGINE: z.enum(['auto', 'training']).default('auto'),
  /** That work out a batch together on wasm or cpu; default: one a core, at most 4. The bytes of a model depend on it. */
  TRAINING_THREADS: count.optional(),
});

export const boardEnvironment = z.object({
  ...redis,
  ...store,
  ...process,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3010),
});

export type ApiEnvironment = z.infer<typeof apiEnvironment>;
export type FeaturesEnvironment = z.infer<typeof featuresEnvironment>;
export type GpuEnvironment = z.infer<typeof gpuEnvironment>;

/**
 * The environment, checked: one sentence for each variable that is wrong, and the process ends.
 * Values are not repeated, since one of them may be a secret.
 */
export function readEnvironment<S extends z.ZodType>(schema: S, source: NodeJS.ProcessEnv): z.infer<S> {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ConfigError(`The environment is not valid.\n  ${faults.join('\n  ')}`);
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The folder is absolute, so that processes with another working directory open the same store.
 * @throws ConfigError when S3 is chosen without its credentials
 */
export function storeSettings(env: Pick<ApiEnvironment, keyof typeof store>) {
  if (env.STORE === 'file') return { kind: 'file', dir: resolve(env.STORE_DIR) } as const;
  if (env.S3_ACCESS_KEY_ID === undefined || env.S3_SECRET_ACCESS_KEY === undefined) {
    throw new ConfigError('STORE=s3 needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.');
  }
  return {
    kind: 's3' as const,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
    ...(env.S3_ENDPOINT === undefined ? {} : { endpoint: env.S3_ENDPOINT }),
    ...(env.S3_PUBLIC_ENDPOINT === undefined ? {} : { publicEndpoint: env.S3_PUBLIC_ENDPOINT }),
  };
}
