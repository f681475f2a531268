import { Module } from '@nestjs/common';
import { RetentionModule } from '../retention/retention.module.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';

/** The endpoints and the service that scoring and training runs share. */
@Module({
  imports: [RetentionModule],
  controllers: [RunsController],
  providers: [RunsService],
  exports: [RunsService],
})
export class RunsModule {}
