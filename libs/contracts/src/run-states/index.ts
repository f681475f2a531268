/**
 * The states and kinds of runs, without schemas: the dashboard imports this file as `#libs/contracts/run-states` and
 * leaves zod out of its bundle.
 */
export const RUN_STATES = [
  'queued',
  'indexing',
  'extracting',
  'scoring',
  'training',
  'finishing',
  'paused',
  'interrupted',
  'completed',
  'completed_with_errors',
  'cancelling',
  'cancelled',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** States of a run in normal order. A run leaves a state only for a later one. */
export const STATES_UNDER_WAY = [
  'queued',
  'indexing',
  'extracting',
  'scoring',
  'training',
  'finishing',
] as const;

const OVER: readonly RunState[] = ['completed', 'completed_with_errors', 'cancelled', 'failed'];

/** Returns true if a run in this state has ended. */
export function isOver(state: RunState): boolean {
  return OVER.includes(state);
}

/** Returns true if the jobs of a run in this state have work to do. */
export function isUnderWay(state: RunState): boolean {
  return STATES_UNDER_WAY.some((known) => known === state);
}

export type RunKind = 'scoring' | 'training';

export function runKindOf(runId: string): RunKind {
  return runId.startsWith('scr-') ? 'scoring' : 'training';
}
