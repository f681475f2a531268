import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  type ArchiveRecord,
  type ReceiptRecord,
  type ReceiptView,
  type RunRecord,
} from '#libs/contracts';
import { Remover } from '#libs/runs';
import type { ApiEnvironment, Logger } from '#libs/runtime';
import { owned, type Caller } from '../access/caller.js';
import { viewOf, viewPage } from '../core/records.js';
import { ENVIRONMENT, LOGGER } from '../core/tokens.js';

const DAY_MS = 24 * 3600 * 1000;
/** A request waits this long for a deletion. The deletion then continues in the background; the sweeper finishes it after a crash. */
const ANSWER_WITHIN_MS = 5_000;

/** Decides when archives and runs expire, deletes them, and shows the receipts. */
@Injectable()
export class RetentionService {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Remover) private readonly remover: Remover,
  ) {}

  /** Returns when a new item expires: at the requested time, or as the settings say. */
  expiryOf(kind: 'archive' | 'run', wanted: string | null | undefined): string | null {
    if (wanted !== undefined) return wanted;
    const { ARCHIVE_TTL_DAYS, RUN_TTL_DAYS } = this.env;
    const days = kind === 'archive' ? ARCHIVE_TTL_DAYS : RUN_TTL_DAYS;
    return days === 0 ? null : new Date(Date.now() + days * DAY_MS).toISOString();
  }

  /** @throws SerenadeError `archive.in_use`, `retention.in_progress` */
  removeArchive(caller: Caller, archive: ArchiveRecord): Promise<ReceiptView> {
    return this.awaitReceipt(archive.id, this.remover.removeArchive(archive, deletionBy(caller)));
  }

  /** @throws SerenadeError `run.under_way`, `retention.in_progress` */
  removeRun(caller: Caller, run: RunRecord): Promise<ReceiptView> {
    return this.awaitReceipt(run.id, this.remover.removeRun(run, deletionBy(caller)));
  }

  /** @throws SerenadeError `receipt.not_found` */
  async receipt(caller: Caller, id: string): Promise<ReceiptView> {
    const receipt = owned(caller, await this.remover.receipts.find(id));
    if (receipt === null) throw new SerenadeError('receipt.not_found', `There is no receipt for ${id}.`);
    return viewOf(receipt);
  }

  async receipts({ owner }: Caller, query: { limit: number; cursor?: string | undefined }) {
    return viewPage(await this.remover.receipts.page({ ...query, owner }), viewOf);
  }

  /** Returns the receipt of the finished deletion, or of one that takes longer than a request waits. */
  private async awaitReceipt(id: string, removal: Promise<ReceiptRecord>): Promise<ReceiptView> {
    const done = await Promise.race([removal, sleep(ANSWER_WITHIN_MS, null, { ref: false })]);
    if (done !== null) return viewOf(done);
    removal.catch((error: unknown) => this.logger.warn({ err: error, id }, 'a deletion failed'));
    const begun = await this.remover.receipts.find(id);
    return begun === null ? viewOf(await removal) : viewOf(begun);
  }
}

function deletionBy({ keyId }: Caller) {
  return { reason: 'deleted', by: keyId ?? 'anonymous' } as const;
}
