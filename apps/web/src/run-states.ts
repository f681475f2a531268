import type { Run, RunState } from './api/types.js';

const OVER: readonly RunState[] = ['completed', 'completed_with_errors', 'cancelled', 'failed'];
const STANDING: readonly RunState[] = ['paused', 'interrupted', 'cancelling'];

/** Whether nothing more happens to a run in this state. */
export function isOver(state: RunState): boolean {
  return OVER.includes(state);
}

/** Whether workers have work of the run. */
export function isUnderWay(state: RunState): boolean {
  return !isOver(state) && !STANDING.includes(state);
}

export function mayPause(state: RunState): boolean {
  return isUnderWay(state);
}

/** A run that is under way may be resumed too, which begins it anew; that is nothing to offer. */
export function mayResume(state: RunState): boolean {
  return ['paused', 'interrupted', 'cancelled', 'failed'].includes(state);
}

export function mayCancel(state: RunState): boolean {
  return !isOver(state) && state !== 'cancelling';
}

/** State in words. */
export function wordsOf(state: RunState): string {
  return state.replaceAll('_', ' ');
}

/** Calm, at work, good or bad: the colour of a state, which its words say too. */
export function moodOf(state: RunState): 'still' | 'busy' | 'good' | 'warning' | 'bad' {
  if (state === 'completed') return 'good';
  if (state === 'completed_with_errors' || state === 'interrupted') return 'warning';
  if (state === 'failed') return 'bad';
  return isUnderWay(state) && state !== 'queued' ? 'busy' : 'still';
}

/** How far a run is, from 0 to 1; null while that cannot be told. */
export function shareDone({ kind, state, progress }: Run): number | null {
  if (state === 'completed' || state === 'completed_with_errors') return 1;
  if (kind === 'training') return progress.epochs === 0 ? null : progress.epoch / progress.epochs;
  if (progress.clips === null || progress.clips === 0) return null;
  return Math.min(1, (progress.scored + progress.failed + progress.cancelled) / progress.clips);
}
