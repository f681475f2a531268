import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { featureSetId, featureSetNamed, trainingReport, type TrainingReport, roundTo } from '#libs/contracts';
import { assess, type AssessedModel, type ScoredPart } from '#libs/evaluation';
import type { TrainingAnswer } from '../training-messages.js';
import { compressionReport } from './compression.js';
import type { Evaluating } from './evaluating.js';
import type { PlannedRun } from './plan.js';
import { domainOfClips, type LabCorpus } from './read-corpus.js';

/** Probabilities of a run's clips, so that a report can be made again without a training. */
const predictionsFile = z.strictObject({
  v: z.literal(1),
  labels: z.array(z.string()),
  validation: z.array(z.number()),
  test: z.array(z.number()),
});

/** Whether the run's report is there: it is written last. */
export function isDone(folder: string): boolean {
  return existsSync(join(folder, 'report.json'));
}

/** Everything that a run leaves: split, probabilities, model, and last its report. */
export async function writeRun(
  folder: string,
  evaluating: Evaluating,
  run: PlannedRun,
  answer: TrainingAnswer,
): Promise<TrainingReport> {
  const { data } = evaluating;
  const names = (part: readonly number[]) => part.map((clip) => data.utterances[clip]?.name ?? '');
  const { train, validation, test, report: split } = run.split;
  const clips = { train: names(train), validation: names(validation), test: names(test) };
  const predictions: z.infer<typeof predictionsFile> = {
    v: 1,
    labels: [...data.labelNames],
    validation: roundAll(answer.validationProbabilities),
    test: roundAll(answer.testProbabilities),
  };
  await writeWhole(join(folder, 'split.json'), JSON.stringify({ v: 1, ...split, clips }));
  await writeWhole(join(folder, 'predictions.json'), JSON.stringify(predictions));
  await writeWhole(join(folder, 'model.json'), answer.saved.json);
  await writeWhole(join(folder, 'weights.bin'), answer.saved.weights);
  const { validationProbabilities, testProbabilities, ...rest } = answer;
  const report = reportOf(evaluating, run, rest, {
    validation: validationProbabilities,
    test: testProbabilities,
  });
  await writeWhole(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

/** The report of a run that is done; one from before assessments gets its own from the stored probabilities. */
export async function readReport(
  folder: string,
  { data }: Evaluating,
  run: PlannedRun,
): Promise<TrainingReport> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), 'utf8'));
  const report = trainingReport.parse(await read('report.json'));
  if (report.assessment !== undefined) return report;
  const { validation, test } = predictionsFile.parse(await read('predictions.json'));
  const { assessment } = assessed(data, run, {
    validation: Float32Array.from(validation),
    test: Float32Array.from(test),
  });
  const made = { ...report, assessment, weightBytes: 4 * report.parameters };
  await writeWhole(join(folder, 'report.json'), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/** Writes a file so that it is never there in part. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

interface Probabilities {
  readonly validation: Float32Array; // [validation clips, classes]
  readonly test: Float32Array; // [test clips, classes]
}

function assessed(data: LabCorpus, { split }: PlannedRun, probabilities: Probabilities): AssessedModel {
  const part = (clips: readonly number[], values: Float32Array): ScoredPart => ({
    probabilities: values,
    labels: clips.map((clip) => data.labels[clip] ?? -1),
    utterances: clips.map((clip) => data.utterances[clip] ?? { speaker: null, gender: null }),
  });
  return assess(
    part(split.validation, probabilities.validation),
    part(split.test, probabilities.test),
    data.labelNames,
  );
}

function reportOf(
  evaluating: Evaluating,
  run: PlannedRun,
  answer: Omit<TrainingAnswer, 'validationProbabilities' | 'testProbabilities'>,
  probabilities: Probabilities,
): TrainingReport {
  const { options, plan, data } = evaluating;
  const featureSet = featureSetNamed(options.featureSet);
  const { seed, split } = run;
  const { saved, history, nonZero: _nonZero, parent: _parent, ...rest } = answer;
  const own = assessed(data, run, probabilities);
  return {
    v: 1,
    runId: `${plan.name}/fold-${split.report.fold}-seed-${seed}`,
    modelId: saved.weightsSha256.slice(0, 12),
    corpus: data.corpus,
    labelMap: data.labelMap,
    corpusChecks: [...data.checks],
    labels: [...data.labelNames],
    featureSet,
    featureSetId: featureSetId(featureSet),
    recipe: plan.recipe,
    seed,
    split: split.report,
    leftOut: { ...data.leftOut },
    weightBytes: saved.weights.length,
    ...rest,
    history: [...history],
    ...own,
    ...compressionReport(evaluating, run, answer, own.test),
    domain: domainOfClips(data, split.train),
  };
}

function roundAll(values: Float32Array): number[] {
  return Array.from(values, (value) => roundTo(value, 6));
}
