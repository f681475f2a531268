import { Controller, Inject } from '@nestjs/common';
import { AuditLog } from '#libs/access';
import { Serves, type Asked } from '../http/serves.js';

/** The audit log of all owners, for holders of `admin`. */
@Controller()
export class AuditController {
  constructor(@Inject(AuditLog) private readonly audit: AuditLog) {}

  @Serves('GET /v1/audit')
  async list({ query }: Asked<'GET /v1/audit'>) {
    const { items, nextCursor } = await this.audit.page(query);
    return { items: items.map(({ v: _version, ...view }) => view), nextCursor };
  }
}
