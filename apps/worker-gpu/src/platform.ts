import type { TrialAnswer } from '#libs/contracts';
import type { Answers, JobProducer } from '#libs/queue';
import type { RunLedger } from '#libs/runs';
import type { ObjectStore } from '#libs/storage';
import type { GpuService } from './gpu.service.js';

/** What the job handlers of this worker stand on. */
export interface Platform {
  readonly store: ObjectStore;
  readonly producer: JobProducer;
  readonly ledger: RunLedger;
  readonly trials: Answers<TrialAnswer>;
  readonly gpu: GpuService;
}
