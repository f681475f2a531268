import type { RunState } from '#libs/contracts';
import { pickMood, formatState } from '../run-states.js';

export function StateBadge({ state }: { state: RunState }) {
  return <span class={`badge ${pickMood(state)}`}>{formatState(state)}</span>;
}
