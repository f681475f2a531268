import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { pageQuery, receiptIdParam, type PageQuery, type ReceiptView } from '#libs/contracts';
import { By, type Caller } from '../access/caller.js';
import { zod } from '../http/zod.pipe.js';
import { RetentionService } from './retention.service.js';

/** What is left of what was removed. */
@Controller('v1/receipts')
export class ReceiptsController {
  constructor(@Inject(RetentionService) private readonly retention: RetentionService) {}

  @Get()
  list(@By() caller: Caller, @Query(zod(pageQuery)) query: PageQuery) {
    return this.retention.receipts(caller, query);
  }

  @Get(':id')
  get(@By() caller: Caller, @Param(zod(receiptIdParam)) { id }: { id: string }): Promise<ReceiptView> {
    return this.retention.receipt(caller, id);
  }
}
