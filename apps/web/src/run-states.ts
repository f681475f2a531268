import type { RunState } from '#libs/contracts';
import { isOver, isUnderWay } from '#libs/contracts/run-states';
import type { Run } from './api/types.js';

export function mayPause(state: RunState): boolean {
  return isUnderWay(state);
}

/** Returns true if the page offers to resume the run. The API also resumes an active run, which restarts it. */
export function mayResume(state: RunState): boolean {
  return ['paused', 'interrupted', 'cancelled', 'failed'].includes(state);
}

export function mayCancel(state: RunState): boolean {
  return !isOver(state) && state !== 'cancelling';
}

/** Formats a state for people. */
export function formatState(state: RunState): string {
  return state.replaceAll('_', ' ');
}

/** Returns the color of a state; its text carries the same information. */
export function pickMood(state: RunState): 'still' | 'busy' | 'good' | 'warning' | 'bad' {
  if (state === 'completed') return 'good';
  if (state === 'completed_with_errors' || state === 'interrupted') return 'warning';
  if (state === 'failed') return 'bad';
  return isUnderWay(state) && state !== 'queued' ? 'busy' : 'still';
}

/** Returns a run's progress from 0 to 1; null while it is unknown. */
export function shareDone({ kind, state, progress }: Run): number | null {
  if (state === 'completed' || state === 'completed_with_errors') return 1;
  if (kind === 'training') return progress.epochs === 0 ? null : progress.epoch / progress.epochs;
  if (progress.clips === null || progress.clips === 0) return null;
  return Math.min(1, (progress.scored + progress.failed + progress.cancelled) / progress.clips);
}
