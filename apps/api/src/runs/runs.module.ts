import { Module } from '@nestjs/common';
import { QuotasModule } from '../quotas/quotas.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';

/** What scoring runs and training runs have in common. */
@Module({
  imports: [QuotasModule, RetentionModule],
  controllers: [RunsController],
  providers: [RunsService],
  exports: [RunsService],
})
export class RunsModule {}
