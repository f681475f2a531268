import type { Assessment, ModelCard } from '#libs/contracts';
import { bytes, percent, share, table } from './markdown.js';

/** A model card as a page that people read; pictures are named relative to the card's own address. */
export function modelCardMarkdown(card: ModelCard): string {
  const { test, split, assessment } = card;
  return `${[
    `# ${card.name}`,
    `Model \`${card.id}\`, version \`${card.version}\`, made ${card.createdAt}.`,
    '## Use',
    card.intendedUse,
    `Data: ${card.dataLicence}`,
    '## How well it does',
    `On ${test.clips} test clips of \`${card.corpus}\`, split ${split.name}, fold ${split.fold}, seed ${split.seed}. ${leakSentence(card)}`,
    table(
      ['measure', 'value'],
      [
        ['UAR (mean recall of the classes)', share(test.uar)],
        ['WAR (accuracy)', share(test.accuracy)],
        ['macro F1', share(test.macroF1)],
        ['ECE', share(test.ece)],
        ['Brier', share(test.brier)],
        ['ms a clip, alone', share(card.latency.perClipMsBatch1, 2)],
        ['ms a clip, in 64', share(card.latency.perClipMsBatch64, 2)],
        ['parameters', card.parameters.toLocaleString('en')],
        ['weights', bytes(card.weightBytes ?? 4 * card.parameters)],
      ],
    ),
    table(
      ['class', 'clips', 'precision', 'recall', 'F1'],
      test.perClass.map(({ label, support, precision, recall, f1 }) => [
        label,
        String(support),
        share(precision),
        share(recall),
        share(f1),
      ]),
    ),
    'Confusion, counts: rows are the truth, columns what was predicted.',
    table(
      ['', ...card.labels],
      card.labels.map((label, row) => [label, ...(test.confusion[row] ?? []).map(String)]),
    ),
    ...(assessment === undefined ? [] : assessmentSections(assessment, card.labels)),
    '## How it was made',
    table(
      ['', ''],
      [
        ['architecture', card.recipe.architecture],
        ['features', `${card.featureSetName ?? 'own'} (\`${card.featureSetId}\`)`],
        ['seed', String(card.seed)],
        ['clips', `${split.train} training, ${split.validation} validation, ${split.test} test`],
        ['split hash', `\`${split.hash}\``],
        ['data hash', `\`${card.dataHash}\``],
        ['weights SHA-256', `\`${card.weightsSha256}\``],
        ['engine', `${card.engine.name} ${card.engine.version} on ${card.engine.device}`],
        ['training run', `\`${card.trainingRunId}\``],
      ],
    ),
    'The recipe in full:',
    `\`\`\`json\n${JSON.stringify(card.recipe, null, 2)}\n\`\`\``,
  ].join('\n\n')}\n`;
}

function leakSentence({ split }: ModelCard): string {
  const { testTwinsInTraining: twins, speakersInBoth } = split;
  const said: string[] = [];
  if (speakersInBoth !== null)
    said.push(
      speakersInBoth === 0
        ? 'No speaker of the test clips was heard in training.'
        : `${speakersInBoth} speakers of the test clips were heard in training.`,
    );
  if (twins !== null && twins > 0)
    said.push(
      `${percent(twins)} of the test clips have their other repetition in training: expect less elsewhere.`,
    );
  return said.join(' ');
}

function assessmentSections(assessment: Assessment, labels: readonly string[]): string[] {
  const { calibration, conformal, abstention, speakers, genders } = assessment;
  return [
    '## Knowing what it does not know',
    ...(calibration === null
      ? ['There was no validation part to fit a temperature on.']
      : [
          `Temperature ${share(calibration.temperature, 2)}, fitted on ${calibration.fittedOn} validation clips: ECE ${share(calibration.before.ece)} -> ${share(calibration.after.ece)}, Brier ${share(calibration.before.brier)} -> ${share(calibration.after.brier)} on test clips.`,
        ]),
    ...(conformal === null
      ? []
      : [
          `Conformal sets at ${percent(conformal.wantedCoverage)}: every label of probability ${share(conformal.threshold)} or more. They hold the truth in ${percent(conformal.testCoverage)} of test clips and have ${share(conformal.meanSetSize, 2)} labels on average.`,
        ]),
    ...(abstention === null
      ? []
      : [
          `Abstain below ${share(abstention.threshold)}: ${percent(abstention.testAnswered)} of test clips get an answer, ${percent(abstention.testAccuracyAnswered)} of the answers are right. (Probabilities after the temperature.)`,
        ]),
    ...[['speaker', speakers] as const, ['gender', genders] as const].flatMap(([name, groups]) =>
      groups.length === 0
        ? []
        : [
            table(
              [name, 'clips', 'accuracy', 'UAR', ...labels.map((label) => `recall ${label}`)],
              groups.map(({ group, clips, accuracy, uar, recalls }) => [
                group,
                String(clips),
                share(accuracy),
                share(uar),
                ...recalls.map((recall) => (recall === null ? '' : share(recall, 2))),
              ]),
            ),
          ],
    ),
  ];
}
