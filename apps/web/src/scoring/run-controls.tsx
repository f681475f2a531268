import { ask } from '../api/client.js';
import type { ScoringRun } from '../api/types.js';
import { mayCancel, mayPause, mayResume } from '../run-states.js';
import { SteerButtons, type Step } from '../ui/steer-buttons.js';

/** Buttons to pause, resume, cancel or retry, depending on the run's state. */
export function RunControls({ run: { id, state }, onSteered }: { run: ScoringRun; onSteered: () => void }) {
  const params = { params: { path: { id } } };
  const steps: Step[] = [];
  if (mayPause(state))
    steps.push({
      name: 'Pause',
      act: () => ask((client) => client.POST('/v1/scoring-runs/{id}/pause', params)),
    });
  if (mayResume(state))
    steps.push({
      name: 'Resume',
      act: () => ask((client) => client.POST('/v1/scoring-runs/{id}/resume', params)),
    });
  if (mayCancel(state))
    steps.push({
      name: 'Cancel',
      act: () => ask((client) => client.POST('/v1/scoring-runs/{id}/cancel', params)),
    });
  if (state === 'completed_with_errors')
    steps.push({
      name: 'Retry failed clips',
      act: () =>
        ask((client) =>
          client.POST('/v1/scoring-runs/{id}/retry-failed', { ...params, body: { codes: 'all' } }),
        ),
    });
  return <SteerButtons steps={steps} onSteered={onSteered} />;
}
