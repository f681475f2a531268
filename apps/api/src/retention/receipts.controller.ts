import { Controller, Inject } from '@nestjs/common';
import { Serves, type Asked } from '../http/serves.js';
import { RetentionService } from './retention.service.js';

/** The receipts of deletions. */
@Controller()
export class ReceiptsController {
  constructor(@Inject(RetentionService) private readonly retention: RetentionService) {}

  @Serves('GET /v1/receipts')
  list({ caller, query }: Asked<'GET /v1/receipts'>) {
    return this.retention.receipts(caller, query);
  }

  @Serves('GET /v1/receipts/{id}')
  get({ caller, params }: Asked<'GET /v1/receipts/{id}'>) {
    return this.retention.receipt(caller, params.id);
  }
}
