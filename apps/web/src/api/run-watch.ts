import { runEvents } from '#libs/client';
import type { RunEvent } from '#libs/contracts';
import { isOver } from '../run-states.js';
import { API_URL, ask, clientOptions, noticeFailure } from './client.js';
import { suspectLoss } from './connection.js';
import type { Run } from './types.js';

export type EpochMetrics = Extract<RunEvent, { type: 'epoch.finished' }>['metrics'];

/** A run as it stands, and what its stream has told beyond that. */
export interface Watched {
  readonly run: Run;
  readonly epochs: readonly EpochMetrics[];
}

const TOLD_EVERY_MS = 150;
const ASKED_EVERY_MS = 2_000;

export function fetchRun(runId: string, signal?: AbortSignal): Promise<Run> {
  const params = { params: { path: { id: runId } } };
  return runId.startsWith('scr-')
    ? ask((client) => client.GET('/v1/scoring-runs/{id}', params), signal)
    : ask((client) => client.GET('/v1/training-runs/{id}', params), signal);
}

/** The run after an event of its stream. */
export function afterEvent(watched: Watched, event: RunEvent): Watched {
  const { run, epochs } = watched;
  const { progress } = run;
  switch (event.type) {
    case 'state.changed':
      return {
        ...watched,
        run: {
          ...run,
          state: event.state,
          error: event.error ?? null,
          // The extraction's speed and end say nothing about the epochs.
          progress: event.state === 'training' ? { ...progress, clipsPerSecond: null, eta: null } : progress,
        },
      };
    case 'progress.made': {
      // The stream replays the progress of the extraction to a page that already knows a later epoch.
      const epoch = Math.max(progress.epoch, event.progress.epoch);
      return { ...watched, run: { ...run, progress: { ...event.progress, epoch } } };
    }
    case 'checkpoint.resumed':
      return { ...watched, run: { ...run, progress: { ...progress, epoch: event.epoch } } };
    case 'epoch.finished': {
      // A training that went on after a crash tells the epochs since its checkpoint again.
      const before = epochs.filter(({ epoch }) => epoch < event.metrics.epoch);
      const { epoch, epochs: all } = event.metrics;
      return {
        run: { ...run, progress: { ...progress, epoch, epochs: all } },
        epochs: [...before, event.metrics],
      };
    }
    default:
      return watched;
  }
}

/**
 * Follows a run until it is over or the signal ends it, and tells how it stands, at most every 150 ms: a stream begins
 * with all that was told before.
 *
 * @throws ApiError when the run is not there or the key is refused
 */
export async function watchRun(
  runId: string,
  tell: (watched: Watched) => void,
  signal: AbortSignal,
): Promise<void> {
  let watched: Watched = { run: await fetchRun(runId, signal), epochs: [] };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellNow = () => {
    timer = undefined;
    if (!signal.aborted) tell(watched);
  };
  const change = (next: Watched) => {
    watched = next;
    timer ??= setTimeout(tellNow, TOLD_EVERY_MS);
  };
  tellNow();
  if (watched.run.kind === 'scoring' && isOver(watched.run.state)) return;
  try {
    const told = (isConnected: boolean) => void (isConnected || suspectLoss(API_URL));
    for await (const event of runEvents(clientOptions(signal), runId, told))
      change(afterEvent(watched, event));
    do {
      watched = { ...watched, run: await fetchRun(runId, signal) };
      clearTimeout(timer);
      tellNow();
      // A stream that held the end of an earlier launch: the run goes on, and is asked for.
      if (!isOver(watched.run.state)) await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS));
    } while (!isOver(watched.run.state) && !signal.aborted);
  } catch (error) {
    if (signal.aborted) return;
    noticeFailure(error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
