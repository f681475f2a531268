import { expect, it } from 'vitest';
import { newId } from '#libs/contracts';
import { RunLedger } from '#libs/runs';
import { TestQueue } from '../support/queue.js';
import { trainingRunOf } from '../support/records.js';
import { describeWithRedis } from '../support/services.js';
import { tempStore } from '../support/temp-store.js';

describeWithRedis('RunLedger.view', (redisUrl) => {
  it('shows the end of a run that ended after its record was read', async () => {
    await using temp = await tempStore();
    await using queue = new TestQueue(redisUrl);
    const ledger = new RunLedger(temp.store, queue.live);
    const modelId = newId('model');
    const begun = trainingRunOf();
    await ledger.open(begun);
    await ledger.end(begun.id, 'completed', null, { modelId });
    const view = await ledger.view(begun);
    expect(view).toMatchObject({ state: 'completed', modelId });
    expect(view.finishedAt).not.toBeNull();
  });

  it('shows the live state of a run in progress', async () => {
    await using temp = await tempStore();
    await using queue = new TestQueue(redisUrl);
    const ledger = new RunLedger(temp.store, queue.live);
    const begun = trainingRunOf();
    await ledger.open(begun);
    await ledger.move(begun.id, 'extracting');
    expect(await ledger.view(begun)).toMatchObject({ state: 'extracting', modelId: null, finishedAt: null });
  });
});
