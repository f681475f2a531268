import { expect, it } from 'vitest';
import type { DryRunView } from '#libs/contracts';
import { dryRunText, formatDuration } from './dry-run-text.js';

const view: DryRunView = {
  dryRun: true,
  archiveId: 'arc-1',
  modelId: 'mdl-1',
  featureSetId: 'fs',
  readFrom: 'directory',
  reason: null,
  archiveBytes: 5_000_000,
  clips: 200,
  readable: 199,
  ignored: 2,
  clipBytes: 6_000_000,
  maxClipBytes: 1,
  audio: { seconds: 300, wavClips: 199, otherClips: 0, measured: 32, isExtrapolated: true, reason: null },
  cache: { shards: 4, checked: 4, found: 1, hits: 1, clips: 64, isExtrapolated: false, reason: null },
  time: { seconds: 1.5, basis: 'audio', workers: 2, shardsAtOnce: 4, measuredClips: 100, reason: null },
  problems: {
    total: 1,
    byCode: { 'clip.encrypted': 1 },
    examples: [
      { clip: 7, name: '\u001b[31mred.wav', code: 'clip.encrypted', message: 'The clip is encrypted.' },
    ],
  },
};

it('shows known figures and how they were measured', () => {
  const text = dryRunText(view);
  for (const line of [
    /audio +5\.0 min \(estimated from 32 headers\)/,
    /in the cache +64 clips \(1 of 4 shards\)/,
    /expected time +at least 1\.5 s with 2 feature workers, 4 shards at once/,
    /clip\.encrypted +1/,
    /7 +\?\[31mred\.wav +The clip is encrypted/,
  ])
    expect(text).toMatch(line);
});

it('gives the reason for every unknown figure', () => {
  const text = dryRunText({
    ...view,
    clips: null,
    audio: { ...view.audio, seconds: null, isExtrapolated: false, reason: 'No clip is a WAV file.' },
    cache: { ...view.cache, hits: null, reason: 'A tar has no directory.' },
    time: { ...view.time, seconds: null, reason: 'No feature worker is seen.' },
    problems: { total: 0, byCode: {}, examples: [] },
  });
  for (const line of [
    /clips +-\n/,
    /audio +unknown: No clip is a WAV file\./,
    /in the cache +unknown: A tar has no directory\./,
    /expected time +unknown: No feature worker is seen\./,
    /problems +0$/,
  ])
    expect(text).toMatch(line);
});

it.each([
  [0.25, '0.3 s'],
  [119, '119.0 s'],
  [600, '10.0 min'],
  [36_000, '10.0 h'],
])('formats %d seconds as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
