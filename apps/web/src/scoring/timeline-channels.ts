import type { Timeline } from '../api/types.js';

export type Stretch = Timeline['stretches'][number];

/** One channel of a clip: its stretches in order, and how long each label lasts in it. */
export interface TimelineChannel {
  readonly name: string;
  readonly stretches: readonly Stretch[];
  readonly secondsByLabel: ReadonlyMap<string, number>;
  /** Total over all labels; silence between stretches does not count. */
  readonly seconds: number;
}

/** Groups stretches by channel. Channels are in ascending order and numbered from 0, as in the result files. */
export function listChannels({ stretches }: Timeline): TimelineChannel[] {
  const byChannel = new Map<number | null, Stretch[]>();
  for (const stretch of stretches) {
    const own = byChannel.get(stretch.channel);
    if (own === undefined) byChannel.set(stretch.channel, [stretch]);
    else own.push(stretch);
  }
  return [...byChannel]
    .sort(([one], [other]) => (one ?? -1) - (other ?? -1))
    .map(([channel, own]) => ({
      name: channel === null ? 'All channels' : `Channel ${String(channel)}`,
      stretches: own,
      ...sumDurations(own),
    }));
}

function sumDurations(stretches: readonly Stretch[]): Pick<TimelineChannel, 'secondsByLabel' | 'seconds'> {
  const secondsByLabel = new Map<string, number>();
  let seconds = 0;
  for (const { label, startSeconds, endSeconds } of stretches) {
    const own = endSeconds - startSeconds;
    secondsByLabel.set(label, (secondsByLabel.get(label) ?? 0) + own);
    seconds += own;
  }
  return { secondsByLabel, seconds };
}

/** Lists the labels of all channels, the one that lasts longest first. */
export function labelsByDuration({ secondsByLabel }: Timeline): string[] {
  return Object.entries(secondsByLabel)
    .sort(([, one], [, other]) => other - one)
    .map(([label]) => label);
}

/** Possible distances between the marks of a time axis, in seconds. */
const STEPS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
const MOST_MARKS = 6;

/** Returns the seconds at which the time axis of a clip has a mark. */
export function placeMarks(seconds: number): number[] {
  const step = STEPS.find((length) => seconds / length <= MOST_MARKS) ?? seconds / MOST_MARKS;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, at) => at * step);
}
