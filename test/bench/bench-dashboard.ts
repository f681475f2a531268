/**
 * Measures how smoothly the dashboard scrolls a run of 100,000 clips in a real Chromium (frames per second from end to
 * end), and how long it takes to read, sort and search the clips. The last line is one JSON object.
 *
 *   npm run bench:dashboard -- [CLIPS]
 */
import type { Page } from 'playwright-core';
import type { ScorePart, ScoringRunRecord } from '#libs/contracts';
import { putJson, Records, scoringKeys, type ObjectStore } from '#libs/storage';
import { scoringRunRecord } from '#libs/contracts';
import { startRedis } from '../services/redis.js';
import { LoneApi } from '../support/lone-api.js';
import { RealBrowser } from '../support/real-browser.js';
import { folderStore } from '../support/real-store.js';
import { scoringRunOf } from '../support/records.js';

const SHARD_CLIPS = 64;
const SECONDS = 6;
const LABELS = ['angry', 'calm', 'happy', 'sad'] as const;

/** The intervals between the frames that the browser drew. */
interface Frames {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

const clips = Number(process.argv[2] ?? 100_000);
const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
try {
  await using store = await folderStore();
  const runId = await storeRun(store.store);
  await using api = await LoneApi.start(redis.service.url, store);
  await using browser = await RealBrowser.start();
  const started = performance.now();
  await using opened = await browser.open(`${api.url}/#/scoring-runs/${runId}`);
  const { page } = opened;
  page.setDefaultTimeout(120_000);
  await page.getByText(`${clips.toLocaleString('en')} clips`, { exact: true }).waitFor();
  const readSeconds = (performance.now() - started) / 1000;
  const frames = await scroll(page);
  const sortMs = await timed(page, () => page.getByRole('button', { name: 'Probability' }).click());
  const searchMs = await timed(page, () => page.getByLabel('Name contains').fill('99.wav'));
  const figures = { ...frames, readSeconds, sortMs, searchMs };
  console.table(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value.toFixed(1)])));
  console.log(JSON.stringify({ bench: 'dashboard', node: process.version, clips, ...figures }));
} finally {
  await redis.service.stop();
}

/** Stores a finished run in which every clip is scored. */
async function storeRun(store: ObjectStore): Promise<string> {
  const run = scoringRunOf({ state: 'failed', finishedAt: new Date().toISOString() });
  for (let first = 0; first < clips; first += SHARD_CLIPS) {
    const ordinal = first / SHARD_CLIPS;
    await putJson(
      store,
      scoringKeys.part(run.id, ordinal),
      partOf(run, ordinal, Math.min(SHARD_CLIPS, clips - first)),
    );
  }
  await new Records(store, 'scoring-runs', scoringRunRecord).save(run);
  return run.id;
}

function partOf({ modelId, modelVersion }: ScoringRunRecord, ordinal: number, count: number): ScorePart {
  const scores = Array.from({ length: count }, (_, at) => {
    const clip = ordinal * SHARD_CLIPS + at;
    const label = LABELS[clip % LABELS.length] ?? 'angry';
    const probability = 0.4 + ((clip * 7919) % 600) / 1000;
    const others = (1 - probability) / (LABELS.length - 1);
    return {
      clip,
      name: `calls/2026-11/${String(clip).padStart(6, '0')}.wav`,
      label,
      probability,
      probabilities: Object.fromEntries(LABELS.map((name) => [name, name === label ? probability : others])),
      durationSeconds: 1 + (clip % 50) / 10,
      modelId,
      modelVersion,
      engine: 'wasm' as const,
    };
  });
  const engine = { name: 'wasm' as const, device: 'cpu', version: '1', passedOver: [] };
  return { v: 1, ordinal, engine, scores, errors: [] };
}

/** Scrolls the table from the first row to the last, one step per frame. */
async function scroll(page: Page): Promise<Frames> {
  await page.locator('.window').scrollIntoViewIfNeeded();
  const intervals = await page.evaluate<number[]>(`new Promise((resolve) => {
    const box = document.querySelector('.window');
    const end = box.scrollHeight - box.clientHeight;
    const begun = performance.now();
    const intervals = [];
    let last = begun;
    const step = (now) => {
      intervals.push(now - last);
      last = now;
      const share = (now - begun) / ${String(1000 * SECONDS)};
      if (share >= 1) return resolve(intervals);
      box.scrollTop = share * end;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`);
  const sorted = intervals.slice(1).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  const sum = sorted.reduce((total, ms) => total + ms, 0);
  return { perSecond: (1000 * sorted.length) / sum, medianMs: at(0.5), p99Ms: at(0.99), worstMs: at(1) };
}

/** Measures the time from an action until the browser has drawn its effect. */
async function timed(page: Page, deed: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await deed();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return performance.now() - started;
}
