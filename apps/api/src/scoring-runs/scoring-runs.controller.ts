import { Controller, Inject } from '@nestjs/common';
import { RunLedger } from '#libs/runs';
import { clientGone } from '../http/client-gone.js';
import { Serves, type Asked } from '../http/serves.js';
import { RunsService } from '../runs/runs.service.js';
import { ScoringRunsService } from './scoring-runs.service.js';

/** Endpoints that only scoring runs have. */
@Controller()
export class ScoringRunsController {
  constructor(
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(ScoringRunsService) private readonly scorings: ScoringRunsService,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  /** Responds with 202 and a run; with `dryRun`, with 200 and what the run would do. */
  @Serves('POST /v1/scoring-runs')
  async create({ caller, body, reply }: Asked<'POST /v1/scoring-runs'>) {
    if (body.dryRun === true) {
      void reply.status(200);
      return this.scorings.dryRun(caller, body, clientGone(reply));
    }
    return this.runs.view(await this.scorings.create(caller, body));
  }

  @Serves('GET /v1/scoring-runs')
  async list({ caller, query }: Asked<'GET /v1/scoring-runs'>) {
    return this.runs.page(await this.ledger.scoring.page({ ...query, owner: caller.owner }));
  }

  @Serves('POST /v1/scoring-runs/{id}/retry-failed')
  async retryFailed({ caller, params, body }: Asked<'POST /v1/scoring-runs/{id}/retry-failed'>) {
    const { scoring } = this.ledger;
    await this.scorings.retryFailed(await this.runs.get(caller, scoring, params.id), body);
    return this.runs.view(await this.runs.get(caller, scoring, params.id));
  }
}
