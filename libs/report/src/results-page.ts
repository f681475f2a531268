import type { ProtocolReport } from '#libs/contracts';
import { ANCHORS } from './anchors.js';
import { tableOf } from './markdown.js';
import { calibrationTable } from './results/calibration-table.js';
import { corpusSection } from './results/corpus-section.js';
import { frontierSection } from './results/frontier-section.js';
import { layerSection } from './results/layer-section.js';
import { leakSection } from './results/leak-section.js';
import { poolingSection } from './results/pooling-section.js';
import { protocolTable } from './results/protocol-table.js';
import { summarizeRows } from './results/rows.js';
import { sizeTable } from './results/size-table.js';

/** Builds `docs/results.md` from the given reports, in an order that does not depend on theirs. */
export function resultsPage(reports: readonly ProtocolReport[]): string {
  const rows = summarizeRows(reports);
  return `${[
    '# Results',
    "`npm run results` writes this page from the reports in [docs/reports](reports); do not edit it. [Training](training.md#protocols) explains the protocols. UAR is the mean recall of the labels. Each figure is first averaged over the folds of a seed, and then over seeds. The number after ± is the standard deviation over seeds. The 95 % interval of the mean uses Student's t. Test clips are never used to train, choose an epoch, normalize or augment. Every split passed the leakage check, and its report contains its hash. A twin is another take of the same sentence by the same speaker; the last column of the table is the share of test clips with a twin in training.",
    '## All protocols',
    protocolTable(rows),
    '![UAR by protocol](results/protocols.svg)',
    '## The leak: P0 minus P1',
    leakSection(rows),
    '## The second layer',
    layerSection(rows),
    "## The paper's recipes with three poolings",
    poolingSection(rows),
    '## Published figures',
    tableOf(ANCHORS, {
      protocol: ({ protocol }) => protocol,
      model: ({ what }) => what,
      metric: ({ metric }) => metric,
      value: ({ value }) => String(value),
      source: ({ source }) => source,
    }),
    '## Calibration',
    calibrationTable(rows),
    '## Size and speed',
    sizeTable(rows),
    '## Smaller models',
    frontierSection(rows),
    '## Corpora used',
    corpusSection(rows),
  ].join('\n\n')}\n`;
}
