import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ApiKeys, AuditLog, KeyRing } from '#libs/access';
import { JobProducer, Tickets } from '#libs/queue';
import { AudioQuota, ByteQuota, Remover, RunLedger, RunQuota, TensorOwners } from '#libs/runs';
import { Uploads } from '#libs/storage';
import { Background } from '../access/background.js';
import { Gate } from '../access/gate.js';
import type { ApiContext } from './api-context.js';
import { ArchiveRecords, EvaluationRecords, ModelRecords, SweepRecords } from './records.js';
import { ENVIRONMENT, KEYSPACE, LOGGER, STORE } from './tokens.js';

/** Provides the parts of the context. It is global; every other module is imported by the modules that use it. */
@Global()
@Module({})
export class CoreModule {
  static of(context: ApiContext): DynamicModule {
    const values = new Map<symbol | (abstract new (...args: never[]) => unknown), unknown>([
      [ENVIRONMENT, context.env],
      [LOGGER, context.logger],
      [STORE, context.store],
      [KEYSPACE, context.keyspace],
      [JobProducer, context.producer],
      [RunLedger, context.ledger],
      [TensorOwners, context.owners],
      [Remover, context.remover],
      [ApiKeys, context.keys],
      [KeyRing, context.ring],
      [Tickets, context.tickets],
      [Gate, context.gate],
      [AuditLog, context.audit],
      [Background, context.background],
      [Uploads, context.uploads],
      [ArchiveRecords, context.archives],
      [ModelRecords, context.models],
      [EvaluationRecords, context.evaluations],
      [SweepRecords, context.sweeps],
      [ByteQuota, context.byteQuota],
      [RunQuota, context.runQuota],
      [AudioQuota, context.audioQuota],
    ]);
    const providers = [...values].map(([provide, useValue]) => ({ provide, useValue }));
    return { module: CoreModule, providers, exports: [...values.keys()] };
  }
}
