import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  type CreateScoringRun,
  type ErrorCode,
  type RetryFailed,
  type RunRecord,
  type ScoringRunRecord,
} from '#libs/contracts';
import { JobProducer, REDIS_FULL, failFast, readRedisUse, type Keyspace } from '#libs/queue';
import {
  AudioQuota,
  RunLedger,
  RunQuota,
  RunSteering,
  TensorOwners,
  noteExpiry,
  takesPlace,
} from '#libs/runs';
import { archiveKeys, type ObjectStore, type Page, type Records } from '#libs/storage';
import type { z } from 'zod';
import { ownedRecord, type Caller } from '../access/caller.js';
import { ArchiveRecords, viewPage } from '../core/records.js';
import { KEYSPACE, STORE } from '../core/tokens.js';
import { RetentionService } from '../retention/retention.service.js';

/** Finds, lists, starts and steers scoring runs and training runs. */
@Injectable()
export class RunsService {
  private readonly steering: RunSteering;

  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(JobProducer) producer: JobProducer,
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(TensorOwners) private readonly owners: TensorOwners,
    @Inject(ArchiveRecords) private readonly archives: ArchiveRecords,
    @Inject(RunQuota) private readonly quota: RunQuota,
    @Inject(AudioQuota) private readonly audio: AudioQuota,
    @Inject(RetentionService) private readonly retention: RetentionService,
  ) {
    this.steering = new RunSteering(ledger, producer);
  }

  /** @throws SerenadeError `run.not_found` */
  async get<S extends z.ZodType<RunRecord>>(
    caller: Caller,
    records: Records<S>,
    id: string,
  ): Promise<z.infer<S>> {
    return ownedRecord(caller, await records.find(id), 'run.not_found', id);
  }

  view<R extends RunRecord>(record: R) {
    return this.ledger.view(record);
  }

  page<R extends RunRecord>(page: Page<R>) {
    return viewPage(page, (record) => this.view(record));
  }

  /** Returns the properties with which every run starts. It expires at the wanted time, or as the settings say. */
  queued({ expiresAt, priority = 'normal' }: Pick<CreateScoringRun, 'expiresAt' | 'priority'>) {
    return {
      v: 1,
      state: 'queued',
      createdAt: new Date().toISOString(),
      finishedAt: null,
      expiresAt: this.retention.expiryOf('run', expiresAt),
      error: null,
      priority,
      launch: 0,
    } as const;
  }

  /**
   * Claims the places of several runs, which then start with `isAdmitted`.
   * @throws SerenadeError `quota.runs_at_once`, `quota.audio_seconds`
   */
  async admit(owner: string, runIds: readonly string[]): Promise<void> {
    await this.audio.assertLeft(owner);
    await this.quota.claim(owner, runIds);
  }

  /**
   * Records the run and adds its first job. It checks Redis first, so a run that cannot start leaves no record. A run whose
   * job cannot be added fails.
   * @param isAdmitted true if the caller has called `admit` for several runs together
   * @throws SerenadeError `queue.unavailable`, `queue.full`, `quota.runs_at_once`, `quota.audio_seconds`
   */
  async start(record: RunRecord, { isAdmitted = false } = {}): Promise<void> {
    const { ledger, store, owners } = this;
    await this.assertRoom();
    if (!isAdmitted) await this.audio.assertLeft(record.owner);
    await this.quota.claim(record.owner, [record.id]);
    try {
      await owners.announce(record.archiveId, record.featureSetId);
      await noteExpiry(store, record);
    } catch (error) {
      await this.quota.release(record.owner, [record.id]);
      throw error;
    }
    try {
      await this.steering.launch(record);
      await this.assertKept(record);
    } catch (error) {
      const unqueued = {
        code: 'queue.unavailable',
        message: 'The jobs of the run could not be added.',
      } as const;
      const isGone = error instanceof SerenadeError && error.code === 'archive.not_found';
      const { code, message } = isGone ? error : unqueued;
      await ledger.end(record.id, 'failed', { code, message }).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Checks that the archive still exists. It counts as used by now, so a deletion that starts later is refused.
   * @throws SerenadeError `archive.not_found`
   */
  private async assertKept({ archiveId }: RunRecord): Promise<void> {
    if ((await this.archives.find(archiveId)) !== null) return;
    await this.store.deletePrefix(archiveKeys.prefix(archiveId));
    throw new SerenadeError('archive.not_found', `The archive ${archiveId} was deleted in the meantime.`, {
      archiveId,
    });
  }

  /** @throws SerenadeError as RunSteering.pause */
  pause(record: RunRecord): Promise<void> {
    return this.steering.pause(record);
  }

  /** @throws SerenadeError as RunSteering.resume; `archive.not_found` if the archive was deleted */
  async resume(record: RunRecord): Promise<void> {
    await this.assertRoom();
    const { id, archiveId } = record;
    if ((await this.archives.find(archiveId)) === null) {
      const message = `The archive ${archiveId} of the run was deleted.`;
      throw new SerenadeError('archive.not_found', message, { runId: id });
    }
    await this.relaunch(record, () => this.steering.resume(record));
  }

  /** @throws SerenadeError as RunSteering.retryFailed */
  async retryFailed(
    record: ScoringRunRecord,
    choice: RetryFailed['codes'],
    failed: readonly ErrorCode[],
  ): Promise<void> {
    await this.assertRoom();
    await this.relaunch(record, () => this.steering.retryFailed(record, choice, failed));
  }

  /** @throws SerenadeError as RunSteering.cancel */
  cancel(record: RunRecord): Promise<void> {
    return this.steering.cancel(record);
  }

  /**
   * Launches a run that was paused or over. If the launch fails, the run keeps its place only if its state takes one.
   * @throws SerenadeError `quota.runs_at_once`, `quota.audio_seconds`
   */
  private async relaunch({ id, owner }: RunRecord, launch: () => Promise<void>): Promise<void> {
    await this.admit(owner, [id]);
    try {
      await launch();
    } catch (error) {
      const state = await this.ledger.state(id).catch(() => null);
      if (!takesPlace(state)) await this.quota.release(owner, [id]);
      throw error;
    }
  }

  /** @throws SerenadeError `queue.unavailable`; `queue.full` if Redis has no room for another run */
  private async assertRoom(): Promise<void> {
    const { redis } = this.keyspace;
    const use = await failFast(redis, () => readRedisUse(redis));
    if (use < REDIS_FULL) return;
    throw new SerenadeError(
      'queue.full',
      `Redis uses ${Math.round(100 * use)} % of its memory. Retry after other runs have ended, or raise its maxmemory.`,
    );
  }
}
