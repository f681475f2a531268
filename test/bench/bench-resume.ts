/**
 * Uploads an archive to a real API by tus and cuts the connection five times. Measures the API's memory and compares
 * its hash of the archive with that of the sent bytes.
 *
 *   npm run bench:resume -- [--megabytes 2048] [--store file|s3]
 *
 * Target: the right SHA-256, and the API below 250 MB. The last line is one JSON object.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { parseArgs } from 'node:util';
import { archiveView } from '#libs/contracts';
import { startMinio } from '../services/minio.js';
import { startRedis } from '../services/redis.js';
import { MemoryWatch } from '../support/memory-watch.js';
import { RealProcess } from '../support/real-process.js';
import { bucketStore, folderStore } from '../support/real-store.js';
import { TinyClipsZip } from '../support/tiny-clips-zip.js';
import { RawTus, buildTusPatchHeaders } from '../support/tus.js';

const INTERRUPTIONS = 5;
const BYTES_AN_ENTRY = 1190;

const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '2048' }, store: { type: 'string', default: 'file' } },
});
const zip = new TinyClipsZip(Math.ceil((Number(values.megabytes) * 1024 ** 2) / BYTES_AN_ENTRY));
const hash = createHash('sha256');
for (const piece of zip.pieces()) hash.update(piece);
const sha256 = hash.digest('hex');

const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
const minio = values.store === 's3' ? await startMinio() : null;
if (minio?.service === null) throw new Error(minio.missing);
const store = minio === null ? await folderStore() : await bucketStore(minio.service);
try {
  await using api = new RealProcess('api', { REDIS_URL: redis.service.url, PORT: '0', ...store.env });
  const url = String((await api.logged('listening'))['url']);
  using memory = new MemoryWatch([api.pid]);
  const startedAt = performance.now();
  const tus = await RawTus.create(url, zip.sizeBytes, { filename: 'large.zip', sha256 });
  const offsets: number[] = [];
  for (let cut = 1; cut <= INTERRUPTIONS; cut++) {
    await send(tus, await tus.offset(), Math.floor((zip.sizeBytes * cut) / (INTERRUPTIONS + 1)));
    offsets.push(await settled(tus));
  }
  const archive = archiveView.parse(await send(tus, offsets.at(-1) ?? 0, zip.sizeBytes));
  if (archive.sha256 !== sha256) throw new Error(`The archive hashes to ${archive.sha256}, not ${sha256}.`);
  const seconds = (performance.now() - startedAt) / 1000;
  const figures = {
    megabytes: Math.round(zip.sizeBytes / 1024 ** 2),
    interruptions: offsets.length,
    sha256_right: archive.sha256 === sha256,
    api_max_rss_mb: Math.round(memory.highWaterMb()),
    mb_per_s: Math.round(zip.sizeBytes / 1024 ** 2 / seconds),
  };
  console.table(figures);
  console.log(JSON.stringify({ bench: 'resume', node: process.version, store: values.store, ...figures }));
} finally {
  await store[Symbol.asyncDispose]();
  await minio?.service.stop();
  await redis.service.stop();
}

/** Sends from `offset`. Breaks the connection at `until`, or returns the response if that is the end. */
async function send(tus: RawTus, offset: number, until: number): Promise<unknown> {
  const headers = { ...buildTusPatchHeaders(offset), 'content-length': zip.sizeBytes - offset };
  const outgoing = request(tus.url, { method: 'PATCH', headers });
  outgoing.on('error', () => undefined); // the benchmark cuts it off
  const answer = new Promise<unknown>((resolve, reject) => {
    outgoing.once('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(pieces).toString()));
        } catch (error) {
          reject(new Error('The response is not JSON.', { cause: error }));
        }
      });
    });
  });
  let at = 0;
  for (const piece of zip.pieces()) {
    const from = Math.max(0, offset - at);
    at += piece.length;
    if (at <= offset) continue;
    if (!outgoing.write(piece.subarray(from))) await once(outgoing, 'drain');
    if (at < until || until === zip.sizeBytes) continue;
    outgoing.destroy();
    return null;
  }
  outgoing.end();
  return answer;
}

/** Waits until the server has stored what the broken connection sent, and returns the offset. */
async function settled(tus: RawTus): Promise<number> {
  let last = -1;
  for (;;) {
    const offset = await tus.offset();
    if (offset === last) return offset;
    last = offset;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
