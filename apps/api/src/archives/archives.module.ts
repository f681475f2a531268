import { Module } from '@nestjs/common';
import { RetentionModule } from '../retention/retention.module.js';
import { ArchivesController } from './archives.controller.js';
import { ArchivesService } from './archives.service.js';
import { BucketService } from './bucket.service.js';
import { IntakeService } from './intake.service.js';
import { SelectionService } from './selection.service.js';
import { UrlListService } from './url-list.service.js';

@Module({
  imports: [RetentionModule],
  controllers: [ArchivesController],
  providers: [ArchivesService, BucketService, IntakeService, SelectionService, UrlListService],
  exports: [ArchivesService, IntakeService],
})
export class ArchivesModule {}
