import type { FigureRange, TrainingDomain } from '#libs/contracts';
import { table } from './markdown.js';

/** Builds the card's section on the signals of the training clips; empty if they were not measured. */
export function domainSection({ clips, ranges }: TrainingDomain): string[] {
  if (ranges === null) return [];
  const row = (name: string, { low, median, high }: FigureRange) => [
    name,
    ...[low, median, high].map(String),
  ];
  return [
    '## Training data',
    `10th, 50th and 90th percentile over ${clips} training clips. The farther an archive lies from these figures, the less the results above apply to it.`,
    table(
      ['figure', '10 %', '50 %', '90 %'],
      [
        row('level (dBFS)', ranges.levelDbfs),
        row('speech above noise (dB)', ranges.snrDb),
        row('bandwidth (Hz)', ranges.bandwidthHz),
      ],
    ),
  ];
}
