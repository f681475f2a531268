import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError, isOver, runKindOf, type RunRecord } from '#libs/contracts';
import { failFast } from '#libs/queue';
import { runView } from '#libs/runs';
import type { Page, Records } from '#libs/storage';
import type { z } from 'zod';
import { owned, type Caller } from '../access/caller.js';
import { Platform } from '../platform.js';

/** What scoring and training runs have in common: finding, listing, starting and cancelling them. */
@Injectable()
export class RunsService {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  /** @throws SerenadeError `run.not_found` */
  async get<S extends z.ZodType<RunRecord>>(
    caller: Caller,
    records: Records<S>,
    id: string,
  ): Promise<z.infer<S>> {
    const record = owned(caller, await records.find(id));
    if (record === null) throw new SerenadeError('run.not_found', `There is no run ${id}.`, { runId: id });
    return record;
  }

  /** The run as it is now. A run may end after its record was read: then the record is read again, for its end. */
  async view<R extends RunRecord>(record: R) {
    const { ledger } = this.platform;
    const live = await ledger.live.find(record.id);
    const hasEnded = live !== null && isOver(live.state) && !isOver(record.state);
    return runView(hasEnded ? (((await ledger.find(record.id)) as R | null) ?? record) : record, live);
  }

  async page<R extends RunRecord>(page: Page<R>) {
    return {
      items: await Promise.all(page.items.map((record) => this.view(record))),
      nextCursor: page.nextCursor,
    };
  }

  /**
   * Records the run and adds its jobs. Redis is asked first, so that no record is written of a run that cannot
   * start; a run whose jobs could not be added is told as failed.
   */
  async start(record: RunRecord, epochs: number, addJobs: () => Promise<void>): Promise<void> {
    const { ledger, redis } = this.platform;
    await failFast(redis, () => redis.ping());
    try {
      await ledger.create(record, epochs);
      await failFast(redis, addJobs);
    } catch (error) {
      const problem = {
        code: 'queue.unavailable',
        message: 'The jobs of the run could not be added.',
      } as const;
      await ledger.end(record.id, 'failed', problem).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Asks a run to end: what is done is kept. Idempotent while the run is being cancelled.
   * @throws SerenadeError `run.already_over`
   */
  async cancel(record: RunRecord): Promise<void> {
    const state = (await this.platform.ledger.state(record.id)) ?? record.state;
    if (state === 'cancelled' || state === 'cancelling') return;
    if (isOver(state) || isOver(record.state)) {
      throw new SerenadeError('run.already_over', `The run ${record.id} is over: ${state}.`, {
        runId: record.id,
      });
    }
    await this.platform.ledger.move(record.id, 'cancelling');
    // A training that no worker has begun holds nothing to save, and may wait long for a device.
    if (state === 'queued' && runKindOf(record.id) === 'training')
      await this.platform.ledger.end(record.id, 'cancelled');
  }
}
