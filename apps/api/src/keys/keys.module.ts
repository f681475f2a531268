import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { KeysController } from './keys.controller.js';
import { UsageController } from './usage.controller.js';

/** API keys, the audit log and the quotas of an owner. */
@Module({
  controllers: [AuditController, KeysController, UsageController],
})
export class KeysModule {}
