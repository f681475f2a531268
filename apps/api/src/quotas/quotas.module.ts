import { Module } from '@nestjs/common';
import { AudioQuotaService } from './audio-quota.service.js';
import { ByteQuotaService } from './byte-quota.service.js';
import { RunQuotaService } from './run-quota.service.js';
import { UsageController } from './usage.controller.js';

@Module({
  controllers: [UsageController],
  providers: [AudioQuotaService, ByteQuotaService, RunQuotaService],
  exports: [AudioQuotaService, ByteQuotaService, RunQuotaService],
})
export class QuotasModule {}
