import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex, type Evaluation, type TrainingReport } from '#libs/contracts';
import { evaluate } from '#libs/evaluation';
import type { Compression } from '#libs/model';
import type { TrainingAnswer } from '../training-messages.js';
import { folderOf, type Evaluating } from './evaluating.js';
import type { PlannedRun } from './plan.js';

/** What is made of the model that the parent's training left; null of a training. */
export async function compressionOf(
  { options, parent }: Evaluating,
  run: PlannedRun,
): Promise<Compression | null> {
  const { compress: method, out } = options;
  if (parent === null || method === null) return null;
  const folder = folderOf(out, parent, run);
  const json = await readFile(join(folder, 'model.json'));
  const weights = await readFile(join(folder, 'weights.bin'));
  return { parent: { kind: 'network', saved: { json, weights, weightsSha256: sha256Hex(weights) } }, method };
}

/** The parent beside what became of it; nothing of a training. */
export function compressionReport(
  { options: { compress: method }, parent: plan, data: { labels, labelNames } }: Evaluating,
  { split, fold, seed }: PlannedRun,
  answer: Omit<TrainingAnswer, 'validationProbabilities' | 'testProbabilities'>,
  test: Evaluation,
): Pick<TrainingReport, 'compression'> {
  if (method === null || plan === null || answer.parent === null) return {};
  const { testProbabilities, ...before } = answer.parent;
  const { parameters, nonZero, saved, latency } = answer;
  const truth = split.test.map((clip) => labels[clip] ?? -1);
  const { uar, accuracy } = evaluate(testProbabilities, truth, labelNames);
  return {
    compression: {
      parentModelId: `${plan.name}/fold-${fold}-seed-${seed}`,
      method,
      before: { uar, accuracy, ...before },
      after: {
        uar: test.uar,
        accuracy: test.accuracy,
        parameters,
        nonZero,
        weightBytes: saved.weights.length,
        latency,
      },
    },
  };
}
