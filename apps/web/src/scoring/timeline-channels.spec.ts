import { expect, it } from 'vitest';
import type { Timeline } from '../api/types.js';
import { listChannels, labelsByDuration, placeMarks } from './timeline-channels.js';

const stretch = (channel: number | null, startSeconds: number, endSeconds: number, label: string) =>
  ({ channel, startSeconds, endSeconds, label, meanProbability: 0.9, segments: 1 }) as const;

const timeline: Timeline = {
  stretches: [
    stretch(1, 0, 4, 'sad'),
    stretch(0, 0, 2, 'angry'),
    stretch(0, 2, 3, 'sad'),
    stretch(0, 5, 8, 'angry'),
  ],
  secondsByLabel: { angry: 5, sad: 5.5 },
  changes: 2,
};

it('numbers channels from 0 and counts the seconds of each label in each', () => {
  const [first, second] = listChannels(timeline);
  expect(first).toMatchObject({ name: 'Channel 0', seconds: 6 });
  expect([...(first?.secondsByLabel ?? [])]).toEqual([
    ['angry', 5],
    ['sad', 1],
  ]);
  expect(second).toMatchObject({ name: 'Channel 1', seconds: 4 });
});

it('keeps every stretch of every channel', () => {
  const stretches = [0, 1].flatMap((channel) =>
    Array.from({ length: 300 }, (_, at) => stretch(channel, at, at + 1, at % 2 === 0 ? 'sad' : 'calm')),
  );
  const lengths = listChannels({ ...timeline, stretches }).map((channel) => channel.stretches.length);
  expect(lengths).toEqual([300, 300]);
});

it('names the channel of a clip whose channels were mixed', () => {
  const mixed = { ...timeline, stretches: [stretch(null, 0, 4, 'sad')] };
  expect(listChannels(mixed).map(({ name }) => name)).toEqual(['All channels']);
});

it('puts the label that lasts longest first', () => {
  expect(labelsByDuration(timeline)).toEqual(['sad', 'angry']);
});

it.each([
  [3, [0, 0.5, 1, 1.5, 2, 2.5, 3]],
  [594, [0, 120, 240, 360, 480]],
  [0, [0]],
])('marks a clip of %d s at %j', (seconds, marks) => {
  expect(placeMarks(seconds)).toEqual(marks);
});

it('marks a recording of many hours a few times', () => {
  expect(placeMarks(20 * 3600).length).toBeLessThan(8);
});
