import { z } from 'zod';
import { runEvent } from '../events.js';
import type { ErrorCode } from '../errors.js';
import { receiptView } from './retention.js';
import { listOf } from './route.js';

/** The error codes of a run that cannot be launched now. */
export const LAUNCH_REFUSALS = [
  'queue.full',
  'quota.runs_at_once',
  'quota.audio_seconds',
] as const satisfies readonly ErrorCode[];

const lastEventId = z.object({ 'Last-Event-ID': z.string().optional() });

/** The schemas and words in which the two kinds of runs differ. */
interface RunKindRoutes<V, L> {
  /** The kind in the plural, such as `scoring runs`. */
  readonly plural: string;
  readonly view: V;
  readonly page: L;
  /** Completes "Deletes a run that has ended, including …". */
  readonly removed: string;
}

/** Returns the routes that scoring and training runs share. */
export function runRoutes<V extends z.ZodType, L extends z.ZodType>(kind: RunKindRoutes<V, L>) {
  const { plural, view, page, removed } = kind;
  const list = listOf(plural, page);
  const name = list.id.slice('list'.length, -1);
  const noun = plural.slice(0, -1);
  return {
    list,
    get: {
      id: `get${name}`,
      summary: `Retrieve a ${noun}`,
      description: 'Returns the state and progress of a run.',
      answer: view,
    },
    delete: {
      id: `delete${name}`,
      summary: `Delete a ${noun}`,
      description: `Deletes a run that has ended, including ${removed}. Returns a receipt, whose \`finishedAt\` is null until the deletion is complete.`,
      answer: receiptView,
      errors: ['run.under_way', 'retention.in_progress'],
    },
    cancel: {
      id: `cancel${name}`,
      summary: `Cancel a ${noun}`,
      description: 'Ends a run and keeps the completed work.',
      status: 202,
      answer: view,
      errors: ['run.already_over'],
    },
    pause: {
      id: `pause${name}`,
      summary: `Pause a ${noun}`,
      description: 'Pauses a run. Running jobs finish, and no other job starts.',
      status: 202,
      answer: view,
      errors: ['run.not_steerable', 'run.already_over'],
    },
    resume: {
      id: `resume${name}`,
      summary: `Resume a ${noun}`,
      description:
        'Resumes a run after a pause, a cancellation, a failure or the loss of the queue. Completed work is not repeated.',
      status: 202,
      answer: view,
      errors: ['run.not_steerable', 'run.already_over', 'archive.not_found', ...LAUNCH_REFUSALS],
    },
    watch: {
      id: `watch${name}`,
      summary: `Stream the events of a ${noun}`,
      description: 'Sends server-sent events until the run ends.',
      headers: lastEventId,
      answer: { 'text/event-stream': runEvent },
    },
  } as const;
}
