import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  clipParam,
  resultFileParam,
  resultLinksQuery,
  scoresQuery,
  scoringRunIdParam,
  type AudioTicketView,
  type ClipPeaks,
  type ClipView,
  type ResultFilesView,
  type ScoresQuery,
  type ScoringSummary,
} from '#libs/contracts';
import { RESULT_FILES } from '#libs/results';
import { By, type Caller } from '../access/caller.js';
import { MEDIA_TYPES, negotiate } from '../http/negotiate.js';
import { sendRanges } from '../http/send-ranges.js';
import { zod } from '../http/zod.pipe.js';
import { ModelsService } from '../models/models.service.js';
import { Platform } from '../platform.js';
import { RunsService } from '../runs/runs.service.js';
import { ClipsService } from './clips.service.js';
import { PeaksService } from './peaks.service.js';
import { ResultsService, knownResultFile } from './results.service.js';
import { errorsStream, scoresStream } from './scores.stream.js';

/** What a scoring run made, while it goes on and when it is over. */
@Controller('v1/scoring-runs')
export class ResultsController {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(ResultsService) private readonly results: ResultsService,
    @Inject(ClipsService) private readonly clips: ClipsService,
    @Inject(PeaksService) private readonly waves: PeaksService,
  ) {}

  @Get(':id/scores')
  async scores(
    @By() caller: Caller,
    @Param(zod(scoringRunIdParam)) { id }: { id: string },
    @Query(zod(scoresQuery)) { cursor, limit }: ScoresQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const isPaged = cursor !== undefined || limit !== undefined;
    const format = negotiate(request.headers.accept, isPaged ? ['ndjson'] : ['ndjson', 'csv']);
    const record = await this.find(caller, id);
    void reply.header('content-type', MEDIA_TYPES[format]).header('vary', 'accept');
    if (isPaged) {
      const page = await this.results.page(record, limit ?? 1_000, cursor);
      if (page.nextCursor !== null) void reply.header('serenade-next-cursor', page.nextCursor);
      await reply.send(page.ndjson);
      return;
    }
    const { labels } = await this.models.ofRun(record);
    const body = await scoresStream(this.platform.store, record, format, labels);
    await reply.header('content-disposition', `attachment; filename="${id}.scores.${format}"`).send(body);
  }

  @Get(':id/errors')
  async errors(
    @By() caller: Caller,
    @Param(zod(scoringRunIdParam)) { id }: { id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    negotiate(request.headers.accept, ['ndjson']);
    const body = await errorsStream(this.platform.store, await this.find(caller, id));
    await reply.header('content-type', MEDIA_TYPES.ndjson).send(body);
  }

  @Get(':id/summary')
  async summary(
    @By() caller: Caller,
    @Param(zod(scoringRunIdParam)) { id }: { id: string },
  ): Promise<ScoringSummary> {
    return this.results.summary(await this.find(caller, id));
  }

  @Get(':id/results')
  async files(
    @By() caller: Caller,
    @Param(zod(scoringRunIdParam)) { id }: { id: string },
    @Query(zod(resultLinksQuery)) { expiresInSeconds }: { expiresInSeconds: number },
  ): Promise<ResultFilesView> {
    return this.results.files(await this.find(caller, id), expiresInSeconds);
  }

  @Get(':id/results/:file')
  async file(
    @By() caller: Caller,
    @Param(zod(resultFileParam)) { id, file }: { id: string; file: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = knownResultFile(file);
    const body = await this.results.body(await this.find(caller, id), name);
    void reply.header('content-disposition', `attachment; filename="${id}.${name}"`);
    await sendRanges(request, reply, body, RESULT_FILES[name]);
  }

  @Get(':id/clips/:clip')
  async clip(
    @By() caller: Caller,
    @Param(zod(clipParam)) { id, clip }: { id: string; clip: number },
  ): Promise<ClipView> {
    return this.clips.view(await this.find(caller, id), clip);
  }

  /** Named by its clip and typed by its extension; a browser neither guesses another type nor runs anything of it. */
  @Get(':id/clips/:clip/audio')
  async audio(
    @By() caller: Caller,
    @Param(zod(clipParam)) { id, clip }: { id: string; clip: number },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { body, mediaType } = await this.clips.audio(await this.find(caller, id), clip);
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, max-age=3600');
    await sendRanges(request, reply, body, mediaType);
  }

  @Post(':id/clips/:clip/audio-ticket')
  @HttpCode(201)
  async audioTicket(
    @By() caller: Caller,
    @Param(zod(clipParam)) { id, clip }: { id: string; clip: number },
  ): Promise<AudioTicketView> {
    return this.clips.audioTicket(caller, await this.find(caller, id), clip);
  }

  /** A clip never changes: a browser asks once. */
  @Get(':id/clips/:clip/peaks')
  async peaks(
    @By() caller: Caller,
    @Param(zod(clipParam)) { id, clip }: { id: string; clip: number },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClipPeaks> {
    const peaks = await this.waves.of(await this.find(caller, id), clip);
    void reply.header('cache-control', 'private, max-age=3600');
    return peaks;
  }

  private find(caller: Caller, id: string) {
    return this.runs.get(caller, this.platform.ledger.scoring, id);
  }
}
