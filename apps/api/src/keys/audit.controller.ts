import { Controller, Get, Inject, Query } from '@nestjs/common';
import { auditPageQuery, type AuditPageQuery, type AuditView } from '#libs/contracts';
import type { Page } from '#libs/storage';
import { zod } from '../http/zod.pipe.js';
import { Platform } from '../platform.js';

/** Who did what, of all owners, for those who hold `admin`. */
@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  @Get()
  async list(@Query(zod(auditPageQuery)) query: AuditPageQuery): Promise<Page<AuditView>> {
    const { items, nextCursor } = await this.platform.audit.page(query);
    return { items: items.map(({ v: _version, ...view }) => view), nextCursor };
  }
}
