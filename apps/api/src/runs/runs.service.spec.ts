import { describe, expect, it } from 'vitest';
import { newId, type RunRecord, type TrainingRunRecord } from '#libs/contracts';
import type { LiveRun } from '#libs/queue';
import type { Platform } from '../platform.js';
import { AudioQuotaService } from '../quotas/audio-quota.service.js';
import { RunQuotaService } from '../quotas/run-quota.service.js';
import { RunsService } from './runs.service.js';

const id = newId('trainingRun');
const begun = { v: 1, id, kind: 'training', state: 'queued', modelId: null, error: null, finishedAt: null };
const ended = { ...begun, state: 'completed', modelId: 'mdl-1', finishedAt: '2026-01-01T00:00:00.000Z' };

function serviceOn(state: LiveRun['state'], stored: object): RunsService {
  const ledger = {
    live: { find: () => Promise.resolve({ state, error: null, progress: {} }) },
    find: () => Promise.resolve(stored as RunRecord),
  };
  const platform = { ledger } as unknown as Platform;
  return new RunsService(platform, new RunQuotaService(platform), new AudioQuotaService(platform));
}

describe('RunsService.view', () => {
  it('tells the end in full when the run ended after its record was read', async () => {
    const view = await serviceOn('completed', ended).view(begun as unknown as TrainingRunRecord);
    expect(view).toMatchObject({ state: 'completed', modelId: 'mdl-1', finishedAt: ended.finishedAt });
  });

  it('tells the live state of a run that goes on', async () => {
    const view = await serviceOn('training', ended).view(begun as unknown as TrainingRunRecord);
    expect(view).toMatchObject({ state: 'training', modelId: null, finishedAt: null });
  });
});
