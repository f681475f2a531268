import { expect, it } from 'vitest';
import { hrefs, parseRoute } from './routes.js';

it.each([
  [hrefs.home, { page: 'home' }],
  ['', { page: 'home' }],
  [hrefs.score(), { page: 'score', archiveId: null, modelId: null }],
  [hrefs.score(null, 'mdl-1'), { page: 'score', archiveId: null, modelId: 'mdl-1' }],
  [hrefs.score('arc-1', 'mdl-1'), { page: 'score', archiveId: 'arc-1', modelId: 'mdl-1' }],
  [hrefs.train('arc-1'), { page: 'train', archiveId: 'arc-1', modelId: null }],
  [hrefs.agreement('scr-1'), { page: 'agreement', runId: 'scr-1', otherId: null }],
  [hrefs.agreement('scr-1', 'scr-2'), { page: 'agreement', runId: 'scr-1', otherId: 'scr-2' }],
  [hrefs.try(), { page: 'try', modelId: null }],
  [hrefs.try('mdl-1'), { page: 'try', modelId: 'mdl-1' }],
  [hrefs.evaluations, { page: 'evaluations' }],
  [hrefs.evaluation('evl-1'), { page: 'evaluation', evaluationId: 'evl-1' }],
  [hrefs.scoring('scr-1'), { page: 'scoring', runId: 'scr-1', clip: null }],
  [hrefs.clip('scr-1', 7), { page: 'scoring', runId: 'scr-1', clip: 7 }],
  ['#/scoring-runs/scr-1/clips/x', { page: 'scoring', runId: 'scr-1', clip: null }],
  [hrefs.training('trn-1'), { page: 'training', runId: 'trn-1' }],
  [hrefs.models(), { page: 'models', compared: [] }],
  [hrefs.models(['mdl-1', 'mdl-2']), { page: 'models', compared: ['mdl-1', 'mdl-2'] }],
  ['#/scoring-runs', { page: 'missing' }],
  ['#/elsewhere/x', { page: 'missing' }],
])('%s is a page', (hash, expected) => {
  expect(parseRoute(hash)).toEqual(expected);
});
