import { Controller, Inject } from '@nestjs/common';
import { Serves, type Asked } from '../http/serves.js';
import { SweepsService } from './sweeps.service.js';

@Controller()
export class SweepsController {
  constructor(@Inject(SweepsService) private readonly sweeps: SweepsService) {}

  @Serves('POST /v1/sweeps')
  async create({ caller, body }: Asked<'POST /v1/sweeps'>) {
    return this.sweeps.view(await this.sweeps.create(caller, body));
  }

  @Serves('GET /v1/sweeps')
  list({ caller, query }: Asked<'GET /v1/sweeps'>) {
    return this.sweeps.list(caller, query);
  }

  @Serves('GET /v1/sweeps/{id}')
  async get({ caller, params }: Asked<'GET /v1/sweeps/{id}'>) {
    return this.sweeps.view(await this.sweeps.get(caller, params.id));
  }

  @Serves('POST /v1/sweeps/{id}/cancel')
  async cancel({ caller, params }: Asked<'POST /v1/sweeps/{id}/cancel'>) {
    const sweep = await this.sweeps.get(caller, params.id);
    await this.sweeps.cancel(sweep);
    return this.sweeps.view(sweep);
  }
}
