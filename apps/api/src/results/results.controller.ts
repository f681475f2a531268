import { Controller, Inject } from '@nestjs/common';
import { RESULT_FILES } from '#libs/results';
import { RunLedger } from '#libs/runs';
import type { ObjectStore } from '#libs/storage';
import type { Caller } from '../access/caller.js';
import { STORE } from '../core/tokens.js';
import { MEDIA_TYPES, negotiate } from '../http/negotiate.js';
import { sendRanges } from '../http/send-ranges.js';
import { Serves, type Asked } from '../http/serves.js';
import { ModelsService } from '../models/models.service.js';
import { RunsService } from '../runs/runs.service.js';
import { ClipsService } from './clips.service.js';
import { PeaksService } from './peaks.service.js';
import { ResultsService, knownResultFile } from './results.service.js';
import { errorsStream, scoresStream } from './scores.stream.js';

/** The results of a scoring run, during the run and after it. */
@Controller()
export class ResultsController {
  constructor(
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(ResultsService) private readonly results: ResultsService,
    @Inject(ClipsService) private readonly clips: ClipsService,
    @Inject(PeaksService) private readonly peaksOf: PeaksService,
  ) {}

  @Serves('GET /v1/scoring-runs/{id}/scores')
  async scores({ caller, params, query, request, reply }: Asked<'GET /v1/scoring-runs/{id}/scores'>) {
    const { cursor, limit } = query;
    const isPaged = cursor !== undefined || limit !== undefined;
    const format = negotiate(request, isPaged ? ['ndjson'] : ['ndjson', 'csv']);
    const record = await this.find(caller, params.id);
    void reply.header('content-type', MEDIA_TYPES[format]).header('vary', 'accept');
    if (isPaged) {
      const page = await this.results.page(record, limit ?? 1_000, cursor);
      if (page.nextCursor !== null) void reply.header('serenade-next-cursor', page.nextCursor);
      await reply.send(page.ndjson);
      return;
    }
    const { labels } = await this.models.ofRun(record);
    const body = await scoresStream(this.store, record, format, labels);
    await reply
      .header('content-disposition', `attachment; filename="${record.id}.scores.${format}"`)
      .send(body);
  }

  @Serves('GET /v1/scoring-runs/{id}/errors')
  async errors({ caller, params, request, reply }: Asked<'GET /v1/scoring-runs/{id}/errors'>) {
    negotiate(request, ['ndjson']);
    const body = await errorsStream(this.store, await this.find(caller, params.id));
    await reply.header('content-type', MEDIA_TYPES.ndjson).send(body);
  }

  @Serves('GET /v1/scoring-runs/{id}/summary')
  async summary({ caller, params }: Asked<'GET /v1/scoring-runs/{id}/summary'>) {
    return this.results.summary(await this.find(caller, params.id));
  }

  @Serves('GET /v1/scoring-runs/{id}/results')
  async files({ caller, params, query }: Asked<'GET /v1/scoring-runs/{id}/results'>) {
    return this.results.files(await this.find(caller, params.id), query.expiresInSeconds);
  }

  @Serves('GET /v1/scoring-runs/{id}/results/{file}')
  async file({ caller, params, request, reply }: Asked<'GET /v1/scoring-runs/{id}/results/{file}'>) {
    const { id, file } = params;
    const name = knownResultFile(file);
    const body = await this.results.body(await this.find(caller, id), name);
    void reply.header('content-disposition', `attachment; filename="${id}.${name}"`);
    await sendRanges(request, reply, body, RESULT_FILES[name]);
  }

  @Serves('GET /v1/scoring-runs/{id}/clips/{clip}')
  async clip({ caller, params }: Asked<'GET /v1/scoring-runs/{id}/clips/{clip}'>) {
    return this.clips.view(await this.find(caller, params.id), params.clip);
  }

  /** The clip's extension determines the media type. The headers keep browsers from guessing another type or running scripts. */
  @Serves('GET /v1/scoring-runs/{id}/clips/{clip}/audio')
  async audio({ caller, params, request, reply }: Asked<'GET /v1/scoring-runs/{id}/clips/{clip}/audio'>) {
    const { body, mediaType } = await this.clips.audio(await this.find(caller, params.id), params.clip);
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, max-age=3600');
    await sendRanges(request, reply, body, mediaType);
  }

  @Serves('POST /v1/scoring-runs/{id}/clips/{clip}/audio-ticket')
  async audioTicket({ caller, params }: Asked<'POST /v1/scoring-runs/{id}/clips/{clip}/audio-ticket'>) {
    return this.clips.audioTicket(caller, await this.find(caller, params.id), params.clip);
  }

  /** A clip never changes, so a browser may cache the response. */
  @Serves('GET /v1/scoring-runs/{id}/clips/{clip}/peaks')
  async peaks({ caller, params, reply }: Asked<'GET /v1/scoring-runs/{id}/clips/{clip}/peaks'>) {
    const peaks = await this.peaksOf.measure(await this.find(caller, params.id), params.clip);
    void reply.header('cache-control', 'private, max-age=3600');
    return peaks;
  }

  private find(caller: Caller, id: string) {
    return this.runs.get(caller, this.ledger.scoring, id);
  }
}
