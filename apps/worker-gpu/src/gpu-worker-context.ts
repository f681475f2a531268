import type { TrialReply } from '#libs/contracts';
import type { EngineHost } from '#libs/learning';
import type { Replies, JobProducer } from '#libs/queue';
import type { RunLedger } from '#libs/runs';
import type { ObjectStore } from '#libs/storage';

/** The services that this worker's job handlers use. */
export interface GpuWorkerContext {
  readonly store: ObjectStore;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly trials: Replies<TrialReply>;
  readonly gpu: EngineHost;
}
