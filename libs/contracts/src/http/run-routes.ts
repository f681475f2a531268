import { z } from 'zod';
import { runEvent } from '../events.js';
import type { ErrorCode } from '../errors.js';
import { pageQuery } from './paging.js';
import { receiptView } from './retention.js';

/** Why a run is not launched now. */
export const LAUNCH_REFUSALS = [
  'queue.full',
  'quota.runs_at_once',
  'quota.audio_seconds',
] as const satisfies readonly ErrorCode[];

const lastEventId = z.object({ 'Last-Event-ID': z.string().optional() });

/** The schemas and words in which the two kinds of runs differ. */
interface RunKindRoutes<P, V, L, S> {
  readonly name: 'ScoringRun' | 'TrainingRun';
  readonly plural: string;
  readonly params: P;
  readonly view: V;
  readonly page: L;
  /** The scope that steers such a run. */
  readonly scope: S;
  /** Completes "Removes …". */
  readonly removed: string;
}

/** The routes that scoring and training runs have in common. */
export function runRoutes<P, V, L, S extends 'score' | 'train'>(kind: RunKindRoutes<P, V, L, S>) {
  const { name, plural, params, view, page, scope, removed } = kind;
  const access = [scope] as const;
  const steering = { params, access, status: 202, answer: view } as const;
  return {
    list: {
      id: `list${name}s`,
      summary: `${plural}, newest first`,
      query: pageQuery,
      answer: page,
    },
    get: {
      id: `get${name}`,
      summary: 'State and progress of a run',
      params,
      answer: view,
      errors: ['run.not_found'],
    },
    delete: {
      id: `delete${name}`,
      access,
      summary: `Removes a run that is over, with ${removed}, and returns a receipt; its finishedAt is null until the removal ends`,
      params,
      answer: receiptView,
      errors: ['run.not_found', 'run.under_way', 'retention.in_progress'],
    },
    cancel: {
      ...steering,
      id: `cancel${name}`,
      summary: 'Ends a run and keeps the completed work',
      errors: ['run.not_found', 'run.already_over'],
    },
    pause: {
      ...steering,
      id: `pause${name}`,
      summary: 'Pauses a run: running jobs end, and no other job starts',
      errors: ['run.not_found', 'run.not_steerable', 'run.already_over'],
    },
    resume: {
      ...steering,
      id: `resume${name}`,
      summary:
        'Resumes a run where work is missing: after a pause, a cancellation, a failure, or the loss of the queue',
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
      summary: 'Events of a run as server-sent events, until it is over',
      params,
      headers: lastEventId,
      answer: { 'text/event-stream': runEvent },
      errors: ['run.not_found'],
    },
  } as const;
}
