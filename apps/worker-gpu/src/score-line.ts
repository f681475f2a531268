import {
  type ChannelScore,
  type ClipReport,
  type ManifestLine,
  type ModelCard,
  type ScoreLine,
  type SegmentReport,
  type SegmentScore,
  roundTo,
} from '#libs/contracts';
import { isUncertain, largest } from '#libs/evaluation';

type ExtractedClip = Extract<ClipReport, { status: 'extracted' }>;

/**
 * Builds the score of one clip from the probabilities of its rows.
 *
 * @param probabilities `[rows, labels]` of the whole shard
 */
export function scoreLineOf(
  { clip, name }: Pick<ManifestLine, 'clip' | 'name'>,
  report: ExtractedClip,
  { id, version, labels, assessment }: ModelCard,
  probabilities: Float32Array,
  engine: string,
): ScoreLine {
  const { row, durationSeconds, segments, warning } = report;
  const rowAt = (offset: number): Float32Array =>
    probabilities.subarray((row + offset) * labels.length, (row + offset + 1) * labels.length);
  const rows = (segments ?? [null]).map((_, offset) => rowAt(offset));
  const verdict = describeVerdict(segments === undefined ? rowAt(0) : weightedMean(rows, segments), labels);
  const uncertain = isUncertain(Object.values(verdict.probabilities), assessment);
  return {
    clip,
    name,
    ...verdict,
    ...{ durationSeconds, modelId: id, modelVersion: version, engine },
    ...(uncertain === null ? {} : { isUncertain: uncertain }),
    ...(segments === undefined ? {} : { segments: segmentScores(rows, segments, labels) }),
    ...channelScores(rows, segments, labels),
    ...(warning === undefined ? {} : { warning }),
  };
}

/** Returns the label of one row `[labels]`, its probability, and all probabilities. */
function describeVerdict(
  row: ArrayLike<number>,
  labels: readonly string[],
): Pick<ScoreLine, 'label' | 'probability' | 'probabilities'> {
  const best = largest(row, 0, labels.length);
  return {
    label: labels[best] ?? '',
    probability: roundTo(row[best] ?? 0, DECIMALS),
    probabilities: Object.fromEntries(labels.map((label, at) => [label, roundTo(row[at] ?? 0, DECIMALS)])),
  };
}

function segmentScores(
  rows: readonly Float32Array[],
  segments: readonly SegmentReport[],
  labels: readonly string[],
): SegmentScore[] {
  return segments.map(({ startSeconds, endSeconds, channel }, at) => ({
    startSeconds: roundTo(startSeconds, DECIMALS),
    endSeconds: roundTo(endSeconds, DECIMALS),
    channel,
    ...describeVerdict(rows[at] ?? [], labels),
  }));
}

function channelScores(
  rows: readonly Float32Array[],
  segments: readonly SegmentReport[] | undefined,
  labels: readonly string[],
): { channels?: ChannelScore[] } {
  const channels = new Set((segments ?? []).flatMap(({ channel }) => (channel === null ? [] : [channel])));
  if (segments === undefined || channels.size === 0) return {};
  return {
    channels: [...channels]
      .sort((a, b) => a - b)
      .map((channel) => {
        const pick = <T>(list: readonly T[]): T[] =>
          list.filter((_, at) => segments[at]?.channel === channel);
        return { channel, ...describeVerdict(weightedMean(pick(rows), pick(segments)), labels) };
      }),
  };
}

/** Averages rows `[labels]`, weighted by the duration of their segments. */
function weightedMean(rows: readonly Float32Array[], segments: readonly SegmentReport[]): Float64Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  const weights = segments.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  rows.forEach((row, at) => {
    const share = total > 0 ? (weights[at] ?? 0) / total : 1 / rows.length;
    row.forEach((probability, label) => (mean[label] = (mean[label] ?? 0) + share * probability));
  });
  return mean;
}

/** The number of decimals of a score. Engines agree on five only, and six decimals halve the bytes. */
const DECIMALS = 6;
