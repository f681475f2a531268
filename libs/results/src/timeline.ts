import type { ClipTimeline, ScoreLine, SegmentScore, Stretch } from '#libs/contracts';

/**
 * What a long clip says over its length: neighbouring segments of one label joined into stretches, for each channel, and
 * how long each label lasts. Where segments overlap, each holds from its start to the start of the next one.
 * A clip that was not cut is one stretch.
 */
export function timelineOf(score: ScoreLine): ClipTimeline {
  const channels = new Map<number | null, SegmentScore[]>();
  for (const segment of score.segments ?? [wholeClip(score)]) {
    const sameChannel = channels.get(segment.channel);
    if (sameChannel === undefined) channels.set(segment.channel, [segment]);
    else sameChannel.push(segment);
  }
  const stretches = [...channels.values()].flatMap(stretchesOf);
  const secondsByLabel: Record<string, number> = {};
  for (const { label, startSeconds, endSeconds } of stretches)
    secondsByLabel[label] = rounded((secondsByLabel[label] ?? 0) + endSeconds - startSeconds);
  return { stretches, secondsByLabel, changes: stretches.length - channels.size };
}

function stretchesOf(segments: readonly SegmentScore[]): Stretch[] {
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
  return stretches.map((stretch) => ({ ...stretch, meanProbability: rounded(stretch.meanProbability) }));
}

function wholeClip({ durationSeconds, label, probability, probabilities }: ScoreLine): SegmentScore {
  return { startSeconds: 0, endSeconds: durationSeconds, channel: null, label, probability, probabilities };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
