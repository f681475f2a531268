import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { featureSetId, featureSetNamed, type TrainingReport } from '#libs/contracts';
import { evaluate } from '#libs/model';
import type { TrainingAnswer } from '../training-messages.js';
import type { EvaluateOptions } from './options.js';
import type { Plan, PlannedRun } from './plan.js';
import type { LabCorpus } from './read-corpus.js';

export function folderOf(out: string, plan: Plan, { fold, seed }: PlannedRun): string {
  return join(out, plan.name, `fold-${fold}-seed-${seed}`);
}

/** Whether the run's report is there: it is written last. */
export function isDone(folder: string): boolean {
  return existsSync(join(folder, 'report.json'));
}

/** Everything that a run left: split, probabilities, model, and last its report. */
export async function writeRun(
  folder: string,
  context: { readonly options: EvaluateOptions; readonly plan: Plan; readonly data: LabCorpus },
  run: PlannedRun,
  answer: TrainingAnswer,
): Promise<TrainingReport> {
  const { data } = context;
  await mkdir(folder, { recursive: true });
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await writeFile(join(folder, `${name}.part`), content);
    await rename(join(folder, `${name}.part`), join(folder, name));
  };
  const names = (part: readonly number[]) => part.map((clip) => data.utterances[clip]?.name ?? '');
  const { train, validation, test, report: split } = run.split;
  await write(
    'split.json',
    JSON.stringify({
      v: 1,
      ...split,
      clips: { train: names(train), validation: names(validation), test: names(test) },
    }),
  );
  await write(
    'predictions.json',
    JSON.stringify({
      v: 1,
      labels: data.labelNames,
      validation: rounded(answer.validationProbabilities),
      test: rounded(answer.testProbabilities),
    }),
  );
  await write('model.json', answer.saved.json);
  await write('weights.bin', answer.saved.weights);
  const report = reportOf(context, run, answer);
  await write('report.json', `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

function reportOf(
  {
    options,
    plan,
    data,
  }: { readonly options: EvaluateOptions; readonly plan: Plan; readonly data: LabCorpus },
  { seed, split }: PlannedRun,
  answer: TrainingAnswer,
): TrainingReport {
  const featureSet = featureSetNamed(options.featureSet);
  const truth = (part: readonly number[]) => part.map((clip) => data.labels[clip] ?? -1);
  const { saved, validationProbabilities, testProbabilities, history, ...rest } = answer;
  return {
    v: 1,
    runId: `${plan.name}/fold-${split.report.fold}-seed-${seed}`,
    modelId: saved.weightsSha256.slice(0, 12),
    corpus: data.corpus,
    labels: [...data.labelNames],
    featureSet,
    featureSetId: featureSetId(featureSet),
    recipe: plan.recipe,
    seed,
    split: split.report,
    leftOut: { ...data.leftOut },
    ...rest,
    history: [...history],
    validation:
      split.validation.length === 0
        ? null
        : evaluate(validationProbabilities, truth(split.validation), data.labelNames),
    test: evaluate(testProbabilities, truth(split.test), data.labelNames),
  };
}

function rounded(values: Float32Array): number[] {
  return Array.from(values, (value) => Math.round(value * 1e6) / 1e6);
}
