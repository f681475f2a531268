import { join } from 'node:path';
import type { EvaluateOptions } from './options.js';
import type { Plan, PlannedRun } from './plan.js';
import type { LabCorpus } from './read-corpus.js';

/** What an evaluation is made of. */
export interface Evaluating {
  readonly options: EvaluateOptions;
  readonly plan: Plan;
  readonly data: LabCorpus;
  /** Whose models are made smaller; null of trainings. */
  readonly parent: Plan | null;
}

export function folderOf(out: string, plan: Plan, { fold, seed }: PlannedRun): string {
  return join(out, plan.name, `fold-${fold}-seed-${seed}`);
}
