import { ask } from '../api/client.js';
import type { ScoringRun } from '../api/types.js';
import { SteerButtons } from '../ui/steer-buttons.js';
import { steeringSteps } from '../ui/steering-steps.js';

/** Buttons to pause, resume, cancel or retry, depending on the run's state. */
export function RunControls({ run, onSteered }: { run: ScoringRun; onSteered: () => void }) {
  const params = { id: run.id };
  const retry = {
    name: 'Retry failed clips',
    act: () => ask('POST /v1/scoring-runs/{id}/retry-failed', { params, body: { codes: 'all' } }),
  };
  const steps = steeringSteps(run, run.state === 'completed_with_errors' ? [retry] : []);
  return <SteerButtons steps={steps} onSteered={onSteered} />;
}
