import { expect, it } from 'vitest';
import {
  jobIds,
  scorePart,
  scoringSummary,
  sha256Hex,
  type ScorePart,
  type ShardLine,
} from '#libs/contracts';
import { Records, archiveKeys, getJson, putJson, scoringKeys, type ObjectStore } from '#libs/storage';
import { modelCard, newId, type ModelCard } from '#libs/contracts';
import { DomainTally } from '#libs/evaluation';
import { verifyResults, type ResultSource } from '#libs/results';
import { finishScoring } from '../../../apps/worker-features/src/finish-scoring.processor.js';
import { failCalls } from '../../support/failing-store.js';
import {
  buildJob,
  indexed,
  storeArchive,
  openTestFeatures,
  type TestFeatures,
} from '../../support/features-worker.js';
import { modelCardOf, scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { keysOf } from '../../support/temp-store.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

const CLIPS = 150;
const clip = voicedWav(150, 0.05);
const zip = await zipOf(Object.fromEntries(Array.from({ length: CLIPS }, (_, n) => [`c-${n}.wav`, clip])));

/** Builds a part in which the first `failed` clips of the shard have an error, and the others a score. */
function partOf({ ordinal, firstClip, clips }: ShardLine, failed = 0): ScorePart {
  const numbers = Array.from({ length: clips }, (_, n) => firstClip + n);
  const model = { modelId: 'mdl', modelVersion: 'v', engine: 'cpu' };
  return scorePart.parse({
    v: 1,
    ordinal,
    engine: { name: 'cpu', device: 'cpu', version: '1', passedOver: [] },
    errors: numbers
      .slice(0, failed)
      .map((n) => ({ clip: n, name: `c-${n}.wav`, code: 'clip.silent', message: 'x' })),
    scores: numbers.slice(failed).map((n) => ({
      clip: n,
      name: `c-${n}.wav`,
      label: n % 2 === 0 ? 'calm' : 'angry',
      probability: 1,
      probabilities: { calm: n % 2 === 0 ? 1 : 0, angry: n % 2 },
      durationSeconds: 0.5,
      ...model,
    })),
  });
}

/** Reads the results of a run and its manifest from the store. */
function storedResults(store: ObjectStore, run: { id: string; archiveId: string }): ResultSource {
  return {
    open: async (name) => {
      const isManifest = name === 'manifest.jsonl';
      const key = isManifest ? archiveKeys.manifest(run.archiveId) : scoringKeys.result(run.id, name);
      return (await store.head(key)) === null ? null : store.stream(key);
    },
  };
}

describeWithRedis('finish-scoring', (redisUrl) => {
  const prepared = async ({ store, platform }: TestFeatures, parts: readonly (number | null)[]) => {
    const archive = await storeArchive(store, zip);
    const card = modelCardOf();
    await new Records(store, 'models', modelCard).save(card);
    const run = scoringRunOf({ archiveId: archive.id, modelId: card.id });
    await platform.ledger.open(run);
    const shards = await indexed(store, archive);
    for (const [at, failed] of parts.entries()) {
      if (failed !== null) await putJson(store, scoringKeys.part(run.id, at), partOf(shards[at]!, failed));
    }
    const job = buildJob('finish-scoring', jobIds.finish(run.id, 0), {
      v: 1,
      runId: run.id,
      launch: run.launch,
    });
    return { run, shards, job };
  };
  const text = async ({ store }: TestFeatures, key: string) => Buffer.from(await store.get(key)).toString();
  const clipsIn = (lines: string) =>
    lines.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as { clip: number }).clip]));

  it('joins the parts in the order of the archive, with each clip once and correct counts', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features, [2, 0, 1]);
    expect(await finishScoring(features.platform, job)).toEqual({ scored: 147, failed: 3, cancelled: 0 });
    const scores = await text(features, scoringKeys.scores(run.id));
    const errors = await text(features, scoringKeys.errors(run.id));
    expect(clipsIn(scores)).toEqual([...clipsIn(scores)].sort((a, b) => a - b));
    const all = [...clipsIn(scores), ...clipsIn(errors)].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: CLIPS }, (_, n) => n));
    expect((await text(features, scoringKeys.csv(run.id))).trimEnd().split('\r\n')).toHaveLength(148);
    expect(await getJson(features.store, scoringKeys.summary(run.id), scoringSummary)).toMatchObject({
      clips: CLIPS,
      scored: 147,
      failed: 3,
      cancelled: 0,
      errorsByCode: { 'clip.silent': 3 },
      labels: { angry: 74, calm: 73 },
      audioSeconds: 73.5,
      engines: ['cpu'],
      scoresSha256: sha256Hex(scores),
    });
    expect(await features.platform.ledger.find(run.id)).toMatchObject({ state: 'completed_with_errors' });
  });

  it('counts the shards with cached features, and their clips', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job, shards } = await prepared(features, [null, 0, null]);
    const work = { extractionMs: 0, scoringMs: 1, cached: true };
    for (const at of [0, 2])
      await putJson(features.store, scoringKeys.part(run.id, at), { ...partOf(shards[at]!), work });
    await finishScoring(features.platform, job);
    const { cache } = await getJson(features.store, scoringKeys.summary(run.id), scoringSummary);
    expect(cache).toEqual({ shards: 3, hits: 2, clips: shards[0]!.clips + shards[2]!.clips });
  });

  it.each([
    ['every shard was scored', [2, 0, 1]],
    ['a shard was cancelled', [1, null, 0]],
  ])('leaves results that verify, with every part and the manifest: %s', async (_what, parts) => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features, parts);
    if (parts.includes(null)) await features.platform.ledger.move(run.id, 'cancelling');
    await finishScoring(features.platform, job);
    const { ok, checks } = await verifyResults(storedResults(features.store, run));
    expect(checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(ok).toBe(true);
  });

  it('grades the similarity of the clips to the training, if it is known', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { store } = features;
    const { run, shards } = await prepared(features, [null, null, null]);
    const domain = (level: number, clips: number): DomainTally => {
      const tally = new DomainTally(1);
      for (let clip = 0; clip < clips; clip++)
        tally.add(Float32Array.of(level), { levelDbfs: level, snrDb: 50, bandwidthHz: 8000 });
      return tally;
    };
    for (const [at, shard] of shards.entries()) {
      const part = { ...partOf(shard), domain: domain(-80, shard.clips).result() };
      await putJson(store, scoringKeys.part(run.id, at), part);
    }
    const summaryFor = async (patch: Partial<ModelCard>) => {
      await new Records(store, 'models', modelCard).save(modelCardOf({ id: run.modelId, ...patch }));
      const other = scoringRunOf({ ...run, id: newId('scoringRun') });
      await features.platform.ledger.open(other);
      for (const at of shards.keys())
        await store.put(scoringKeys.part(other.id, at), await store.get(scoringKeys.part(run.id, at)));
      const jobOf = { v: 1, runId: other.id, launch: other.launch } as const;
      await finishScoring(features.platform, buildJob('finish-scoring', jobIds.finish(other.id, 0), jobOf));
      return getJson(store, scoringKeys.summary(other.id), scoringSummary);
    };
    expect((await summaryFor({})).domain).toMatchObject({ grade: null, clips: CLIPS });
    expect((await summaryFor({ domain: domain(-80, 99).training() })).domain).toMatchObject({ grade: 'A' });
    expect((await summaryFor({ domain: domain(-40, 99).training() })).domain).toMatchObject({
      grade: 'E',
      clips: CLIPS,
      sentence: expect.stringContaining('quieter'),
    });
  });

  it('completes a run without errors, and frees its archive', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features, [0, 0, 0]);
    await finishScoring(features.platform, job);
    expect(await features.platform.ledger.find(run.id)).toMatchObject({ state: 'completed', error: null });
    expect(await features.platform.ledger.live.listUsers(run.archiveId)).toEqual([]);
    expect(await finishScoring(features.platform, job)).toEqual({ skipped: 1 });
  });

  it('rejects a run without the scores of a shard, and publishes nothing', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features, [0, null, 0]);
    await expect(finishScoring(features.platform, job)).rejects.toMatchObject({
      code: 'run.incomplete',
      retryable: false,
      message: expect.stringContaining('shard 1'),
    });
    const results = [scoringKeys.scores(run.id), scoringKeys.csv(run.id), scoringKeys.summary(run.id)];
    expect((await keysOf(features.store)).filter((key) => results.includes(key))).toEqual([]);
  });

  it('rejects a part that does not account for each clip of its shard', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, shards, job } = await prepared(features, [0, 0, 0]);
    const part = partOf(shards[1]!);
    await putJson(features.store, scoringKeys.part(run.id, 1), { ...part, scores: part.scores.slice(1) });
    await expect(finishScoring(features.platform, job)).rejects.toMatchObject({ code: 'run.incomplete' });
  });

  it('keeps the scores of a cancelled run, and counts the other clips as cancelled', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features, [1, null, 0]);
    await features.platform.ledger.move(run.id, 'cancelling');
    expect(await finishScoring(features.platform, job)).toEqual({ scored: 85, failed: 1, cancelled: 64 });
    const summary = await getJson(features.store, scoringKeys.summary(run.id), scoringSummary);
    expect(summary.scored + summary.failed + summary.cancelled).toBe(summary.clips);
    expect(clipsIn(await text(features, scoringKeys.scores(run.id)))).toHaveLength(85);
    const { live } = features.platform.ledger;
    expect(await live.find(run.id)).toMatchObject({ state: 'cancelled', progress: { cancelled: 64 } });
    expect(await features.platform.ledger.find(run.id)).toMatchObject({ state: 'cancelled' });
  });

  it('repeats its work after the store failed halfway', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features, [0, 0, 0]);
    const failing = failCalls(features.store, 'put', 1, (key) => key.startsWith('records/'));
    await expect(finishScoring(features.on(failing.store), job)).rejects.toMatchObject({
      code: 'store.unavailable',
    });
    expect(await features.platform.ledger.state(run.id)).toBe('finishing');
    expect(await finishScoring(features.on(failing.store), job)).toMatchObject({ scored: CLIPS });
    expect(await features.platform.ledger.find(run.id)).toMatchObject({ state: 'completed' });
  });

  it('records the failure of a run that failed while the store was unavailable', async () => {
    await using features = await openTestFeatures(redisUrl);
    const { run, job } = await prepared(features, [0, 0, 0]);
    const failing = failCalls(features.store, 'put', 1);
    const error = { code: 'store.unavailable', message: 'The disk is full.' } as const;
    await expect(features.on(failing.store).ledger.end(run.id, 'failed', error)).rejects.toThrow();
    expect(await features.platform.ledger.state(run.id)).toBe('failed');
    expect(await features.platform.ledger.live.listUsers(run.archiveId)).toEqual([]);
    expect(await finishScoring(features.platform, job)).toEqual({ skipped: 1 });
    expect(await features.platform.ledger.find(run.id)).toMatchObject({ state: 'failed', error });
  });
});
