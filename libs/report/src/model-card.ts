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

/** A model card as a page that people read; pictures are named relative to the card's own address. */
export function modelCardMarkdown(card: ModelCard): string {
  const { assessment, domain } = card;
  return `${[
    `# ${card.name}`,
    `Model \`${card.id}\`, version \`${card.version}\`, made ${card.createdAt}.`,
    '## Use',
    card.intendedUse,
    `Data: ${card.dataLicence}`,
    '## How well it does',
    ...testSections(card),
    ...(assessment === undefined ? [] : assessmentSections(assessment, card.labels)),
    ...(domain === undefined ? [] : domainSection(domain)),
    '## Size and speed',
    sizeTable(card),
    '## How it was made',
    ...originSections(card),
  ].join('\n\n')}\n`;
}

function testSections({ test, split, corpus, labels }: ModelCard): string[] {
  if (test === null || split === null)
    return ['Unknown: its members were not tested on the same clips, or left no answers to them.'];
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
    'Confusion, counts: rows are the truth, columns what was predicted.',
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
      ['ms a clip, alone', share(latency.perClipMsBatch1, 2)],
      ['ms a clip, in 64', share(latency.perClipMsBatch64, 2)],
      ['parameters', parameters.toLocaleString('en')],
      ['weights', bytes(weightBytes ?? 4 * parameters)],
    ],
  );
}

function originSections(card: ModelCard): string[] {
  const { recipe, split, members } = card;
  const facts = [
    ...(recipe === null ? [] : [['architecture', recipe.architecture]]),
    ['features', `${card.featureSetName ?? 'own'} (\`${card.featureSetId}\`)`],
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
      : ['The recipe in full:', `\`\`\`json\n${JSON.stringify(recipe, null, 2)}\n\`\`\``]),
  ];
}

function memberSections(members: readonly EnsembleMember[]): string[] {
  return [
    "An ensemble: the mean of its members' probabilities, each after its temperature.",
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
    `Made of \`${parentModelId}\` by ${nameOfMethod(method)}; both on the same test clips, in one go:`,
    table(
      ['', 'parent', 'this model'],
      [
        row('UAR', ({ uar }) => share(uar)),
        row('accuracy', ({ accuracy }) => share(accuracy)),
        row('parameters', ({ parameters }) => parameters.toLocaleString('en')),
        row('numbers that are not 0', ({ nonZero }) => nonZero.toLocaleString('en')),
        row('weights', ({ weightBytes }) => bytes(weightBytes)),
        row('ms a clip, alone', ({ latency }) => share(latency.perClipMsBatch1, 2)),
        row('ms a clip, in 64', ({ latency }) => share(latency.perClipMsBatch64, 2)),
      ],
    ),
  ];
}

function leakSentence({ testTwinsInTraining: twins, speakersInBoth }: SplitReport): string {
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

function engineWords({ name, version, device, simd }: ModelCard['engine']): string {
  return `${name} ${version} on ${device}${simd === undefined ? '' : `, ${simd} vectors`}`;
}
