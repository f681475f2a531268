import { SerenadeError } from '#libs/contracts';
import type { RunLedger } from '#libs/runs';

const LOOK_EVERY_MS = 1_000;

/** Aborts its signal when the process must end, or within a second after the run is cancelled, paused or lost. */
export class RunWatch implements Disposable {
  private readonly abort = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly onDrain = (): void => this.stop('The worker is shutting down.');
  isDraining = false;

  constructor(
    private readonly ledger: RunLedger,
    private readonly job: { readonly runId: string; readonly launch: number },
    private readonly draining: AbortSignal,
  ) {
    this.timer = setInterval(() => void this.look().catch(() => undefined), LOOK_EVERY_MS); // Redis may be unavailable
    draining.addEventListener('abort', this.onDrain, { once: true });
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
    this.draining.removeEventListener('abort', this.onDrain);
  }

  private async look(): Promise<void> {
    if (await this.ledger.isStopped(this.job)) this.stop('The run was stopped.');
  }

  private stop(reason: string): void {
    this.isDraining ||= this.draining.aborted;
    this.abort.abort(new SerenadeError('run.cancelled', reason));
  }
}
