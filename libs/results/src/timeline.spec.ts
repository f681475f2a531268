import { describe, expect, it } from 'vitest';
import { buildTimeline } from './timeline.js';
import { scoreOf, segmentOf } from './testing/score-lines.js';

describe('buildTimeline', () => {
  it('joins neighboring segments with the same label and counts the changes', () => {
    const segments = [
      segmentOf(0, 2, 'calm'),
      segmentOf(2, 4, 'calm'),
      segmentOf(4, 6, 'angry'),
      segmentOf(6, 7, 'calm'),
    ];
    const { stretches, secondsByLabel, changes } = buildTimeline(scoreOf(0, { segments }));
    expect(
      stretches.map(({ startSeconds, endSeconds, label, segments }) => [
        startSeconds,
        endSeconds,
        label,
        segments,
      ]),
    ).toEqual([
      [0, 4, 'calm', 2],
      [4, 6, 'angry', 1],
      [6, 7, 'calm', 1],
    ]);
    expect(secondsByLabel).toEqual({ calm: 5, angry: 2 });
    expect(changes).toBe(2);
  });

  it('ends an overlapping segment where the next one starts, so that no second counts twice', () => {
    const segments = [segmentOf(0, 3, 'calm'), segmentOf(1.5, 4.5, 'angry'), segmentOf(3, 6, 'angry')];
    expect(buildTimeline(scoreOf(0, { segments })).secondsByLabel).toEqual({ calm: 1.5, angry: 4.5 });
  });

  it('separates channels and leaves gaps where voice activity found no speech', () => {
    const segments = [
      segmentOf(0, 1, 'calm', 0),
      segmentOf(0, 1, 'angry', 1),
      segmentOf(5, 6, 'calm', 0),
      segmentOf(1, 2, 'angry', 1),
    ];
    const { stretches, changes } = buildTimeline(scoreOf(0, { segments }));
    expect(stretches).toHaveLength(3);
    expect(changes).toBe(1);
  });

  it('treats a clip without segments as one stretch', () => {
    expect(buildTimeline(scoreOf(0)).stretches).toMatchObject([
      { startSeconds: 0, endSeconds: 1.25, label: 'calm' },
    ]);
  });
});
