import { describe, expect, it } from 'vitest';
import { RECIPES, type ProtocolReport } from '#libs/contracts';
import { resultsPage } from '#libs/report';
import { protocolReportOf } from '../../../libs/evaluation/src/testing/protocol-report.js';

type Name = 'paper' | 'paper-single';

const report = (recipe: Name, changes: Partial<ProtocolReport['resolvedRecipe']>, wrong: readonly number[]) =>
  protocolReportOf({
    seeds: [0],
    errorsOf: () => wrong,
    recipe,
    resolvedRecipe: { ...RECIPES[recipe], ...changes } as ProtocolReport['resolvedRecipe'],
  });
const last = { keep: 'last', validationShare: 0 } as const;
const page = resultsPage([
  report('paper', {}, [0, 1]),
  report('paper', last, [0]),
  report('paper-single', {}, [0, 1]),
  report('paper-single', last, []),
  report('paper', { epochs: 7 }, [0, 1, 2, 3]),
]);
const linesOf = (section: string) =>
  (page.split(`## ${section}\n`)[1] ?? '').replace(/\n## .*/s, '').split('\n');

describe('trainings that differ from their recipe', () => {
  it('have separate rows that name the difference', () => {
    const rows = linesOf('All protocols').filter((line) => line.startsWith('| P4'));
    expect(rows.map((row) => row.split('|')[3]?.trim())).toEqual([
      'paper',
      'paper 7-epochs',
      'paper last-epoch',
      'paper-single',
      'paper-single last-epoch',
    ]);
  });

  it('are compared with those that differ in the same way', () => {
    const verdicts = linesOf('The second layer').filter((line) => line.startsWith('- P4'));
    expect(verdicts).toEqual([
      expect.stringMatching(/^- P4, span-20: /),
      expect.stringMatching(/^- P4, span-20 last-epoch: /),
    ]);
    const differences = linesOf('The second layer').filter((line) => line.startsWith('| P4'));
    expect(differences.map((row) => row.split('|')[4]?.trim())).toEqual(['+0.000', '−0.125']);
  });

  it('have a separate line among the poolings', () => {
    const cells = linesOf("The paper's recipes with three poolings")
      .filter((line) => line.startsWith('| P4'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(cells.map((row) => [row[2], row[5]])).toEqual([
      ['paper', '0.750'],
      ['paper 7-epochs', '0.500'],
      ['paper last-epoch', '0.875'],
      ['paper-single', '0.750'],
      ['paper-single last-epoch', '1.000'],
    ]);
  });
});
