import { isOver, runKindOf, type RunEvent, type RunState } from '#libs/contracts';
import { runEvents } from '#libs/client';
import { startProgress } from '#libs/terminal';
import { CliError, EXIT } from './exit-codes.js';
import type { Session } from './session.js';

export interface RunEnd {
  readonly state: RunState;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Follows a run until it ends and shows its progress. It reconnects if the server goes away. */
export async function waitForRun({ options, out }: Session, runId: string): Promise<RunEnd> {
  const isScoring = runKindOf(runId) === 'scoring';
  const progress = startProgress(isScoring ? 'scoring' : 'training', out.isJson ? null : process.stderr);
  let end: RunEnd = { state: 'queued', error: null };
  const connection = (isConnected: boolean) => {
    if (!isConnected && !isOver(end.state)) out.note('Connection lost; reconnecting.');
  };
  try {
    for await (const event of runEvents(options, runId, connection)) {
      if (event.type === 'state.changed') end = { state: event.state, error: event.error ?? null };
      const shown = toProgress(event, isScoring);
      if (shown !== null) progress.update(shown.done, shown.total, shown.detail);
    }
  } finally {
    progress.stop();
  }
  return end;
}

/** @throws CliError if the run did not complete */
export function requireCompleted({ state, error }: RunEnd, runId: string): void {
  if (state === 'completed' || state === 'completed_with_errors') return;
  const why = error === null ? `It is ${state}.` : `${error.code}: ${error.message}`;
  throw new CliError(`Run ${runId} did not complete. ${why}`, EXIT.runFailed, error?.code ?? 'run.cancelled');
}

function toProgress(
  event: RunEvent,
  isScoring: boolean,
): { done: number; total: number; detail: string } | null {
  if (event.type === 'epoch.finished') {
    const { epoch, epochs, loss, validationUar } = event.metrics;
    const uar = validationUar === null ? '' : `, validation UAR ${validationUar.toFixed(3)}`;
    return {
      done: epoch,
      total: epochs,
      detail: `epoch ${epoch} of ${epochs}, loss ${loss.toFixed(3)}${uar}`,
    };
  }
  if (event.type !== 'progress.made') return null;
  const { clips, extracted, scored, failed } = event.progress;
  const done = (isScoring ? scored : extracted) + failed;
  return {
    done,
    total: clips ?? 0,
    detail: clips === null ? 'reading the directory' : `${done} of ${clips} clips`,
  };
}
