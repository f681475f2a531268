/**
 * Measures how much longer a run of 50 clips takes behind another owner's running run of 100,000 clips than alone. The
 * large run is cancelled afterwards. Real processes use a file store. The last line is one JSON object.
 *
 *   npm run bench:fairness -- [--clips 100000] [--small 50]
 */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { archiveView, newId } from '#libs/contracts';
import { JobProducer, LiveRuns, connectPatient, type LiveRun } from '#libs/queue';
import { RunLedger, RunSteering } from '#libs/runs';
import { unlabelledClips } from '#libs/synthetic';
import { trainAnyModel } from '../chaos/play-chaos.js';
import { startRedis } from '../services/redis.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore } from '../support/real-store.js';
import { TinyClipsZip } from '../support/tiny-clips-zip.js';

const TARGET_SECONDS = 20;
const TIMEOUT_MS = 10 * 60_000;

const { values } = parseArgs({
  options: { clips: { type: 'string', default: '100000' }, small: { type: 'string', default: '50' } },
});
const [large, small] = [Number(values.clips), Number(values.small)];

const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
try {
  const figures = await measure(redis.service.url);
  console.table(figures);
  console.log(`target: at most ${String(TARGET_SECONDS)} s more than alone`);
  const about = { bench: 'fairness', node: process.version, clips: large, small_clips: small };
  console.log(JSON.stringify({ ...about, ...figures }));
} finally {
  await redis.service.stop();
}

async function measure(redisUrl: string) {
  await using store = await folderStore();
  await using folder = await RealFolder.make();
  await using stack = await RealStack.start({ redisUrl, store, featureWorkers: 2, gpuWorkers: 1 });
  const { client } = stack;
  const modelId = await trainAnyModel(stack);
  const connection = connectPatient(redisUrl);
  const keyspace = { redis: connection, prefix: stack.prefix };
  const producer = new JobProducer(keyspace);
  const ledger = new RunLedger(store.store, new LiveRuns(keyspace));
  /** Uploads clips that no run has extracted before. */
  const smallArchive = async (seed: number): Promise<string> => {
    const { files } = unlabelledClips(seed, 2 * small);
    const clips = files.filter(({ name }) => name.startsWith('calls/call-')).slice(0, small);
    return await client.upload(await folder.zip(`small-${String(seed)}.zip`, clips));
  };
  const secondsOf = async (archiveId: string): Promise<number> => {
    const startedAt = performance.now();
    const { id } = await client.score({ archiveId, modelId });
    const run = await client.over(id, TIMEOUT_MS);
    if (run.progress.clips !== small)
      throw new Error(`The small run had ${String(run.progress.clips)} clips.`);
    return Math.round((performance.now() - startedAt) / 10) / 100;
  };
  try {
    await secondsOf(await smallArchive(1)); // the first run loads the model for the others
    const alone = await secondsOf(await smallArchive(2));
    const [archiveId, waiting] = [await upload(stack.url), await smallArchive(3)];
    const first = (await client.score({ archiveId, modelId })).id;
    await client.cancel(first); // the large run copies its record with another owner
    const record = await ledger.scoring.find(first);
    if (record === null) throw new Error('The large run has no record.');
    const big = {
      ...record,
      id: newId('scoringRun'),
      owner: 'somebody-else',
      state: 'queued',
      launch: 0,
    } as const;
    await new RunSteering(ledger, producer).launch({ ...big, finishedAt: null, error: null });
    await untilUnderWay(ledger, big.id);
    const behind = await secondsOf(waiting);
    const live = await ledger.live.find(big.id);
    return {
      alone_seconds: alone,
      behind_seconds: behind,
      extra_seconds: Math.round((behind - alone) * 100) / 100,
      large_run_state: live?.state ?? 'unknown',
      large_run_done: doneOf(live),
    };
  } finally {
    await producer.close();
    connection.disconnect();
  }
}

/** Waits until the first clips of a run are finished. */
async function untilUnderWay({ live }: RunLedger, runId: string): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (doneOf(await live.find(runId)) === 0) {
    if (Date.now() > deadline) throw new Error('The large run did not begin in time.');
    await sleep(100);
  }
}

function doneOf(live: LiveRun | null): number {
  return live === null ? 0 : live.progress.scored + live.progress.failed;
}

async function upload(url: string): Promise<string> {
  const zip = new TinyClipsZip(large);
  const outgoing = request(`${url}/v1/archives?name=large.zip`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip', 'content-length': zip.sizeBytes },
  });
  const answer = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  await pipeline(Readable.from(zip.pieces()), outgoing);
  const [response] = await answer;
  return archiveView.parse(await json(response)).id;
}
