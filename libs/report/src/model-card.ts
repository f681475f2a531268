import {
  nameOfMethod,
  type CompressionReport,
  type EnsembleMember,
  type ModelCard,
  type SplitReport,
} from '#libs/contracts';
import { assessmentSections } from './assessment-sections.js';
import { domainSection } from './domain-section.js';
import { bytes, percent, share, table } from './markdown.js';

/** Renders a model card as Markdown. Picture links are relative to the card's own address. */
export function modelCardMarkdown(card: ModelCard): string {
  const { assessment, domain } = card;
  return `${[
    `# ${card.name}`,
    `Model \`${card.id}\`, version \`${card.version}\`, created ${card.createdAt}.`,
    '## Use',
    card.intendedUse,
    `Data: ${card.dataLicence}`,
    '## Test results',
    ...testSections(card),
    ...(assessment === undefined ? [] : assessmentSections(assessment, card.labels)),
    ...(domain === undefined ? [] : domainSection(domain)),
    '## Size and speed',
    sizeTable(card),
    '## Origin',
    ...originSections(card),
  ].join('\n\n')}\n`;
}

function testSections({ test, split, corpus, labels }: ModelCard): string[] {
  if (test === null || split === null)
    return ['Unknown: the members were not tested on the same clips, or have no stored answers.'];
  return [
    `On ${test.clips} test clips of \`${corpus}\`, split ${split.name}, fold ${split.fold}, seed ${split.seed}. ${leakSentence(split)}`,
    table(
      ['measure', 'value'],
      [
        ['UAR (mean recall of the classes)', share(test.uar)],
        ['WAR (accuracy)', share(test.accuracy)],
        ['macro F1', share(test.macroF1)],
        ['ECE', share(test.ece)],
        ['Brier', share(test.brier)],
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
    'Confusion matrix in clips: rows are true labels, columns are predicted labels.',
    table(
      ['', ...labels],
      labels.map((label, row) => [label, ...(test.confusion[row] ?? []).map(String)]),
    ),
  ];
}

function sizeTable({ latency, parameters, weightBytes }: ModelCard): string {
  return table(
    ['measure', 'value'],
    [
      ['ms per clip, batch of 1', share(latency.perClipMsBatch1, 2)],
      ['ms per clip, batch of 64', share(latency.perClipMsBatch64, 2)],
      ['parameters', parameters.toLocaleString('en')],
      ['weights', bytes(weightBytes ?? 4 * parameters)],
    ],
  );
}

function originSections(card: ModelCard): string[] {
  const { recipe, split, members } = card;
  const facts = [
    ...(recipe === null ? [] : [['architecture', recipe.architecture]]),
    ['features', `${card.featureSetName ?? 'custom'} (\`${card.featureSetId}\`)`],
    ...(card.seed === null ? [] : [['seed', String(card.seed)]]),
    ...(split === null
      ? []
      : [
          ['clips', `${split.train} training, ${split.validation} validation, ${split.test} test`],
          ['split hash', `\`${split.hash}\``],
        ]),
    ['data hash', `\`${card.dataHash}\``],
    ['weights SHA-256', `\`${card.weightsSha256}\``],
    ['engine', engineWords(card.engine)],
    ...(card.trainingRunId === null ? [] : [['training run', `\`${card.trainingRunId}\``]]),
  ];
  return [
    ...(members === undefined ? [] : memberSections(members)),
    ...(card.compression === undefined ? [] : compressionSections(card.compression)),
    table(['', ''], facts),
    ...(recipe === null
      ? []
      : ['Complete recipe:', `\`\`\`json\n${JSON.stringify(recipe, null, 2)}\n\`\`\``]),
  ];
}

function memberSections(members: readonly EnsembleMember[]): string[] {
  return [
    "This model is an ensemble: the weighted mean of its members' calibrated probabilities.",
    table(
      ['member', 'name', 'version', 'weight', 'temperature'],
      members.map(({ modelId, name, version, weight, temperature }) => [
        `\`${modelId}\``,
        name,
        `\`${version}\``,
        share(weight),
        share(temperature, 2),
      ]),
    ),
  ];
}

function compressionSections({ parentModelId, method, before, after }: CompressionReport): string[] {
  const row = (name: string, of: (figures: typeof before) => string) => [name, of(before), of(after)];
  return [
    `Compressed from \`${parentModelId}\` by ${nameOfMethod(method)}. Both were measured together on the same test clips:`,
    table(
      ['', 'parent', 'this model'],
      [
        row('UAR', ({ uar }) => share(uar)),
        row('accuracy', ({ accuracy }) => share(accuracy)),
        row('parameters', ({ parameters }) => parameters.toLocaleString('en')),
        row('nonzero parameters', ({ nonZero }) => nonZero.toLocaleString('en')),
        row('weights', ({ weightBytes }) => bytes(weightBytes)),
        row('ms per clip, batch of 1', ({ latency }) => share(latency.perClipMsBatch1, 2)),
        row('ms per clip, batch of 64', ({ latency }) => share(latency.perClipMsBatch64, 2)),
      ],
    ),
  ];
}

function leakSentence({ testTwinsInTraining: twins, speakersInBoth }: SplitReport): string {
  const said: string[] = [];
  if (speakersInBoth !== null)
    said.push(
      speakersInBoth === 0
        ? 'No speaker of the test clips occurs in training.'
        : `${speakersInBoth} speakers of the test clips also occur in training.`,
    );
  if (twins !== null && twins > 0)
    said.push(
      `${percent(twins)} of the test clips have their other repetition in training, so expect lower results on new recordings.`,
    );
  return said.join(' ');
}

function engineWords({ name, version, device, simd }: ModelCard['engine']): string {
  return `${name} ${version} on ${device}${simd === undefined ? '' : `, ${simd} vectors`}`;
}
