import { runKindOf } from '#libs/contracts/run-states';
import { ask } from '../api/client.js';
import type { Run } from '../api/types.js';
import { mayCancel, mayPause, mayResume } from '../run-states.js';
import type { Step } from './steer-buttons.js';

/** Pause, resume and cancel, as the state allows; `more` comes before Cancel. */
export function steeringSteps({ id, state }: Run, more: readonly Step[]): Step[] {
  const step = (name: string, verb: 'pause' | 'resume' | 'cancel'): Step => ({
    name,
    act: () => ask(`POST /v1/${runKindOf(id)}-runs/{id}/${verb}`, { params: { id } }),
  });
  return [
    ...(mayPause(state) ? [step('Pause', 'pause')] : []),
    ...(mayResume(state) ? [step('Resume', 'resume')] : []),
    ...more,
    ...(mayCancel(state) ? [step('Cancel', 'cancel')] : []),
  ];
}
