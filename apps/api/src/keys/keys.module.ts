import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { KeysController } from './keys.controller.js';

/** API keys and the audit log. */
@Module({
  controllers: [AuditController, KeysController],
})
export class KeysModule {}
