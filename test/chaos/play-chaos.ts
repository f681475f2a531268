import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { scoringRunRecord, isOver, type RunState, type TrainingRunView } from '#libs/contracts';
import { getJson, readJsonLines, recordKey, scoringKeys, type ObjectStore } from '#libs/storage';
import { z } from 'zod';
import { labelledClips } from '#libs/synthetic';
import { Random } from '#libs/random';
import { OwnRedis } from '../support/own-redis.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { bucketStore, type RealStore } from '../support/real-store.js';
import type { S3Access } from '../support/services.js';
import { FaultyProxy } from './faulty-proxy.js';
import { JobDoubler } from './job-doubler.js';
import { killAgainAndAgain } from './killer.js';

export interface ChaosPlan {
  readonly s3: S3Access;
  /** Sends the archive to an API and returns its id. */
  readonly upload: (stack: RealStack) => Promise<string>;
  readonly seed: number;
  /** The number of times that each worker is killed. */
  readonly kills: number;
  readonly aliveMs: readonly [least: number, most: number];
  readonly redisRestarts: number;
  /** The time between two restarts of Redis. */
  readonly restartMs: readonly [least: number, most: number];
  /** The share of the store's requests that are spoiled. */
  readonly faultRate: number;
  readonly timeoutMs: number;
  readonly tell: (line: string) => void;
}

export interface ChaosFigures {
  readonly state: RunState;
  readonly clips: number;
  /** Manifest lines without a score or an error. */
  readonly lost: number;
  /** Manifest lines with more than one. */
  readonly duplicated: number;
  /** True if scores.ndjson is byte for byte that of the undisturbed run. */
  readonly identical: boolean;
  readonly kills: number;
  readonly redis_restarts: number;
  readonly store_requests: number;
  readonly store_faults: number;
  readonly jobs: number;
  readonly jobs_doubled: number;
  readonly calm_seconds: number;
  readonly chaos_seconds: number;
}

/**
 * Scores an archive undisturbed. Then scores it again, from the upload on, in another bucket under every fault at once.
 */
export async function playChaos(plan: ChaosPlan): Promise<ChaosFigures> {
  await using calm = await bucketStore(plan.s3);
  await using stormy = await bucketStore(plan.s3);
  const known = await scoreUndisturbed(plan, calm);
  plan.tell(`undisturbed: ${known.seconds.toFixed(1)} s`);
  for (const prefix of ['models/', 'records/models/', 'records/archives/', 'owners/'])
    await copyPrefix(calm.store, stormy.store, prefix);
  await copyObject(calm.store, stormy.store, known.sourceKey);
  return await scoreDisturbed(plan, stormy, known);
}

interface Undisturbed {
  readonly archiveId: string;
  readonly sourceKey: string;
  readonly modelId: string;
  readonly clips: number;
  readonly scoresSha256: string;
  readonly seconds: number;
}

async function scoreUndisturbed(plan: ChaosPlan, store: RealStore): Promise<Undisturbed> {
  await using redis = await OwnRedis.create();
  await using stack = await RealStack.start({ redisUrl: redis.url, store, featureWorkers: 2, gpuWorkers: 1 });
  const modelId = await trainAnyModel(stack);
  const archiveId = await plan.upload(stack);
  const startedAt = performance.now();
  const { id } = await stack.client.score({ archiveId, modelId });
  await stack.client.over(id, plan.timeoutMs);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { clips, scoresSha256 } = await stack.client.summary(id);
  const sources: string[] = [];
  for await (const { key } of store.store.list(`archives/${archiveId}/source`)) sources.push(key);
  return { archiveId, sourceKey: sources[0] ?? '', modelId, clips, scoresSha256, seconds };
}

