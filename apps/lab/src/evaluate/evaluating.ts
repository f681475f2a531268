import { join } from 'node:path';
import type { TrainingSet } from '#libs/learning';
import type { EvaluateOptions } from './options.js';
import type { Plan, PlannedRun } from './plan.js';

/** The parts of an evaluation. */
export interface Evaluating {
  readonly options: EvaluateOptions;
  readonly plan: Plan;
  readonly data: TrainingSet;
  /** The plan whose models are compressed. Null if models are trained. */
  readonly parent: Plan | null;
}

/** Names a training in its evaluation's folder and in reports. */
export function runName({ fold, seed }: PlannedRun): string {
  return `fold-${fold}-seed-${seed}`;
}

export function folderOf(out: string, plan: Plan, run: PlannedRun): string {
  return join(out, plan.name, runName(run));
}
