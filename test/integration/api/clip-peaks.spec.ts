import { expect, it } from 'vitest';
import { ensureIndex } from '#libs/indexing';
import { problemOf, startReadyApi, uploadZip } from '../../support/api.js';
import { OWN_ADDRESSES } from '../../support/features-worker.js';
import { scoringRunOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';
import { zipOf } from '../../support/zip.js';

describeWithRedis('the waveform of a clip without a feature worker', (redisUrl) => {
  it('fails after a wait with an error that names /health/ready', async () => {
    await using api = await startReadyApi(redisUrl);
    const { store, archives, ledger } = api.platform;
    const archive = await uploadZip(api, await zipOf({ 'a.wav': voicedWav(120, 0.1) }));
    const record = (await archives.find(archive.id))!;
    await ensureIndex(store, record, { maxClipBytes: 1e7, guard: OWN_ADDRESSES });
    const run = scoringRunOf({ owner: record.owner, archiveId: archive.id, state: 'completed' });
    await ledger.scoring.save(run);
    const answer = await api.call('GET', `/v1/scoring-runs/${run.id}/clips/0/peaks`);
    expect(answer.headers.get('cache-control')).toBeNull();
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 503, code: 'peaks.unanswered' });
    expect(problem.detail).toContain('/health/ready');
  }, 60_000);
});
