import { z } from 'zod';
import { runEvent } from '../events.js';
import type { ErrorCode } from '../errors.js';
import { pageQuery } from './paging.js';
import { receiptView } from './retention.js';

/** The error codes of a run that cannot be launched now. */
export const LAUNCH_REFUSALS = [
  'queue.full',
  'quota.runs_at_once',
  'quota.audio_seconds',
] as const satisfies readonly ErrorCode[];

const lastEventId = z.object({ 'Last-Event-ID': z.string().optional() });

/** The schemas and words in which the two kinds of runs differ. */
interface RunKindRoutes<P, V, L, S> {
  readonly name: 'ScoringRun' | 'TrainingRun';
  /** The kind in the plural, such as `scoring runs`. */
  readonly plural: string;
  readonly params: P;
  readonly view: V;
  readonly page: L;
  /** The scope that steers such a run. */
  readonly scope: S;
  /** Completes "Deletes a run that has ended, including …". */
  readonly removed: string;
}

/** Returns the routes that scoring and training runs share. */
export function runRoutes<P, V, L, S extends 'score' | 'train'>(kind: RunKindRoutes<P, V, L, S>) {
  const { name, plural, params, view, page, scope, removed } = kind;
  const noun = plural.slice(0, -1);
  const access = [scope] as const;
  const steering = { params, access, status: 202, answer: view } as const;
  return {
    list: {
      id: `list${name}s`,
      summary: `List ${plural}`,
      description: `Returns ${plural}, newest first.`,
      query: pageQuery,
      answer: page,
    },
    get: {
      id: `get${name}`,
      summary: `Retrieve a ${noun}`,
      description: 'Returns the state and progress of a run.',
      params,
      answer: view,
      errors: ['run.not_found'],
    },
    delete: {
      id: `delete${name}`,
      access,
      summary: `Delete a ${noun}`,
      description: `Deletes a run that has ended, including ${removed}. Returns a receipt, whose \`finishedAt\` is null until the deletion is complete.`,
      params,
      answer: receiptView,
      errors: ['run.not_found', 'run.under_way', 'retention.in_progress'],
    },
    cancel: {
      ...steering,
      id: `cancel${name}`,
      summary: `Cancel a ${noun}`,
      description: 'Ends a run and keeps the completed work.',
      errors: ['run.not_found', 'run.already_over'],
    },
    pause: {
      ...steering,
      id: `pause${name}`,
      summary: `Pause a ${noun}`,
      description: 'Pauses a run. Running jobs finish, and no other job starts.',
      errors: ['run.not_found', 'run.not_steerable', 'run.already_over'],
    },
    resume: {
      ...steering,
      id: `resume${name}`,
      summary: `Resume a ${noun}`,
      description:
        'Resumes a run after a pause, a cancellation, a failure or the loss of the queue. Completed work is not repeated.',
      errors: [
        'run.not_found',
        'run.not_steerable',
        'run.already_over',
        'archive.not_found',
        ...LAUNCH_REFUSALS,
      ],
    },
    watch: {
      id: `watch${name}`,
      summary: `Stream the events of a ${noun}`,
      description: 'Sends server-sent events until the run ends.',
      params,
      headers: lastEventId,
      answer: { 'text/event-stream': runEvent },
      errors: ['run.not_found'],
    },
  } as const;
}
