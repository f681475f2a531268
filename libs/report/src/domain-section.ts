import type { FigureRange, TrainingDomain } from '#libs/contracts';
import { table } from './markdown.js';

/** What the clips were like that a model was trained on; nothing where that was not measured. */
export function domainSection({ clips, ranges }: TrainingDomain): string[] {
  if (ranges === null) return [];
  const row = (name: string, { low, median, high }: FigureRange) => [
    name,
    ...[low, median, high].map(String),
  ];
  return [
    '## What it was trained on',
    `Of ${clips} clips 10, 50 and 90 % have at most these figures. The farther an archive lies from them, the less the rates above say of it.`,
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
