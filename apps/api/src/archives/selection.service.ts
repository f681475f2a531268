import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { findNameProblem } from '#libs/archive';
import { SerenadeError, type ArchiveRecord, type SelectionView } from '#libs/contracts';
import { RunLedger } from '#libs/runs';
import { archiveKeys, type ObjectStore } from '#libs/storage';
import { decodeText, readSelectionTable } from '#libs/tables';
import { STORE } from '../core/tokens.js';

const MOST_BYTES = 16 * 1024 ** 2;

/** Stores the tables with which users name, label, select and order the clips of an archive. */
@Injectable()
export class SelectionService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
  ) {}

  /**
   * Stores the table of an archive. Results refer to clips by their number, so the table cannot change once the
   * archive is indexed or a run waits for the index.
   *
   * @throws SerenadeError `corpus.manifest_malformed`, `request.too_large` or `archive.in_use`
   */
  async set({ id }: ArchiveRecord, body: Readable): Promise<SelectionView> {
    const rows = readSelectionTable(decodeText(await readBytes(body)), findNameProblem);
    const { store, ledger } = this;
    const isUsed =
      (await store.head(archiveKeys.index(id))) !== null || (await ledger.live.listUsers(id)).length > 0;
    if (isUsed) {
      throw new SerenadeError(
        'archive.in_use',
        'The archive is indexed, or a run is about to index it. Send the table before the first run, or upload the archive again.',
        { archiveId: id },
      );
    }
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await store.put(archiveKeys.selection(id), lines, { contentType: 'application/x-ndjson' });
    return { clips: rows.length };
  }
}

async function readBytes(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES)
      throw new SerenadeError('request.too_large', `A table may have at most ${MOST_BYTES} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
