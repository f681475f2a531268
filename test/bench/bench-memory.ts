/**
 * Measures the memory of a feature worker: the extraction pool with two threads over many clips of every codec, and one
 * clip of an hour that is read as a stream.
 *
 *   npm run bench:memory [-- --clips 10000] [--data FOLDER OF WAV FILES] [--hours 1]
 *
 * The last line is one JSON object: resident megabytes before the clips, after a tenth and after all of them, and how
 * much an hour of 44.1 kHz stereo raises the peak.
 */
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { ZipFile } from 'yazl';
import { clipsOf, openZip, readDirectory } from '#libs/archive';
import { encodeWav } from '#libs/audio';
import {
  FEATURE_SETS,
  preprocessingSchema,
  withPreprocessing,
  type ArchiveIndex,
  type FeatureSetDefinition,
  type ManifestLine,
} from '#libs/contracts';
import {
  RangeSource,
  archiveKeys,
  openStore,
  putJson,
  storeDefinition,
  type ObjectStore,
  type StoreSettings,
} from '#libs/storage';
import { ExtractionPool } from '../../apps/worker-features/src/extraction.pool.js';

const FIXTURES = 'libs/audio/fixtures';
const THREADS = 2;
const SHARD_CLIPS = 64;
const ENTRIES = 512;
const MAX_CLIP_BYTES = 128 * 1024 ** 2;

const { values: options } = parseArgs({
  options: {
    clips: { type: 'string', default: '10000' },
    hours: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});

const rssMb = (): number => process.memoryUsage.rss() / 1024 ** 2;

/** Lists the clips of the folder, or the fixtures of every codec and two synthetic clips of 3.7 s. */
function clipFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => !/\.(sh|json|md)$/.test(name) && /\.\w+$/.test(name))
    .map((name) => join(folder, name));
}

async function putZip(store: ObjectStore, archiveId: string, zip: ZipFile): Promise<ManifestLine[]> {
  zip.end();
  const path = join(folder, `${archiveId}.zip`);
  await pipeline(zip.outputStream, createWriteStream(path));
  await store.putStream(archiveKeys.source(archiveId), createReadStream(path));
  rmSync(path);
  const source = await RangeSource.open(store, archiveKeys.source(archiveId));
  const directory = await openZip(source);
  const lines: ManifestLine[] = [];
  const limits = { ...directory, maxClipBytes: 4 * 1024 ** 3 };
  for await (const page of clipsOf(readDirectory(source, directory), limits)) lines.push(...page);
  const counts = { clips: lines.length, shards: 0, ignored: 0, ignoredExamples: [] };
  const index: ArchiveIndex = { v: 1, archiveId, ...counts, manifestSha256: '' };
  await putJson(store, archiveKeys.index(archiveId), index);
  return lines;
}

/** Generates quiet noise with slow changes of level: the header of a WAV file, then pieces of its data. */
function* longWav(seconds: number): Generator<Buffer, void, undefined> {
  const bytes = seconds * 44_100 * 4;
  const header = encodeWav(new Int16Array(), { sampleRateHz: 44_100, channels: 2 });
  header.writeUInt32LE(36 + bytes, 4);
  header.writeUInt32LE(bytes, 40);
  yield header;
  const second = Buffer.alloc(44_100 * 4);
  for (let at = 0; at < second.length; at += 2)
    second.writeInt16LE(Math.round(6000 * Math.sin(at / (7 + (at % 5)))), at);
  for (let i = 0; i < seconds; i++) yield second;
}

const folder = mkdtempSync(join(tmpdir(), 'serenade-memory-'));
try {
  const settings: StoreSettings = { kind: 'file', dir: join(folder, 'store') };
  const store = openStore(settings);
  const many = new ZipFile();
  const files = [...clipFiles(FIXTURES), ...(options.data === undefined ? [] : clipFiles(options.data))];
  for (let entry = 0; entry < ENTRIES; entry++) {
    const file = files[entry % files.length] ?? '';
    many.addBuffer(readFileSync(file), `${entry}-${file.split('/').at(-1) ?? ''}`, {
      compress: entry % 2 === 0,
    });
  }
  const lines = await putZip(store, 'many', many);
  const pool = new ExtractionPool(settings, THREADS, () =>
    Promise.reject(new Error('The benchmark has no embeddings.')),
  );
  const plainId = await storeDefinition(store, FEATURE_SETS['paper-20']);
  const base = rssMb();

  const clips = Number(options.clips);
  const shards = Math.ceil(clips / SHARD_CLIPS);
  let next = 0;
  let failed = 0;
  let earlyRss = 0;
  let peakRss = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: THREADS }, async () => {
      for (let shard = next++; shard < shards; shard = next++) {
        const start = (shard * SHARD_CLIPS) % (lines.length - SHARD_CLIPS + 1);
        const part = lines.slice(start, start + SHARD_CLIPS);
        const task = { archiveId: 'many', featureSetId: plainId, lines: part, maxClipBytes: MAX_CLIP_BYTES };
        const { reports } = await pool.extract(task);
        failed += reports.filter(({ status }) => status === 'failed').length;
        peakRss = Math.max(peakRss, rssMb());
        if (shard === Math.floor(shards / 10)) earlyRss = rssMb();
      }
    }),
  );
  const clipsPerSecond = (shards * SHARD_CLIPS) / ((performance.now() - startedAt) / 1000);
  const finalRss = rssMb();
  console.log(`${shards * SHARD_CLIPS} clips, ${clipsPerSecond.toFixed(0)} a second, ${failed} failed`);
  console.log(
    `resident: ${base.toFixed(0)} MB before, ${earlyRss.toFixed(0)} after a tenth, ${finalRss.toFixed(0)} after all, ${peakRss.toFixed(0)} at most`,
  );

  const seconds = Math.round(3600 * Number(options.hours));
  const long = new ZipFile();
  long.addReadStream(Readable.from(longWav(seconds)), 'hour.wav', { compress: false });
  const longLines = await putZip(store, 'long', long);
  const preprocessing = preprocessingSchema.parse({ segments: { windowSeconds: 3, hopSeconds: 1.5 } });
  const definition: FeatureSetDefinition = withPreprocessing<FeatureSetDefinition>(
    FEATURE_SETS['paper-20'],
    preprocessing,
  );
  const segmentsId = await storeDefinition(store, definition);
  const before = rssMb();
  let during = before;
  const timer = setInterval(() => (during = Math.max(during, rssMb())), 20);
  const longStart = performance.now();
  const task = {
    archiveId: 'long',
    featureSetId: segmentsId,
    lines: longLines,
    maxClipBytes: MAX_CLIP_BYTES,
  };
  const { reports, frameCounts } = await pool.extract(task);
  clearInterval(timer);
  const longSeconds = (performance.now() - longStart) / 1000;
  const [report] = reports;
  console.log(
    `${seconds} s of 44.1 kHz stereo: ${report?.status ?? 'no report'}, ${frameCounts.length} segments, ${longSeconds.toFixed(1)} s`,
  );
  console.log(`resident: ${before.toFixed(0)} MB before, ${during.toFixed(0)} at most`);
  await pool.close();
  await store.close();
  console.log(
    JSON.stringify({
      bench: 'memory',
      threads: THREADS,
      clips: shards * SHARD_CLIPS,
      failed,
      clips_per_second: Math.round(clipsPerSecond),
      base_mb: Math.round(base),
      early_rss_mb: Math.round(earlyRss),
      rss_mb: Math.round(finalRss),
      peak_rss_mb: Math.round(peakRss),
      long_seconds: seconds,
      long_status: report?.status ?? null,
      long_rise_mb: Math.round(during - before),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
