import { Controller, Inject } from '@nestjs/common';
import { Serves, type Asked } from '../http/serves.js';
import { EvaluationsService } from './evaluations.service.js';

@Controller()
export class EvaluationsController {
  constructor(@Inject(EvaluationsService) private readonly evaluations: EvaluationsService) {}

  @Serves('POST /v1/evaluations')
  async create({ caller, body }: Asked<'POST /v1/evaluations'>) {
    return this.evaluations.view(await this.evaluations.create(caller, body));
  }

  @Serves('GET /v1/evaluations')
  list({ caller, query }: Asked<'GET /v1/evaluations'>) {
    return this.evaluations.list(caller, query);
  }

  @Serves('GET /v1/evaluations/{id}')
  async get({ caller, params }: Asked<'GET /v1/evaluations/{id}'>) {
    return this.evaluations.view(await this.evaluations.get(caller, params.id));
  }

  @Serves('POST /v1/evaluations/{id}/cancel')
  async cancel({ caller, params }: Asked<'POST /v1/evaluations/{id}/cancel'>) {
    const record = await this.evaluations.get(caller, params.id);
    await this.evaluations.cancel(record);
    return this.evaluations.view(record);
  }

  @Serves('GET /v1/evaluations/{id}/report')
  async report({ caller, params }: Asked<'GET /v1/evaluations/{id}/report'>) {
    return this.evaluations.report(await this.evaluations.get(caller, params.id));
  }
}
