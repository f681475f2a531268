import { Controller, Inject } from '@nestjs/common';
import { modelCardMarkdown } from '#libs/report';
import { sendPicture } from '../http/send-picture.js';
import { sendRanges } from '../http/send-ranges.js';
import { Serves, actionOf, type Asked } from '../http/serves.js';
import { RunsService } from '../runs/runs.service.js';
import { CompressionsService } from './compressions.service.js';
import { EnsemblesService } from './ensembles.service.js';
import { ModelsService, type ModelDeed } from './models.service.js';
import { TrialsService } from './trials.service.js';

@Controller()
export class ModelsController {
  constructor(
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(EnsemblesService) private readonly ensembles: EnsemblesService,
    @Inject(TrialsService) private readonly trials: TrialsService,
    @Inject(CompressionsService) private readonly compressions: CompressionsService,
    @Inject(RunsService) private readonly runs: RunsService,
  ) {}

  @Serves('POST /v1/models/ensembles')
  async createEnsemble({ caller, body }: Asked<'POST /v1/models/ensembles'>) {
    return this.models.view(caller, await this.ensembles.create(caller, body));
  }

  @Serves('GET /v1/models')
  list({ caller, query }: Asked<'GET /v1/models'>) {
    return this.models.list(caller, query);
  }

  @Serves('GET /v1/models/{id}')
  async get({ caller, params }: Asked<'GET /v1/models/{id}'>) {
    return this.models.view(caller, await this.models.get(caller, params.id));
  }

  @Serves('POST /v1/models/{id}/try')
  try({ caller, params, body }: Asked<'POST /v1/models/{id}/try'>) {
    return this.trials.try(caller, params.id, body);
  }

  @Serves(
    'POST /v1/models/{id}/promote',
    'POST /v1/models/{id}/demote',
    'POST /v1/models/{id}/archive',
    'POST /v1/models/{id}/restore',
    'POST /v1/models/{id}/share',
    'POST /v1/models/{id}/unshare',
  )
  act({ caller, params, name }: Asked<`POST /v1/models/{id}/${ModelDeed}`>) {
    return this.models.act(caller, params.id, actionOf(name));
  }

  @Serves('POST /v1/models/{id}/compressions')
  async compress({ caller, params, body }: Asked<'POST /v1/models/{id}/compressions'>) {
    return this.runs.view(await this.compressions.create(caller, params.id, body));
  }

  @Serves('GET /v1/models/{id}/onnx')
  async onnx({ caller, params: { id }, request, reply }: Asked<'GET /v1/models/{id}/onnx'>) {
    const body = await this.models.onnx(caller, id);
    void reply.header('content-disposition', `attachment; filename="${id}.onnx"`);
    await sendRanges(request, reply, body, 'application/octet-stream');
  }

  @Serves('GET /v1/models/{id}/card.md')
  async card({ caller, params, reply }: Asked<'GET /v1/models/{id}/card.md'>) {
    const card = await this.models.get(caller, params.id);
    await reply.type('text/markdown; charset=utf-8').send(modelCardMarkdown(card));
  }

  @Serves('GET /v1/models/{id}/pictures/{file}')
  async picture({ caller, params, query, reply }: Asked<'GET /v1/models/{id}/pictures/{file}'>) {
    await sendPicture(reply, await this.models.get(caller, params.id), params.file, query);
  }
}
