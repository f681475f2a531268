import { Module } from '@nestjs/common';
import { ArchivesModule } from '../archives/archives.module.js';
import { MultipartController } from './multipart.controller.js';
import { MultipartService } from './multipart.service.js';
import { TusUploads } from './tus-uploads.js';
import { UploadsService } from './uploads.service.js';

@Module({
  imports: [ArchivesModule],
  controllers: [MultipartController],
  providers: [MultipartService, TusUploads, UploadsService],
})
export class UploadsModule {}
