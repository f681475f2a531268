import { describe, expect, it } from 'vitest';
import { newId } from './ids.js';
import { JOBS, JOB_NAMES, jobIds, type JobData, type JobName } from './jobs.js';

const runId = newId('scoringRun');
const shard = {
  v: 1,
  runId,
  launch: 0,
  archiveId: newId('archive'),
  featureSetId: 'fs-0123456789abcdef',
  ordinal: 12_345,
  start: 1_000_000,
  end: 1_016_384,
  contentHash: 'c'.repeat(64),
  modelId: newId('model'),
  retry: 0,
} as const;

const trial = {
  v: 1,
  trialId: newId('trial'),
  modelId: shard.modelId,
  featureSetId: shard.featureSetId,
  size: 8_388_608,
} as const;

const EXAMPLES: { [N in JobName]: JobData<N> } = {
  'index-archive': { v: 1, runId, launch: 0, archiveId: shard.archiveId },
  'conduct-run': { v: 1, runId, launch: 2, shards: 15_625, cursor: 500, offset: 75_000 },
  'extract-shard': { ...shard, modelId: null },
  'score-shard': shard,
  'finish-scoring': { v: 1, runId, launch: 1 },
  'extract-trial': trial,
  'score-trial': trial,
  'measure-peaks': {
    v: 1,
    peaksId: newId('peaks'),
    archiveId: shard.archiveId,
    clip: 999_999,
    start: 1e8,
    end: 1e8 + 1,
  },
  train: { v: 1, runId, launch: 0 },
  'deliver-webhook': { v: 1, webhookId: newId('webhook'), deliveryId: newId('message'), replays: 0 },
};

describe.each(JOB_NAMES)('the data of %s', (name) => {
  it('survives a round trip through JSON', () => {
    const data = EXAMPLES[name];
    expect(JOBS[name].data.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
  });

  it('is a pointer of less than 400 bytes', () => {
    expect(JSON.stringify(EXAMPLES[name]).length).toBeLessThan(400);
  });

  it('is rejected with an unknown key or another version', () => {
    expect(JOBS[name].data.safeParse({ ...EXAMPLES[name], tensor: [] }).success).toBe(false);
    expect(JOBS[name].data.safeParse({ ...EXAMPLES[name], v: 2 }).success).toBe(false);
  });
});

describe('jobIds', () => {
  it('are distinct, contain no colon and are not integers', () => {
    const ids = [
      jobIds.index(runId, 0),
      jobIds.index(runId, 1),
      jobIds.conduct(runId, 0),
      jobIds.extract(runId, 0, 0),
      jobIds.extract(runId, 0, 1),
      jobIds.extract(runId, 1, 0),
      jobIds.score(runId, 0, 0),
      jobIds.finish(runId, 0),
      jobIds.train(runId, 0),
      jobIds.awaited('extract-trial', trial.trialId),
      jobIds.awaited('score-trial', trial.trialId),
      jobIds.deliver(newId('webhook'), newId('message'), 0),
    ];
    expect(new Set(ids)).toHaveLength(ids.length);
    expect(ids.filter((id) => id.includes(':') || Number.isInteger(Number(id)))).toEqual([]);
  });
});
