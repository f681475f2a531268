import type { TrialReply } from '#libs/contracts';
import type { EngineHost } from '#libs/learning';
import type { Replies, JobProducer } from '#libs/queue';
import type { RunLedger } from '#libs/runs';
import type { ObjectStore } from '#libs/storage';

/** What the job handlers of this worker stand on. */
export interface GpuWorkerContext {
  readonly store: ObjectStore;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly trials: Replies<TrialReply>;
  readonly gpu: EngineHost;
}
