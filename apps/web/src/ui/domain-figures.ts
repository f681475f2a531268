import type { DomainNote } from '../api/types.js';
import { count } from '../words.js';

type Figure = DomainNote['figures'][number];

/** Names and units of the figures. */
export const FIGURES: Readonly<Record<Figure['figure'], { readonly name: string; readonly unit: string }>> = {
  levelDbfs: { name: 'Level', unit: 'dBFS' },
  snrDb: { name: 'Speech above noise', unit: 'dB' },
  bandwidthHz: { name: 'Bandwidth', unit: 'Hz' },
  features: { name: 'Features', unit: '' },
};

/** Formats a range as `-43 dBFS (-55 to -29)`; a missing range is a dash. */
export function formatRange(figure: Figure['figure'], range: Figure['archive']): string {
  if (range === null) return '–';
  const [low, median, high] = [range.low, range.median, range.high].map((value) => count(value));
  return `${median ?? ''} ${FIGURES[figure].unit} (${low ?? ''} to ${high ?? ''})`;
}

/** Returns the mood in which a grade is shown: good for A and B, warning for C, bad below, empty without a grade. */
export function gradeMood(grade: DomainNote['grade']): 'good' | 'warning' | 'bad' | '' {
  if (grade === null) return '';
  return grade <= 'B' ? 'good' : grade === 'C' ? 'warning' : 'bad';
}
