import { Inject, Injectable } from '@nestjs/common';
import {
  SerenadeError,
  isOver,
  scoringSummary,
  sha256Hex,
  type ResultFileView,
  type ResultFilesView,
  type ScoringRunRecord,
  type ScoringSummary,
} from '#libs/contracts';
import { RESULT_FILES, RESULT_FILE_NAMES, type ResultFile } from '#libs/results';
import { RunLedger } from '#libs/runs';
import { parseJson, scoringKeys, type ObjectStore } from '#libs/storage';
import { STORE } from '../core/tokens.js';
import { storedBody, type RangedBody } from '../http/send-ranges.js';
import { scorePage, type ScorePage } from './score-page.js';

/** Reads the results of a scoring run. */
@Injectable()
export class ResultsService {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
  ) {}

  /** @throws SerenadeError `run.not_finished` if there is no summary */
  async summary(record: ScoringRunRecord): Promise<ScoringSummary> {
    return parseJson(await this.summaryBytes(record), scoringSummary);
  }

  /** Returns a page of scores. It reads the state first, so the last page of a finished run is complete. */
  async page(record: ScoringRunRecord, limit: number, cursor: string | undefined): Promise<ScorePage> {
    const { store, ledger } = this;
    const over = isOver(record.state) || isOver((await ledger.state(record.id)) ?? record.state);
    return scorePage(store, record, over, limit, cursor);
  }

  /**
   * Lists every result file with its size, its hash and its URL: a link to the bucket if the store can sign one, else a
   * path of this API.
   * @throws SerenadeError `run.not_finished`
   */
  async files(record: ScoringRunRecord, expiresSeconds: number): Promise<ResultFilesView> {
    const bytes = await this.summaryBytes(record);
    const { files } = parseJson(bytes, scoringSummary);
    const own = { bytes: bytes.length, sha256: sha256Hex(bytes) };
    const listed = Object.entries({ ...files, 'summary.json': own });
    const isResult = (name: string): name is ResultFile => Object.hasOwn(RESULT_FILES, name);
    const shown = listed.flatMap(([name, file]) => (isResult(name) ? [{ name, ...file }] : []));
    return {
      runId: record.id,
      files: await Promise.all(shown.map((file) => this.fileView(record.id, file, expiresSeconds))),
    };
  }

  /** @throws SerenadeError `run.not_finished` */
  async body(record: ScoringRunRecord, name: ResultFile): Promise<RangedBody> {
    const body = await storedBody(this.store, scoringKeys.result(record.id, name));
    if (body === null) throw notFinished(record.id);
    return body;
  }

  private async fileView(
    runId: string,
    file: { readonly name: ResultFile; readonly bytes: number; readonly sha256: string },
    expiresSeconds: number,
  ): Promise<ResultFileView> {
    const options = { expiresSeconds, fileName: `${runId}.${file.name}` };
    const link = await this.store.link(scoringKeys.result(runId, file.name), options);
    return {
      ...file,
      mediaType: RESULT_FILES[file.name],
      url: link ?? `/v1/scoring-runs/${runId}/results/${file.name}`,
      expiresAt: link === null ? null : new Date(Date.now() + expiresSeconds * 1000).toISOString(),
    };
  }

  private async summaryBytes(record: ScoringRunRecord): Promise<Uint8Array> {
    // A run that was launched again still has the summary of its previous end.
    if (!isOver(record.state)) throw notFinished(record.id);
    const bytes = await this.store.find(scoringKeys.summary(record.id));
    if (bytes === null) throw notFinished(record.id);
    return bytes;
  }
}

/** @throws SerenadeError `request.not_found` */
export function knownResultFile(name: string): ResultFile {
  const known = RESULT_FILE_NAMES.find((file) => file === name);
  if (known !== undefined) return known;
  throw new SerenadeError(
    'request.not_found',
    `The result files of a run are ${RESULT_FILE_NAMES.join(', ')}.`,
  );
}

function notFinished(runId: string): SerenadeError {
  return new SerenadeError('run.not_finished', 'The run is not over. Its results are written when it ends.', {
    runId,
  });
}
