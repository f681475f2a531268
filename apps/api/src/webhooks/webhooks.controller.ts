import { Controller, Inject } from '@nestjs/common';
import { Serves, type Asked } from '../http/serves.js';
import { WebhooksService } from './webhooks.service.js';

/** Webhooks, which are called when runs end, and their deliveries. */
@Controller()
export class WebhooksController {
  constructor(@Inject(WebhooksService) private readonly webhooks: WebhooksService) {}

  @Serves('POST /v1/webhooks')
  create({ caller, body }: Asked<'POST /v1/webhooks'>) {
    return this.webhooks.create(caller, body.url);
  }

  @Serves('GET /v1/webhooks')
  list({ caller, query }: Asked<'GET /v1/webhooks'>) {
    return this.webhooks.list(caller, query);
  }

  @Serves('GET /v1/webhooks/{id}')
  get({ caller, params }: Asked<'GET /v1/webhooks/{id}'>) {
    return this.webhooks.get(caller, params.id);
  }

  @Serves('DELETE /v1/webhooks/{id}')
  delete({ caller, params }: Asked<'DELETE /v1/webhooks/{id}'>) {
    return this.webhooks.delete(caller, params.id);
  }

  @Serves('POST /v1/webhooks/{id}/test')
  test({ caller, params }: Asked<'POST /v1/webhooks/{id}/test'>) {
    return this.webhooks.test(caller, params.id);
  }

  @Serves('GET /v1/webhooks/{id}/deliveries')
  deliveries({ caller, params, query }: Asked<'GET /v1/webhooks/{id}/deliveries'>) {
    return this.webhooks.deliveries(caller, params.id, query);
  }

  @Serves('POST /v1/webhooks/{id}/deliveries/{delivery}/replay')
  replay({ caller, params }: Asked<'POST /v1/webhooks/{id}/deliveries/{delivery}/replay'>) {
    return this.webhooks.replay(caller, params.id, params.delivery);
  }
}
