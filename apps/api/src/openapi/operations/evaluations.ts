import {
  createEvaluation,
  evaluationIdParam,
  evaluationPage,
  evaluationView,
  pageQuery,
  protocolReport,
} from '#libs/contracts';
import { LIVE, json, jsonBody, type Operation } from './operation.js';
import { TRAINING_REFUSALS } from './training-runs.js';

const path = '/v1/evaluations';
const tag = 'evaluations';

/** Protocols by one request: training runs, one a fold and seed, and what they come to together. */
export const EVALUATION_OPERATIONS: readonly Operation[] = [
  { method: 'post', path, id: 'createEvaluation', tag, summary: 'Runs a protocol: a training for each fold and seed', body: jsonBody(createEvaluation), status: 202, answer: json(evaluationView), errors: [...TRAINING_REFUSALS, ...LIVE] }, // prettier-ignore
  { method: 'get', path, id: 'listEvaluations', tag, summary: 'Evaluations, newest first', query: pageQuery, status: 200, answer: json(evaluationPage), errors: LIVE }, // prettier-ignore
  { method: 'get', path: `${path}/{id}`, id: 'getEvaluation', tag, summary: 'An evaluation and how far its trainings are', params: evaluationIdParam, status: 200, answer: json(evaluationView), errors: ['evaluation.not_found', ...LIVE] }, // prettier-ignore
  { method: 'post', path: `${path}/{id}/cancel`, id: 'cancelEvaluation', tag, summary: 'Cancels the trainings that are not over', params: evaluationIdParam, status: 202, answer: json(evaluationView), errors: ['evaluation.not_found', ...LIVE] }, // prettier-ignore
  { method: 'get', path: `${path}/{id}/report`, id: 'getEvaluationReport', tag, summary: 'All trainings in one report, as npm run results reads it', params: evaluationIdParam, status: 200, answer: json(protocolReport), errors: ['evaluation.not_found', 'run.not_finished', ...LIVE] }, // prettier-ignore
];
