import { reportText } from './report-text.js';
import type { Session } from './session.js';
import { requireCompleted, waitForRun } from './wait-for-run.js';

/**
 * Prints the id of a training run that has just started, or waits for its end and prints its report.
 *
 * @throws CliError if the run did not complete
 */
export async function followTraining(
  session: Session,
  run: { readonly id: string },
  waits: boolean,
): Promise<void> {
  const { api, out } = session;
  const { id } = run;
  if (!waits) {
    out.result(run, () => id);
    out.note(`The training has started. \`serenade watch ${id}\` shows its progress.`);
    return;
  }
  out.note(id);
  requireCompleted(await waitForRun(session, id), id);
  const report = await api.call('GET /v1/training-runs/{id}/report', { params: { id } });
  out.result(report, () => reportText(report));
}
