import { runKindOf } from '#libs/contracts/run-states';
import { ask } from '../api/client.js';
import type { Run } from '../api/types.js';
import { mayCancel, mayPause, mayResume } from '../run-states.js';
import { moment } from '../words.js';
import { Problem } from './note.js';
import { StateBadge } from './state-badge.js';
import { SteerButtons, type Step } from './steer-buttons.js';

interface Props {
  readonly run: Run;
  /** Called after a button acted on the run. Without it the run has no buttons. */
  readonly onSteered?: () => void;
}

export function RunHead({ run, onSteered }: Props) {
  return (
    <>
      <div class="between">
        <p>
          <StateBadge state={run.state} /> <span class="small">started {moment(run.createdAt)}</span>
        </p>
        {onSteered && <SteerButtons steps={listSteps(run)} onSteered={onSteered} />}
      </div>
      {run.error !== null && <Problem message={run.error.message} />}
    </>
  );
}

function listSteps({ id, kind, state }: Run): Step[] {
  const params = { id };
  const step = (name: string, verb: 'pause' | 'resume' | 'cancel'): Step => ({
    name,
    act: () => ask(`POST /v1/${runKindOf(id)}-runs/{id}/${verb}`, { params }),
  });
  const steps: Step[] = [];
  if (mayPause(state)) steps.push(step('Pause', 'pause'));
  if (mayResume(state)) steps.push(step('Resume', 'resume'));
  if (kind === 'scoring' && state === 'completed_with_errors')
    steps.push({
      name: 'Retry failed clips',
      act: () => ask('POST /v1/scoring-runs/{id}/retry-failed', { params, body: { codes: 'all' } }),
    });
  if (kind === 'training' && state === 'training')
    steps.push({
      name: 'Stop and keep the model',
      act: () => ask('POST /v1/training-runs/{id}/stop', { params }),
    });
  if (mayCancel(state)) steps.push(step('Cancel', 'cancel'));
  return steps;
}
