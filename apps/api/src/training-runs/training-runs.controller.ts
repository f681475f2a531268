import { Controller, Inject } from '@nestjs/common';
import { RunLedger } from '#libs/runs';
import type { Caller } from '../access/caller.js';
import { sendPicture } from '../http/send-picture.js';
import { Serves, type Asked } from '../http/serves.js';
import { RunsService } from '../runs/runs.service.js';
import { TrainingRunsService } from './training-runs.service.js';

/** Endpoints that only training runs have. */
@Controller()
export class TrainingRunsController {
  constructor(
    @Inject(RunLedger) private readonly ledger: RunLedger,
    @Inject(TrainingRunsService) private readonly trainings: TrainingRunsService,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  @Serves('POST /v1/training-runs')
  async create({ caller, body }: Asked<'POST /v1/training-runs'>) {
    return this.runs.view(await this.trainings.create(caller, body));
  }

  @Serves('GET /v1/training-runs')
  async list({ caller, query }: Asked<'GET /v1/training-runs'>) {
    return this.runs.page(await this.ledger.training.page({ ...query, owner: caller.owner }));
  }

  @Serves('POST /v1/training-runs/{id}/stop')
  async stop({ caller, params }: Asked<'POST /v1/training-runs/{id}/stop'>) {
    await this.trainings.endEarly(await this.find(caller, params.id));
    return this.runs.view(await this.find(caller, params.id));
  }

  @Serves('GET /v1/training-runs/{id}/report')
  async report({ caller, params }: Asked<'GET /v1/training-runs/{id}/report'>) {
    return this.trainings.report(await this.find(caller, params.id));
  }

  @Serves('GET /v1/training-runs/{id}/report/{file}')
  async picture({ caller, params, query, reply }: Asked<'GET /v1/training-runs/{id}/report/{file}'>) {
    const report = await this.trainings.report(await this.find(caller, params.id));
    await sendPicture(reply, report, params.file, query);
  }

  private find(caller: Caller, id: string) {
    return this.runs.get(caller, this.ledger.training, id);
  }
}
