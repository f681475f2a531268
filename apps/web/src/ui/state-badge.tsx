import type { RunState } from '#libs/contracts';
import { moodOf, wordsOf } from '../run-states.js';

export function StateBadge({ state }: { state: RunState }) {
  return <span class={`badge ${moodOf(state)}`}>{wordsOf(state)}</span>;
}
