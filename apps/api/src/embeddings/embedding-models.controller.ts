import { Controller, Inject } from '@nestjs/common';
import { clientGone } from '../http/client-gone.js';
import { Serves, type Asked } from '../http/serves.js';
import { EmbeddingModelsService } from './embedding-models.service.js';

@Controller()
export class EmbeddingModelsController {
  constructor(@Inject(EmbeddingModelsService) private readonly models: EmbeddingModelsService) {}

  @Serves('POST /v1/embedding-models')
  upload({ caller, query, body, reply }: Asked<'POST /v1/embedding-models'>) {
    return this.models.register(caller, body, query, clientGone(reply));
  }

  @Serves('GET /v1/embedding-models')
  list({ caller, query }: Asked<'GET /v1/embedding-models'>) {
    return this.models.list(caller, query);
  }

  @Serves('GET /v1/embedding-models/{id}')
  get({ caller, params }: Asked<'GET /v1/embedding-models/{id}'>) {
    return this.models.get(caller, params.id);
  }
}
