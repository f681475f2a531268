import { Module } from '@nestjs/common';
import type { Keyspace } from '#libs/queue';
import { AudioQuota, ByteQuota, RunLedger, RunQuota } from '#libs/runs';
import type { ApiEnvironment } from '#libs/runtime';
import { ArchiveRecords } from '../core/records.js';
import { ENVIRONMENT, KEYSPACE } from '../core/tokens.js';
import { UsageController } from './usage.controller.js';

@Module({
  controllers: [UsageController],
  providers: [
    {
      provide: ByteQuota,
      inject: [ENVIRONMENT, KEYSPACE, ArchiveRecords],
      useFactory: (env: ApiEnvironment, keyspace: Keyspace, archives: ArchiveRecords) =>
        new ByteQuota(env, keyspace, archives),
    },
    {
      provide: RunQuota,
      inject: [ENVIRONMENT, KEYSPACE, RunLedger],
      useFactory: (env: ApiEnvironment, keyspace: Keyspace, ledger: RunLedger) =>
        new RunQuota(env, keyspace, ledger),
    },
    {
      provide: AudioQuota,
      inject: [ENVIRONMENT, KEYSPACE],
      useFactory: (env: ApiEnvironment, keyspace: Keyspace) => new AudioQuota(env, keyspace),
    },
  ],
  exports: [ByteQuota, RunQuota, AudioQuota],
})
export class QuotasModule {}
