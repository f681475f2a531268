import type { Run, RunState } from './api/types.js';

const OVER: readonly RunState[] = ['completed', 'completed_with_errors', 'cancelled', 'failed'];
const IDLE: readonly RunState[] = ['paused', 'interrupted', 'cancelling'];

/** Returns true if a run in this state has ended. */
export function isOver(state: RunState): boolean {
  return OVER.includes(state);
}

/** Returns true if workers have jobs of the run. */
export function isActive(state: RunState): boolean {
  return !isOver(state) && !IDLE.includes(state);
}

export function mayPause(state: RunState): boolean {
  return isActive(state);
}

/** Returns true if the page offers to resume the run. The API also resumes an active run, which restarts it. */
export function mayResume(state: RunState): boolean {
  return ['paused', 'interrupted', 'cancelled', 'failed'].includes(state);
}

export function mayCancel(state: RunState): boolean {
  return !isOver(state) && state !== 'cancelling';
}

/** Formats a state for people. */
export function wordsOf(state: RunState): string {
  return state.replaceAll('_', ' ');
}

/** Returns the color of a state; its text carries the same information. */
export function moodOf(state: RunState): 'still' | 'busy' | 'good' | 'warning' | 'bad' {
  if (state === 'completed') return 'good';
  if (state === 'completed_with_errors' || state === 'interrupted') return 'warning';
  if (state === 'failed') return 'bad';
  return isActive(state) && state !== 'queued' ? 'busy' : 'still';
}

/** Returns a run's progress from 0 to 1; null while it is unknown. */
export function shareDone({ kind, state, progress }: Run): number | null {
  if (state === 'completed' || state === 'completed_with_errors') return 1;
  if (kind === 'training') return progress.epochs === 0 ? null : progress.epoch / progress.epochs;
  if (progress.clips === null || progress.clips === 0) return null;
  return Math.min(1, (progress.scored + progress.failed + progress.cancelled) / progress.clips);
}
