import { expect, it } from 'vitest';
import { summaryText } from './summary-text.js';

const SUMMARY = {
  runId: 'scr-1',
  clips: 10,
  scored: 8,
  failed: 2,
  cancelled: 0,
  labels: { angry: 3, calm: 5 },
  errorsByCode: { 'clip.silent': 2 },
};

it('shows counts, labels and errors of a run from an older release', () => {
  expect(summaryText(SUMMARY).split('\n')).toEqual([
    'run          scr-1',
    'clips        10',
    'scored       8',
    'failed       2',
    'cancelled    0',
    'angry        3',
    'calm         5',
    'clip.silent  2',
  ]);
});

it('shows the number of clips with each warning', () => {
  expect(summaryText({ ...SUMMARY, warningsByCode: { 'clip.gaps': 3 } })).toContain('\nwarning clip.gaps  3');
});

it('shows uncertain scores and the domain note with its advice', () => {
  const domain = { grade: 'E', clips: 8, figures: [], sentence: 'They are far.', advice: 'Listen.' } as const;
  const text = summaryText(
    { ...SUMMARY, uncertain: 2, domain: { ...domain, figures: [] } },
    { 'saved in': 'a.csv' },
  );
  expect(text).toMatch(
    /\nuncertain +2 \(25\.0 %\)\nsaved in +a\.csv\n\nDomain grade E\nThey are far\.\nListen\.$/,
  );
  expect(summaryText({ ...SUMMARY, domain: { ...domain, grade: null, figures: [] } })).toMatch(
    /\nDomain grade unknown\n/,
  );
});
