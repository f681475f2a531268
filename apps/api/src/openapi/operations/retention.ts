import {
  archiveIdParam,
  pageQuery,
  receiptIdParam,
  receiptPage,
  receiptView,
  scoringRunIdParam,
  trainingRunIdParam,
} from '#libs/contracts';
import { LIVE, UNAVAILABLE, json, type Operation } from './operation.js';

const tag = 'retention';
const summary = (what: string) =>
  `Removes ${what} and leaves a receipt; its finishedAt is null while it goes on`;

/** What is removed, and what is left of it. */
export const RETENTION_OPERATIONS: readonly Operation[] = [
  { method: 'delete', path: '/v1/archives/{id}', id: 'deleteArchive', tag: 'archives', summary: summary('an archive, its index and the features that no other archive has'), params: archiveIdParam, status: 200, answer: json(receiptView), errors: ['archive.not_found', 'archive.in_use', 'retention.in_progress', ...LIVE] }, // prettier-ignore
  { method: 'delete', path: '/v1/scoring-runs/{id}', id: 'deleteScoringRun', tag: 'scoring runs', summary: summary('a run that is over, with its results'), params: scoringRunIdParam, status: 200, answer: json(receiptView), errors: ['run.not_found', 'run.under_way', 'retention.in_progress', ...LIVE] }, // prettier-ignore
  { method: 'delete', path: '/v1/training-runs/{id}', id: 'deleteTrainingRun', tag: 'training runs', summary: summary('a run that is over, with its report; its model stays'), params: trainingRunIdParam, status: 200, answer: json(receiptView), errors: ['run.not_found', 'run.under_way', 'retention.in_progress', ...LIVE] }, // prettier-ignore
  { method: 'get', path: '/v1/receipts', id: 'listReceipts', tag, summary: 'Receipts of what was removed, newest first', query: pageQuery, status: 200, answer: json(receiptPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/receipts/{id}', id: 'getReceipt', tag, summary: 'The receipt of an archive or run that was removed', params: receiptIdParam, status: 200, answer: json(receiptView), errors: ['receipt.not_found', ...UNAVAILABLE] }, // prettier-ignore
];
