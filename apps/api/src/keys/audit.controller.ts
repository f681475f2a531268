import { Controller, Inject } from '@nestjs/common';
import { AuditLog } from '#libs/access';
import { viewOf, viewPage } from '../core/records.js';
import { Serves, type Asked } from '../http/serves.js';

/** The audit log of all owners, for holders of `admin`. */
@Controller()
export class AuditController {
  constructor(@Inject(AuditLog) private readonly audit: AuditLog) {}

  @Serves('GET /v1/audit')
  async list({ query }: Asked<'GET /v1/audit'>) {
    return viewPage(await this.audit.page(query), viewOf);
  }
}
