import type { DomainNote } from '../api/types.js';
import { count } from '../words.js';

type Figure = DomainNote['figures'][number];

/** What the figures are called, and their units. */
export const FIGURES: Readonly<Record<Figure['figure'], { readonly name: string; readonly unit: string }>> = {
  levelDbfs: { name: 'Level', unit: 'dBFS' },
  snrDb: { name: 'Speech above noise', unit: 'dB' },
  bandwidthHz: { name: 'Bandwidth', unit: 'Hz' },
  features: { name: 'Features', unit: '' },
};

/** `-43 dBFS (-55 to -29)`; what has no range is a dash. */
export function countedRange(figure: Figure['figure'], range: Figure['archive']): string {
  if (range === null) return '–';
  const [low, median, high] = [range.low, range.median, range.high].map((value) => count(value));
  return `${median ?? ''} ${FIGURES[figure].unit} (${low ?? ''} to ${high ?? ''})`;
}

/** The colour of a grade. */
export function gradeMood(grade: DomainNote['grade']): 'good' | 'warning' | 'bad' | '' {
  if (grade === null) return '';
  return grade <= 'B' ? 'good' : grade === 'C' ? 'warning' : 'bad';
}
