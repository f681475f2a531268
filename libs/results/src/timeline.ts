import { type ClipTimeline, type ScoreLine, type SegmentScore, type Stretch, roundTo } from '#libs/contracts';

/**
 * Builds the timeline of a clip: neighboring segments with the same label joined into stretches per channel, and the
 * seconds of each label. Where segments overlap, each one ends at the start of the next. A clip without segments is
 * one stretch.
 */
export function buildTimeline(score: ScoreLine): ClipTimeline {
  const channels = new Map<number | null, SegmentScore[]>();
  for (const segment of score.segments ?? [wholeClip(score)]) {
    const sameChannel = channels.get(segment.channel);
    if (sameChannel === undefined) channels.set(segment.channel, [segment]);
    else sameChannel.push(segment);
  }
  const stretches = [...channels.values()].flatMap(joinSegments);
  const secondsByLabel: Record<string, number> = {};
  for (const { label, startSeconds, endSeconds } of stretches)
    secondsByLabel[label] = roundTo((secondsByLabel[label] ?? 0) + endSeconds - startSeconds, 6);
  return { stretches, secondsByLabel, changes: stretches.length - channels.size };
}

function joinSegments(segments: readonly SegmentScore[]): Stretch[] {
  const sorted = [...segments].sort((a, b) => a.startSeconds - b.startSeconds);
  const stretches: Stretch[] = [];
  sorted.forEach(({ startSeconds, endSeconds, channel, label, probability }, at) => {
    const end = Math.min(endSeconds, sorted[at + 1]?.startSeconds ?? endSeconds);
    const last = stretches.at(-1);
    if (last?.label === label && startSeconds - last.endSeconds < 1e-6) {
      stretches[stretches.length - 1] = {
        ...last,
        endSeconds: end,
        meanProbability: last.meanProbability + (probability - last.meanProbability) / (last.segments + 1),
        segments: last.segments + 1,
      };
    } else {
      stretches.push({
        startSeconds,
        endSeconds: end,
        channel,
        label,
        meanProbability: probability,
        segments: 1,
      });
    }
  });
  return stretches.map((stretch) => ({ ...stretch, meanProbability: roundTo(stretch.meanProbability, 6) }));
}

function wholeClip({ durationSeconds, label, probability, probabilities }: ScoreLine): SegmentScore {
  return { startSeconds: 0, endSeconds: durationSeconds, channel: null, label, probability, probabilities };
}
