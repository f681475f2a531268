import { z } from 'zod';
import {
  pageQuery,
  runEvent,
  scoringRunIdParam,
  scoringRunPage,
  scoringRunView,
  trainingRunIdParam,
  trainingRunPage,
  trainingRunView,
  type ErrorCode,
} from '#libs/contracts';
import { LIVE, json, type Operation } from './operation.js';

const lastEventId = z.object({ 'Last-Event-ID': z.string().optional() });

/** What training and scoring runs have in common. */
export function runOperations(kind: 'training' | 'scoring'): Operation[] {
  const training = kind === 'training';
  const tag = `${kind} runs`;
  const path = `/v1/${kind}-runs`;
  const view = training ? trainingRunView : scoringRunView;
  const params = training ? trainingRunIdParam : scoringRunIdParam;
  const name = training ? 'TrainingRun' : 'ScoringRun';
  const missing: readonly ErrorCode[] = ['run.not_found', ...LIVE];
  return [
    { method: 'get', path, id: `list${name}s`, tag, summary: `${tag}, newest first`, query: pageQuery, status: 200, answer: json(training ? trainingRunPage : scoringRunPage), errors: LIVE }, // prettier-ignore
    { method: 'get', path: `${path}/{id}`, id: `get${name}`, tag, summary: 'State and progress of a run', params, status: 200, answer: json(view), errors: missing }, // prettier-ignore
    { method: 'post', path: `${path}/{id}/cancel`, id: `cancel${name}`, tag, summary: 'Ends a run; what is done is kept', params, status: 202, answer: json(view), errors: ['run.already_over', ...missing] }, // prettier-ignore
    { method: 'post', path: `${path}/{id}/pause`, id: `pause${name}`, tag, summary: 'Holds a run: what is under way ends, nothing else begins', params, status: 202, answer: json(view), errors: ['run.not_steerable', 'run.already_over', ...missing] }, // prettier-ignore
    { method: 'post', path: `${path}/{id}/resume`, id: `resume${name}`, tag, summary: 'Goes on with what is missing: after a pause, a cancellation, a failure, or the loss of the queue', params, status: 202, answer: json(view), errors: ['run.not_steerable', 'run.already_over', 'archive.not_found', 'queue.full', 'quota.runs_at_once', 'quota.audio_seconds', ...missing] }, // prettier-ignore
    { method: 'get', path: `${path}/{id}/events`, id: `watch${name}`, tag, summary: 'Events of a run as server-sent events, until it is over', params, headers: lastEventId, status: 200, answer: { 'text/event-stream': runEvent }, errors: missing }, // prettier-ignore
  ];
}
