import { join } from 'node:path';
import type { TrainingSet } from '#libs/learning';
import type { EvaluateOptions } from './options.js';
import type { Plan, PlannedRun } from './plan.js';

/** What an evaluation is made of. */
export interface Evaluating {
  readonly options: EvaluateOptions;
  readonly plan: Plan;
  readonly data: TrainingSet;
  /** Whose models are made smaller; null of trainings. */
  readonly parent: Plan | null;
}

/** Names one training below its evaluation's folder, and in reports. */
export function runName({ fold, seed }: PlannedRun): string {
  return `fold-${fold}-seed-${seed}`;
}

export function folderOf(out: string, plan: Plan, run: PlannedRun): string {
  return join(out, plan.name, runName(run));
}
