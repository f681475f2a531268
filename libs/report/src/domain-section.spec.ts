import { expect, it } from 'vitest';
import type { TrainingDomain } from '#libs/contracts';
import { domainSection } from './domain-section.js';

const domain: TrainingDomain = {
  v: 1,
  clips: 1020,
  means: [0],
  deviations: [1],
  signal: { clips: 1020, levelDbfs: [1020], snrDb: [1020], bandwidthHz: [1020] },
  ranges: {
    levelDbfs: { low: -55, median: -43, high: -29 },
    snrDb: { low: 43, median: 55, high: 69 },
    bandwidthHz: { low: 7750, median: 7750, high: 8000 },
  },
};

it('tells what the clips of a training were like', () => {
  const text = domainSection(domain).join('\n');
  expect(text).toContain('Of 1020 clips');
  expect(text).toContain('| level (dBFS) | -55 | -43 | -29 |');
  expect(text).toContain('| bandwidth (Hz) | 7750 | 7750 | 8000 |');
});

it('says nothing where no signal was measured', () => {
  expect(domainSection({ ...domain, ranges: null })).toEqual([]);
});
