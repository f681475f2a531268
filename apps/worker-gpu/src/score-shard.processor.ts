import {
  SerenadeError,
  scorePart,
  shardReport,
  type ClipReport,
  type DomainStatistics,
  type ErrorLine,
  type JobData,
  type ManifestLine,
  type ScoreLine,
  type ScorePart,
} from '#libs/contracts';
import { DomainTally } from '#libs/evaluation';
import { decodeShard, type Shard } from '#libs/features';
import type { Counts, HandledJob } from '#libs/queue';
import { readShardClips, shardFeatureKeys } from '#libs/runs';
import { findJson, getJson, putJsonIfAbsent, scoringKeys } from '#libs/storage';
import type { GpuWorkerContext } from './gpu-worker-context.js';
import { findCard, scoreFeatures } from './score-features.js';
import { scoreLineOf } from './score-line.js';

/** Scores the clips of one shard. A repeated job finds the stored part and changes nothing. */
export async function scoreShard(context: GpuWorkerContext, job: HandledJob<'score-shard'>): Promise<Counts> {
  const { store, ledger, producer } = context;
  const { runId, ordinal, retry } = job.data;
  if (await ledger.isStopped(job.data)) return { skipped: 1 };
  const key = scoringKeys.part(runId, ordinal, retry);
  const part = (await findJson(store, key, scorePart)) ?? (await makePart(context, job.data, key));
  const counts = { scored: part.scores.length };
  if (await ledger.live.countShard(runId, 'scored', ordinal, counts)) await producer.wakeConductor(job.data);
  return counts;
}

/** Scores and stores a part. Returns the stored part, which a faster duplicate of the job may have written. */
async function makePart(
  context: GpuWorkerContext,
  data: JobData<'score-shard'>,
  key: string,
): Promise<ScorePart> {
  const { store } = context;
  const part = await scoreClips(context, data);
  return (await putJsonIfAbsent(store, key, part)) ? part : getJson(store, key, scorePart);
}

async function scoreClips(context: GpuWorkerContext, data: JobData<'score-shard'>): Promise<ScorePart> {
  const { store } = context;
  const { runId, featureSetId, ordinal } = data;
  const startedAt = performance.now();
  const card = await findCard(store, data.modelId, featureSetId);
  const features = shardFeatureKeys(data);
  const [lines, report, tensorBytes] = await Promise.all([
    readShardClips(store, data),
    getJson(store, features.report, shardReport),
    store.get(features.tensor),
  ]);
  const tensor = decodeShard(tensorBytes, featureSetId);
  const { probabilities, engine } = await scoreFeatures(context, card, tensor);
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

/** Summarizes the extracted clips for the domain note. */
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

function errorOf({ clip, name }: ManifestLine, report: ClipReport | undefined): ErrorLine {
  if (report?.status === 'failed') return { clip, name, code: report.code, message: report.message };
  throw new SerenadeError('internal.error', `The report of a shard does not contain clip ${clip}.`);
}
