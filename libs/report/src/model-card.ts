import {
  nameOfMethod,
  type CompressionReport,
  type EnsembleMember,
  type ModelCard,
  type SplitReport,
} from '#libs/contracts';
import { assessmentSections } from './assessment-sections.js';
import { domainSection } from './domain-section.js';
import { bytes, percent, share, table, tableOf } from './markdown.js';

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
    tableOf(test.perClass, {
      class: ({ label }) => label,
      clips: ({ support }) => String(support),
      precision: ({ precision }) => share(precision),
      recall: ({ recall }) => share(recall),
      F1: ({ f1 }) => share(f1),
    }),
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
  const { recipe, split, members, compression } = card;
  const facts: [string, string | null | undefined][] = [
    ['architecture', recipe?.architecture],
    ['features', `${card.featureSetName ?? 'custom'} (\`${card.featureSetId}\`)`],
    ['seed', card.seed?.toString()],
    ['clips', split && `${split.train} training, ${split.validation} validation, ${split.test} test`],
    ['split hash', split && `\`${split.hash}\``],
    ['data hash', `\`${card.dataHash}\``],
    ['weights SHA-256', `\`${card.weightsSha256}\``],
    ['engine', engineWords(card.engine)],
    ['training run', card.trainingRunId && `\`${card.trainingRunId}\``],
  ];
  const known = facts.flatMap(([name, value]) => (value == null ? [] : [[name, value]]));
  return [
    ...(members === undefined ? [] : memberSections(members)),
    ...(compression === undefined ? [] : compressionSections(compression)),
    table(['', ''], known),
    ...(recipe === null
      ? []
      : ['Complete recipe:', `\`\`\`json\n${JSON.stringify(recipe, null, 2)}\n\`\`\``]),
  ];
}

function memberSections(members: readonly EnsembleMember[]): string[] {
  return [
    "This model is an ensemble: the weighted mean of its members' calibrated probabilities.",
    tableOf(members, {
      member: ({ modelId }) => `\`${modelId}\``,
      name: ({ name }) => name,
      version: ({ version }) => `\`${version}\``,
      weight: ({ weight }) => share(weight),
      temperature: ({ temperature }) => share(temperature, 2),
    }),
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
  const sentences: string[] = [];
  if (speakersInBoth === 0) sentences.push('No speaker of the test clips occurs in training.');
  else if (speakersInBoth !== null)
    sentences.push(`${speakersInBoth} speakers of the test clips also occur in training.`);
  if (twins !== null && twins > 0)
    sentences.push(
      `${percent(twins)} of the test clips have their other repetition in training, so expect lower results on new recordings.`,
    );
  return sentences.join(' ');
}

function engineWords({ name, version, device, simd }: ModelCard['engine']): string {
  return `${name} ${version} on ${device}${simd === undefined ? '' : `, ${simd} vectors`}`;
}
