/**
 * Measures the API's resident memory while a large archive uploads, that of two feature workers while it is scored, and
 * the speed of both. It runs real processes on a file store and, if MinIO is available, on an S3 store.
 *
 *   npm run bench:upload -- [MEGABYTES]
 *
 * The archive (1 GB by default) is generated while it is sent. Its clips are recordings if SERENADE_DATA is set,
 * otherwise synthetic. The last line is one JSON object with the figures of the file store, and those of S3 under `s3`.
 */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { archiveView, type TrainingRunView } from '#libs/contracts';
import { type NamedBytes, labelledClips, unlabelledClips } from '#libs/synthetic';
import { startMinio } from '../services/minio.js';
import { startRedis } from '../services/redis.js';
import { MemoryWatch } from '../support/memory-watch.js';
import { findRecordings, restoreClips } from '../support/real-corpora.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { bucketStore, folderStore, type RealStore } from '../support/real-store.js';
import { RepeatedZip } from '../support/repeated-zip.js';

const API_TARGET_MB = 250;
const FEATURE_WORKER_TARGET_MB = 400;
const SCORING_TIMEOUT_MS = 30 * 60_000;

interface Figures {
  readonly upload_mb_per_s: number;
  readonly api_max_rss_mb: number;
  readonly feature_worker_max_rss_mb: number;
  readonly clips_per_s: number;
}

const megabytes = Number(process.argv[2] ?? 1024);
const zip = new RepeatedZip(await findClips(), megabytes * 1024 ** 2);
console.log(`${String(zip.entries.length)} clips, ${(zip.sizeBytes / 1024 ** 2).toFixed(0)} MB`);

const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
const minio = await startMinio();
try {
  const file = await measure(redis.service.url, await folderStore());
  const s3 =
    minio.service === null ? null : await measure(redis.service.url, await bucketStore(minio.service));
  if (minio.service === null) console.log(`no S3 store: ${minio.missing}`);
  console.table({ file, ...(s3 === null ? {} : { s3 }) });
  console.log(
    `targets: API below ${String(API_TARGET_MB)} MB, feature worker below ${String(FEATURE_WORKER_TARGET_MB)} MB`,
  );
  const about = { bench: 'upload', node: process.version, megabytes, clips: zip.entries.length };
  console.log(JSON.stringify({ ...about, ...file, ...(s3 === null ? {} : { s3 }) }));
} finally {
  await redis.service.stop();
  await minio.service?.stop();
}

async function measure(redisUrl: string, opened: RealStore): Promise<Figures> {
  await using store = opened;
  const options = { redisUrl, store, featureWorkers: 2, gpuWorkers: 1, featuresEnv: { CONCURRENCY: '2' } };
  await using stack = await RealStack.start(options);
  const modelId = await trainAnyModel(stack);
  using ofApi = new MemoryWatch([stack.apiProcess.pid]);
  using ofWorkers = new MemoryWatch(stack.features.map(({ pid }) => pid));

  const uploadStart = performance.now();
  const archiveId = await upload(stack.url);
  const uploadSeconds = (performance.now() - uploadStart) / 1000;
  const apiMb = ofApi.highWaterMb();

  const scoringStart = performance.now();
  const { id } = await stack.client.score({ archiveId, modelId });
  const run = await stack.client.over(id, SCORING_TIMEOUT_MS);
  const scoringSeconds = (performance.now() - scoringStart) / 1000;
  if (run.state !== 'completed') throw new Error(`The run ended ${run.state}.\n${stack.tails()}`);
  return {
    upload_mb_per_s: rounded(zip.sizeBytes / 1024 ** 2 / uploadSeconds),
    api_max_rss_mb: rounded(Math.max(apiMb, ofApi.peakMb)),
    feature_worker_max_rss_mb: rounded(ofWorkers.highWaterMb()),
    clips_per_s: rounded(zip.entries.length / scoringSeconds),
  };
}

/** Trains a model to score with. Its predictions do not matter here. */
async function trainAnyModel({ client }: RealStack): Promise<string> {
  await using folder = await RealFolder.make();
  const archiveId = await client.upload(await folder.zip('labelled.zip', labelledClips(1, 4, 2)));
  const { id } = await client.train({ archiveId, corpus: 'folder', epochs: 1 });
  const run = (await client.until(id, ({ state }) => state === 'completed')) as TrainingRunView;
  return run.modelId ?? '';
}

/** Sends the archive while it is generated. Only node:http keeps pace with the server. */
async function upload(url: string): Promise<string> {
  const outgoing = request(`${url}/v1/archives?name=bench.zip`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip', 'content-length': zip.sizeBytes },
  });
  const answer = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  await pipeline(Readable.from(zip.pieces()), outgoing);
  const [response] = await answer;
  return archiveView.parse(await json(response)).id;
}

async function findClips(): Promise<readonly NamedBytes[]> {
  const { folder, missing } = await findRecordings();
  if (folder !== null) return restoreClips(folder, 'ravdess-speech-48k', ['Actor_01']);
  console.log(`synthetic clips (${missing})`);
  return unlabelledClips(1, 60).files.filter(({ name }) => name.startsWith('calls/call-'));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
