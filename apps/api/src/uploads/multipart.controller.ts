import { Controller, Inject } from '@nestjs/common';
import { viewOf } from '../core/records.js';
import { Serves, type Asked } from '../http/serves.js';
import { MultipartService } from './multipart.service.js';

@Controller()
export class MultipartController {
  constructor(@Inject(MultipartService) private readonly multipart: MultipartService) {}

  @Serves('POST /v1/multipart-uploads')
  create({ caller, body }: Asked<'POST /v1/multipart-uploads'>) {
    return this.multipart.create(caller, body);
  }

  @Serves('GET /v1/multipart-uploads/{id}')
  get({ caller, params }: Asked<'GET /v1/multipart-uploads/{id}'>) {
    return this.multipart.get(caller, params.id);
  }

  @Serves('POST /v1/multipart-uploads/{id}/sign')
  sign({ caller, params, body }: Asked<'POST /v1/multipart-uploads/{id}/sign'>) {
    return this.multipart.sign(caller, params.id, body.parts);
  }

  @Serves('GET /v1/multipart-uploads/{id}/parts')
  list({ caller, params }: Asked<'GET /v1/multipart-uploads/{id}/parts'>) {
    return this.multipart.list(caller, params.id);
  }

  @Serves('POST /v1/multipart-uploads/{id}/complete')
  async complete({ caller, params }: Asked<'POST /v1/multipart-uploads/{id}/complete'>) {
    return viewOf(await this.multipart.complete(caller, params.id));
  }

  @Serves('DELETE /v1/multipart-uploads/{id}')
  abort({ caller, params }: Asked<'DELETE /v1/multipart-uploads/{id}'>) {
    return this.multipart.abort(caller, params.id);
  }
}