async function scoreDisturbed(plan: ChaosPlan, store: RealStore, known: Undisturbed): Promise<ChaosFigures> {
  const random = Random.seeded(plan.seed, 'kills');
  await using folder = await RealFolder.make();
  await using redis = await OwnRedis.create({ dir: folder.path });
  await using proxy = await FaultyProxy.before(plan.s3.endpoint, Random.seeded(plan.seed, 'faults'));
  const spoiled = { ...store, env: { ...store.env, S3_ENDPOINT: proxy.endpoint } };
  const options = { redisUrl: redis.url, store: spoiled, featureWorkers: 2, gpuWorkers: 1 };
  await using stack = await RealStack.start(options);
  await using doubler = new JobDoubler(redis.url, stack.prefix);

  const startedAt = performance.now();
  const { id } = await stack.client.score({ archiveId: known.archiveId, modelId: known.modelId });
  proxy.rate = plan.faultRate;
  let state: RunState = 'queued';
  const over = () => isOver(state);
  const kill = (
    first: (typeof stack.features)[number] | undefined,
    another: () => typeof stack.apiProcess,
  ) =>
    first === undefined
      ? Promise.resolve(0)
      : killAgainAndAgain(first, another, { ...plan, random, isOver: over });
  const killed = Promise.all([
    ...stack.features.slice(0, 2).map((worker) => kill(worker, () => stack.startFeatureWorker())),
    kill(stack.gpus[0], () => stack.startGpuWorker()),
  ]);
  const restarted = restartRedis(redis, plan, random, over);
  while (!over() && performance.now() - startedAt < plan.timeoutMs) {
    await sleep(250);
    state = await recordedState(store.store, id).catch(() => state);
  }
  const chaosSeconds = (performance.now() - startedAt) / 1_000;
  proxy.rate = 0;
  if (!over()) plan.tell(`not over in time; the last words of the processes:\n${stack.tails()}`);
  const found = await countOutcomes(store.store, id, known.clips).catch(() => NONE);
  state = over() ? state : 'failed'; // so that the killers end
  return {
    state,
    clips: known.clips,
    lost: known.clips - found.once - found.twice,
    duplicated: found.twice,
    identical: found.scoresSha256 === known.scoresSha256,
    kills: (await killed).reduce((sum, kills) => sum + kills, 0),
    redis_restarts: await restarted,
    store_requests: proxy.requests,
    store_faults: proxy.faults,
    jobs: doubler.jobs,
    jobs_doubled: doubler.doubled,
    calm_seconds: Math.round(known.seconds * 10) / 10,
    chaos_seconds: Math.round(chaosSeconds * 10) / 10,
  };
}

/** Stops Redis, once gracefully and once abruptly, and restarts it on its log. */
async function restartRedis(
  redis: OwnRedis,
  { redisRestarts, restartMs }: ChaosPlan,
  random: Random,
  isOver: () => boolean,
): Promise<number> {
  for (let done = 0; done < redisRestarts; done++) {
    await sleep(random.between(...restartMs));
    if (isOver()) return done;
    await redis.kill(done % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
    await sleep(random.between(100, 1_000));
    await redis.start();
  }
  return redisRestarts;
}

/** Reads the state of a run from its record in the store, which is the truth about its end. */
async function recordedState(store: ObjectStore, runId: string): Promise<RunState> {
  return (await getJson(store, recordKey('scoring-runs', runId), scoringRunRecord)).state;
}

const NONE = { once: 0, twice: 0, scoresSha256: '' };

/** Counts the manifest lines that appear in the results once, and those that appear more often. */
async function countOutcomes(store: ObjectStore, runId: string, clips: number) {
  const seen = new Uint8Array(clips);
  const line = z.looseObject({
    clip: z
      .int()
      .nonnegative()
      .max(clips - 1),
  });
  for (const key of [scoringKeys.scores(runId), scoringKeys.errors(runId)])
    for await (const { clip } of readJsonLines(store, key, line))
      seen[clip] = Math.min(2, (seen[clip] ?? 0) + 1);
  const hash = createHash('sha256');
  for await (const piece of await store.stream(scoringKeys.scores(runId))) hash.update(piece as Buffer);
  const count = (times: number) => seen.reduce((sum, value) => sum + (value === times ? 1 : 0), 0);
  return { once: count(1), twice: count(2), scoresSha256: hash.digest('hex') };
}

/** Trains a model to score with. Its predictions do not matter here. */
export async function trainAnyModel({ client }: RealStack): Promise<string> {
  await using folder = await RealFolder.make();
  const archiveId = await client.upload(await folder.zip('labelled.zip', labelledClips(1, 4, 2)));
  const { id } = await client.train({ archiveId, corpus: 'folder', epochs: 1 });
  const run = (await client.until(id, ({ state }) => state === 'completed')) as TrainingRunView;
  return run.modelId ?? '';
}

async function copyPrefix(from: ObjectStore, to: ObjectStore, prefix: string): Promise<void> {
  for await (const { key } of from.list(prefix)) await to.put(key, await from.get(key));
}

async function copyObject(from: ObjectStore, to: ObjectStore, key: string): Promise<void> {
  await to.putStream(key, await from.stream(key));
}
