import {
  SerenadeError,
  modelCard,
  scorePart,
  shardReport,
  type ClipReport,
  type DomainStatistics,
  type ErrorLine,
  type JobData,
  type ManifestLine,
  type ModelCard,
  type ScoreLine,
  type ScorePart,
} from '#libs/contracts';
import { DomainTally } from '#libs/evaluation';
import { decodeShard, type Shard } from '#libs/features';
import type { Counts, HandledJob } from '#libs/queue';
import { shardClips, shardFeatures } from '#libs/runs';
import { Records, getJson, parseJson, putJson, scoringKeys, type ObjectStore } from '#libs/storage';
import { inSpan } from '#libs/tracing';
import type { LoadableModel } from './engine-messages.js';
import type { Platform } from './platform.js';
import { readModel } from './read-model.js';
import { scoreLineOf } from './score-line.js';

/** Scores the clips of one shard. Its part is put on condition that there is none: a repeated job changes nothing. */
export async function scoreShard(platform: Platform, job: HandledJob<'score-shard'>): Promise<Counts> {
  const { store, ledger, producer } = platform;
  const { runId, ordinal, retry } = job.data;
  if (await ledger.isStopped(job.data)) return { skipped: 1 };
  const key = scoringKeys.part(runId, ordinal, retry);
  if ((await store.head(key)) === null) await makePart(platform, job.data, key);
  const part = parseJson(await store.get(key), scorePart);
  const counts = { scored: part.scores.length };
  if (await ledger.live.countShard(runId, 'scored', ordinal, counts)) await producer.wakeConductor(job.data);
  return counts;
}

async function makePart(platform: Platform, data: JobData<'score-shard'>, key: string): Promise<void> {
  const { store } = platform;
  const part = await scoreClips(platform, data);
  try {
    await putJson(store, key, part, { ifAbsent: true });
  } catch (error) {
    if (!(error instanceof SerenadeError) || error.code !== 'store.object_exists') throw error;
  }
}

async function scoreClips({ store, gpu }: Platform, data: JobData<'score-shard'>): Promise<ScorePart> {
  const { runId, featureSetId, ordinal } = data;
  const startedAt = performance.now();
  const card = await findCard(store, data);
  const features = shardFeatures(data);
  const [lines, report, tensorBytes] = await Promise.all([
    shardClips(store, data),
    getJson(store, features.report, shardReport),
    store.get(features.tensor),
  ]);
  const tensor = decodeShard(tensorBytes, featureSetId);
  const { clips, offsets, values } = tensor;
  const load = (): Promise<LoadableModel> => readModel(store, card);
  const { probabilities, engine } =
    clips === 0
      ? { probabilities: new Float32Array(), engine: gpu.engine }
      : await inSpan('score clips', { attributes: { 'serenade.clips': clips } }, () =>
          gpu.score(card.id, { offsets, values }, load),
        );
  const scores: ScoreLine[] = [];
  const errors: ErrorLine[] = [];
  lines.forEach((line, position) => {
    const clip = report.clips[position];
    if (clip?.status === 'extracted') scores.push(scoreLineOf(line, clip, card, probabilities, engine.name));
    else errors.push(errorOf(line, clip));
  });
  const cached = report.runId !== runId;
  const scoringMs = Math.round(performance.now() - startedAt);
  const work = { extractionMs: cached ? 0 : report.extractionMs, scoringMs, cached };
  return { v: 1, ordinal, engine, scores, errors, domain: domainOf(report.clips, tensor), work };
}

/** What the extracted clips are like. */
function domainOf(
  reports: readonly ClipReport[],
  { values, offsets, coefficients }: Shard,
): DomainStatistics {
  const tally = new DomainTally(coefficients);
  for (const clip of reports) {
    if (clip.status === 'failed') continue;
    const { row, segments, signal } = clip;
    const from = (offsets[row] ?? 0) * coefficients;
    const to = (offsets[row + (segments?.length ?? 1)] ?? 0) * coefficients;
    tally.add(values.subarray(from, to), signal);
  }
  return tally.result();
}

/** @throws SerenadeError `model.not_found`, `model.feature_set_mismatch` */
async function findCard(
  store: ObjectStore,
  { modelId, featureSetId }: JobData<'score-shard'>,
): Promise<ModelCard> {
  const card = modelId === null ? null : await new Records(store, 'models', modelCard).find(modelId);
  if (card === null) throw new SerenadeError('model.not_found', `The model ${modelId ?? '(none)'} is gone.`);
  if (card.featureSetId === featureSetId) return card;
  throw new SerenadeError(
    'model.feature_set_mismatch',
    `The model ${card.id} was not trained on ${featureSetId}.`,
  );
}

function errorOf({ clip, name }: ManifestLine, report: ClipReport | undefined): ErrorLine {
  if (report?.status === 'failed') return { clip, name, code: report.code, message: report.message };
  throw new SerenadeError('internal.error', `The report of a shard says nothing of clip ${clip}.`);
}
