import { ask } from '../api/client.js';
import type { TrainingRun } from '../api/types.js';
import { SteerButtons } from '../ui/steer-buttons.js';
import { steeringSteps } from '../ui/steering-steps.js';

/** Buttons to pause, resume, stop or cancel, depending on the run's state. */
export function TrainingControls({ run, onSteered }: { run: TrainingRun; onSteered: () => void }) {
  const params = { id: run.id };
  const stop = {
    name: 'Stop and keep the model',
    act: () => ask('POST /v1/training-runs/{id}/stop', { params }),
  };
  const steps = steeringSteps(run, run.state === 'training' ? [stop] : []);
  return <SteerButtons steps={steps} onSteered={onSteered} />;
}
