import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { modelVersion, roundTo, trainingReport, type EngineInfo, type TrainingReport } from '#libs/contracts';
import {
  assessPredictions,
  buildTrainingReport,
  collectPredictions,
  describeSplit,
  labelPredictions,
  type TrainResult,
} from '#libs/learning';
import { runName, type Evaluating } from './evaluating.js';
import type { PlannedRun } from './plan.js';

/** Decimal places of a stored probability. */
const DECIMALS = 6;

/** The probabilities of a run's clips, from which a report can be rebuilt without a training. */
const predictionsFile = z.strictObject({
  v: z.literal(1),
  labels: z.array(z.string()),
  validation: z.array(z.number()),
  test: z.array(z.number()),
});

/** Returns true if the run has a report. It is written last, so the run's other files are complete too. */
export function isDone(folder: string): boolean {
  return existsSync(join(folder, 'report.json'));
}

/** Writes the split, probabilities and model of a run, and last its report. */
export async function writeRun(
  folder: string,
  evaluating: Evaluating,
  run: PlannedRun,
  answer: TrainResult,
  engine: EngineInfo,
): Promise<TrainingReport> {
  const { options, plan, data: set, parent } = evaluating;
  const { split, seed } = run;
  const answers = collectPredictions(set, split, answer);
  const predictions: z.infer<typeof predictionsFile> = {
    v: 1,
    labels: [...set.labelNames],
    validation: answers.validation.probabilities.map((value) => roundTo(value, DECIMALS)),
    test: answers.test.probabilities.map((value) => roundTo(value, DECIMALS)),
  };
  const { compress: method, definition: featureSet } = options;
  const request = {
    runId: `${plan.name}/${runName(run)}`,
    modelId: modelVersion(answer.saved.weightsSha256),
    featureSet,
    recipe: plan.recipe,
    seed,
    compression:
      method === null || parent === null ? null : { parentModelId: `${parent.name}/${runName(run)}`, method },
  };
  const report = buildTrainingReport({ request, set, split, answer, answers, engine });
  await writeWhole(join(folder, 'split.json'), JSON.stringify(describeSplit(set, split)));
  await writeWhole(join(folder, 'predictions.json'), JSON.stringify(predictions));
  await writeWhole(join(folder, 'model.json'), answer.saved.json);
  await writeWhole(join(folder, 'weights.bin'), answer.saved.weights);
  await writeWhole(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

/** Reads the report of a finished run. If it lacks an assessment, computes one from the stored probabilities and saves it. */
export async function readReport(
  folder: string,
  { data: set }: Evaluating,
  { split }: PlannedRun,
): Promise<TrainingReport> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), 'utf8'));
  const report = trainingReport.parse(await read('report.json'));
  if (report.assessment !== undefined) return report;
  const answers = labelPredictions(set, split, predictionsFile.parse(await read('predictions.json')));
  const { assessment } = assessPredictions(answers);
  const made = { ...report, assessment, weightBytes: 4 * report.parameters };
  await writeWhole(join(folder, 'report.json'), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/** Writes a file atomically, so that no reader sees a part of it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}
