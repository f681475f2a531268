import { Controller, Inject } from '@nestjs/common';
import { Serves, type Asked } from '../http/serves.js';
import { Platform } from '../platform.js';

/** The audit log of all owners, for holders of `admin`. */
@Controller()
export class AuditController {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  @Serves('GET /v1/audit')
  async list({ query }: Asked<'GET /v1/audit'>) {
    const { items, nextCursor } = await this.platform.audit.page(query);
    return { items: items.map(({ v: _version, ...view }) => view), nextCursor };
  }
}
