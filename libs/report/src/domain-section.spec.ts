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

it('lists the signal figures of the training clips', () => {
  const text = domainSection(domain).join('\n');
  expect(text).toContain('over 1020 training clips');
  expect(text).toContain('| level (dBFS) | -55 | -43 | -29 |');
  expect(text).toContain('| bandwidth (Hz) | 7750 | 7750 | 8000 |');
});

it('is empty if no signal was measured', () => {
  expect(domainSection({ ...domain, ranges: null })).toEqual([]);
});
