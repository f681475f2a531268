/**
 * Uploads a zip64 of a million tiny WAV files (1.1 GB) through a real API. A real feature worker indexes it and plans a
 * run, which is cancelled once all shards are enqueued. A dry run is measured before and after.
 *
 *   npm run bench:archives -- [--entries N] [--store file|s3]
 *
 * Targets: at least 20,000 entries a second; below 300 MB resident and no event loop blocked for 200 ms in the API and
 * the worker; Redis below 200 MB at its peak. The last line is one JSON object.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { archiveIndex, archiveView, jobIds, type TrainingRunView } from '#libs/contracts';
import { archiveKeys, getJson } from '#libs/storage';
import { labelledClips } from '#libs/synthetic';
import { startMinio } from '../services/minio.js';
import { startRedis } from '../services/redis.js';
import { MemoryWatch } from '../support/memory-watch.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { bucketStore, folderStore, type RealStore } from '../support/real-store.js';
import { TinyClipsZip } from '../support/tiny-clips-zip.js';

const PLAN_TIMEOUT_MS = 15 * 60_000;
const MONITOR = pathToFileURL(fileURLToPath(new URL('./loop-monitor.js', import.meta.url))).href;

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' }, store: { type: 'string', default: 'file' } },
});
const zip = new TinyClipsZip(Number(values.entries));
console.log(`${String(zip.entries)} entries, ${megabytes(zip.sizeBytes)} MB`);

const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
const minio = values.store === 's3' ? await startMinio() : null;
if (minio?.service === null) throw new Error(minio.missing);
const opened = minio === null ? await folderStore() : await bucketStore(minio.service);
try {
  const figures = await measure(redis.service.url, opened);
  console.table(figures);
  const about = { bench: 'archives', node: process.version, store: values.store, entries: zip.entries };
  console.log(JSON.stringify({ ...about, archive_mb: megabytes(zip.sizeBytes), ...figures }));
} finally {
  await opened[Symbol.asyncDispose]();
  await minio?.service.stop();
  await redis.service.stop();
}

async function measure(redisUrl: string, store: RealStore) {
  await using folder = await RealFolder.make();
  const monitored = (name: string) => ({
    NODE_OPTIONS: `--import=${MONITOR}`,
    LOOP_MONITOR_FILE: join(folder.path, name),
  });
  const blockMs = (name: string) => Number(readFileSync(join(folder.path, name), 'utf8'));
  await using stack = await RealStack.start({
    redisUrl,
    store,
    featureWorkers: 1,
    gpuWorkers: 1,
    apiEnv: monitored('api'),
    featuresEnv: { CONCURRENCY: '2', ...monitored('features') },
  });
  const modelId = await trainAnyModel(stack, folder);
  for (const gpu of stack.gpus) await gpu[Symbol.asyncDispose](); // nothing is scored here
  const watched = [stack.apiProcess, ...stack.features];
  for (const process of watched) process.kill('SIGUSR2');
  using ofApi = new MemoryWatch([stack.apiProcess.pid]);
  using ofWorker = new MemoryWatch(stack.features.map(({ pid }) => pid));
  const client = new Redis(redisUrl);
  await client.config('RESETSTAT');

  const uploadStart = performance.now();
  const archiveId = await upload(stack.url);
  const uploadSeconds = (performance.now() - uploadStart) / 1000;

  const dryRunSeconds = await secondsOfDryRun(stack, { archiveId, modelId });
  const { id } = await stack.client.score({ archiveId, modelId });
  await stack.client.until(id, ({ state }) => state !== 'queued', PLAN_TIMEOUT_MS);
  const indexStart = performance.now();
  await stack.client.until(id, ({ state }) => state !== 'indexing', PLAN_TIMEOUT_MS);
  const indexSeconds = (performance.now() - indexStart) / 1000;
  const { shards, clips } = await getJson(store.store, archiveKeys.index(archiveId), archiveIndex);
  if (clips !== zip.entries) throw new Error(`${clips} of ${zip.entries} entries were indexed.`);
  await untilPlanned(client, stack.prefix, id);
  const planSeconds = (performance.now() - indexStart) / 1000;
  const info = await client.info('memory');
  const indexedDryRunSeconds = await secondsOfDryRun(stack, { archiveId, modelId });
  client.disconnect();

  const figures = {
    entries_per_s: Math.round(zip.entries / indexSeconds),
    max_rss_mb: Math.round(Math.max(ofApi.highWaterMb(), ofWorker.highWaterMb())),
    api_rss_mb: Math.round(ofApi.highWaterMb()),
    worker_rss_mb: Math.round(ofWorker.highWaterMb()),
    max_block_ms: Math.round(Math.max(blockMs('api'), blockMs('features'))),
    api_block_ms: Math.round(blockMs('api')),
    worker_block_ms: Math.round(blockMs('features')),
    redis_peak_mb: megabytes(Number(/used_memory_peak:(\d+)/.exec(info)?.[1])),
    upload_mb_per_s: Math.round(megabytes(zip.sizeBytes) / uploadSeconds),
    index_s: Math.round(indexSeconds * 10) / 10,
    plan_s: Math.round(planSeconds * 10) / 10,
    dry_run_s: Math.round(dryRunSeconds * 10) / 10,
    dry_run_of_index_s: Math.round(indexedDryRunSeconds * 10) / 10,
    shards,
  };
  await stack.client.cancel(id); // a million clips are not scored here
  return figures;
}

async function secondsOfDryRun(
  { client }: RealStack,
  of: { readonly archiveId: string; readonly modelId: string },
): Promise<number> {
  const startedAt = performance.now();
  const { clips } = await client.tryOut(of);
  if (clips !== zip.entries)
    throw new Error(`The dry run counted ${String(clips)} of ${zip.entries} entries.`);
  return (performance.now() - startedAt) / 1000;
}

/** Waits until the run is planned. The conductor saves its position once the first window of shards is enqueued. */
async function untilPlanned(client: Redis, prefix: string, runId: string): Promise<void> {
  const deadline = Date.now() + PLAN_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const data = await client.hget(`${prefix}:archives:${jobIds.conduct(runId, 0)}`, 'data');
    if (data !== null && (JSON.parse(data) as { cursor?: number }).cursor !== 0) return;
    await sleep(100);
  }
  throw new Error('The shards were not enqueued in time.');
}

async function trainAnyModel({ client }: RealStack, folder: RealFolder): Promise<string> {
  const archiveId = await client.upload(await folder.zip('labelled.zip', labelledClips(1, 4, 2)));
  const { id } = await client.train({ archiveId, corpus: 'folder', epochs: 1 });
  const run = (await client.until(id, ({ state }) => state === 'completed')) as TrainingRunView;
  return run.modelId ?? '';
}

async function upload(url: string): Promise<string> {
  const outgoing = request(`${url}/v1/archives?name=million.zip`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip', 'content-length': zip.sizeBytes },
  });
  const answer = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  await pipeline(Readable.from(zip.pieces()), outgoing);
  const [response] = await answer;
  return archiveView.parse(await json(response)).id;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
