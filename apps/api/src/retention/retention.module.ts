import { Module } from '@nestjs/common';
import { ReceiptsController } from './receipts.controller.js';
import { RetentionService } from './retention.service.js';

@Module({
  controllers: [ReceiptsController],
  providers: [RetentionService],
  exports: [RetentionService],
})
export class RetentionModule {}
