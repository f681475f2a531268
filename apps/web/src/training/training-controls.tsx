import { ask } from '../api/client.js';
import type { TrainingRun } from '../api/types.js';
import { mayCancel, mayPause, mayResume } from '../run-states.js';
import { SteerButtons, type Step } from '../ui/steer-buttons.js';

/** Buttons to pause, resume, stop or cancel, depending on the run's state. */
export function TrainingControls({
  run: { id, state },
  onSteered,
}: {
  run: TrainingRun;
  onSteered: () => void;
}) {
  const params = { params: { path: { id } } };
  const steps: Step[] = [];
  if (mayPause(state))
    steps.push({
      name: 'Pause',
      act: () => ask((client) => client.POST('/v1/training-runs/{id}/pause', params)),
    });
  if (mayResume(state))
    steps.push({
      name: 'Resume',
      act: () => ask((client) => client.POST('/v1/training-runs/{id}/resume', params)),
    });
  if (state === 'training')
    steps.push({
      name: 'Stop and keep the model',
      act: () => ask((client) => client.POST('/v1/training-runs/{id}/stop', params)),
    });
  if (mayCancel(state))
    steps.push({
      name: 'Cancel',
      act: () => ask((client) => client.POST('/v1/training-runs/{id}/cancel', params)),
    });
  return <SteerButtons steps={steps} onSteered={onSteered} />;
}
