import { describe, expect, it } from 'vitest';
import { threadsOf } from './idle-threads.js';

const threadsOfAll = (members: number, runs: number, jobs: number) =>
  Array.from({ length: runs }, (_, at) => threadsOf({ members }, at, runs, jobs));

describe('the threads of a training in an evaluation', () => {
  it('are one while every job is busy', () => {
    expect(threadsOfAll(2, 6, 2)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(threadsOfAll(2, 3, 1)).toEqual([1, 1, 1]);
  });

  it('are distributed in the last round, only to members and evenly', () => {
    expect(threadsOfAll(2, 5, 2)).toEqual([1, 1, 1, 1, 2]);
    expect(threadsOfAll(2, 1, 8)).toEqual([2]);
    expect(threadsOfAll(4, 5, 4)).toEqual([1, 1, 1, 1, 4]);
    expect(threadsOfAll(4, 1, 3)).toEqual([2]);
    expect(threadsOfAll(4, 7, 4)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it('stay one for a single network', () => {
    expect(threadsOfAll(1, 3, 2)).toEqual([1, 1, 1]);
  });
});
