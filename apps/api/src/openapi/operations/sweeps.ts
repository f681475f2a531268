import { createSweep, pageQuery, sweepIdParam, sweepPage, sweepView } from '#libs/contracts';
import { LIVE, json, jsonBody, type Operation } from './operation.js';
import { TRAINING_REFUSALS } from './training-runs.js';

const path = '/v1/sweeps';
const tag = 'sweeps';

/** Searches for a better recipe: training runs with keys drawn from ranges. */
export const SWEEP_OPERATIONS: readonly Operation[] = [
  { method: 'post', path, id: 'createSweep', tag, summary: 'Trains a recipe with keys drawn from ranges: at random, or by successive halving', body: jsonBody(createSweep), status: 202, answer: json(sweepView), errors: [...TRAINING_REFUSALS, ...LIVE] }, // prettier-ignore
  { method: 'get', path, id: 'listSweeps', tag, summary: 'Sweeps, newest first', query: pageQuery, status: 200, answer: json(sweepPage), errors: LIVE }, // prettier-ignore
  { method: 'get', path: `${path}/{id}`, id: 'getSweep', tag, summary: 'A sweep and its trainings, the best of the furthest rung first', params: sweepIdParam, status: 200, answer: json(sweepView), errors: ['sweep.not_found', ...LIVE] }, // prettier-ignore
  { method: 'post', path: `${path}/{id}/cancel`, id: 'cancelSweep', tag, summary: 'Cancels the trainings that are not over; no rung follows', params: sweepIdParam, status: 202, answer: json(sweepView), errors: ['sweep.not_found', ...LIVE] }, // prettier-ignore
];
