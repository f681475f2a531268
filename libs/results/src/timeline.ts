import { type ClipTimeline, type ScoreLine, type SegmentScore, type Stretch, roundTo } from '#libs/contracts';

/**
 * Builds the timeline of a clip: it joins neighboring segments of a channel with the same label into stretches, and sums
 * the seconds of each label. A segment that overlaps the next one ends where that one starts. A clip without segments is
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
      last.endSeconds = end;
      last.segments += 1;
      last.meanProbability += (probability - last.meanProbability) / last.segments;
    } else {
      const span = { startSeconds, endSeconds: end };
      stretches.push({ ...span, channel, label, meanProbability: probability, segments: 1 });
    }
  });
  return stretches.map((stretch) => ({ ...stretch, meanProbability: roundTo(stretch.meanProbability, 6) }));
}

function wholeClip({ durationSeconds, label, probability, probabilities }: ScoreLine): SegmentScore {
  return { startSeconds: 0, endSeconds: durationSeconds, channel: null, label, probability, probabilities };
}
