import { join } from 'node:path';
import type { CodedError, EpochMetrics, RunEvent, RunProgress, RunState } from '#libs/contracts';
import { printResult, startProgress, type Progress } from '#libs/terminal';
import { LocalError } from '../local-error.js';
import { readLogTail } from '../log-tail.js';

type Stage = 'features' | 'training' | 'scoring';

/** Shows the events of a run as progress bars, one per stage, until the run ends. */
class RunDisplay {
  state: RunState = 'queued';
  error: CodedError | null = null;
  #stage: { readonly name: Stage; readonly bar: Progress; readonly since: number } | null = null;
  #progress: RunProgress | null = null;
  #epoch: EpochMetrics | null = null;

  constructor(private readonly kind: 'training' | 'scoring') {}

  show(event: RunEvent): void {
    switch (event.type) {
      case 'state.changed':
        this.state = event.state;
        this.error = event.error ?? null;
        if (event.state === 'extracting') this.#enter(this.kind === 'training' ? 'features' : 'scoring');
        if (event.state === 'training') this.#enter('training');
        break;
      case 'progress.made':
        this.#progress = event.progress;
        this.#showClips(event.progress);
        break;
      case 'epoch.finished':
        this.#epoch = event.metrics;
        this.#enter('training');
        this.#stage?.bar.update(event.metrics.epoch, event.metrics.epochs, formatEpoch(event.metrics));
        break;
      default:
        break;
    }
  }

  /** Ends the current stage with its result, or without one if the run failed. */
  close(hasFailed = false): void {
    if (this.#stage === null) return;
    const { name, bar, since } = this.#stage;
    this.#stage = null;
    bar.stop();
    const seconds = ((Date.now() - since) / 1000).toFixed(1);
    if (!hasFailed) printResult(name, `${this.#resultOf(name)} in ${seconds} s`);
  }

  #enter(name: Stage): void {
    if (this.#stage?.name === name) return;
    this.close();
    this.#stage = { name, bar: startProgress(name, process.stdout), since: Date.now() };
  }

  #showClips(progress: RunProgress): void {
    if (this.#stage === null || this.#stage.name === 'training') return;
    const { clips, extracted, scored, failed } = progress;
    const done = (this.kind === 'training' ? extracted : scored) + failed;
    this.#stage.bar.update(
      done,
      clips ?? 0,
      clips === null ? 'reading the directory' : `${done} of ${clips} clips`,
    );
  }

  #resultOf(name: Stage): string {
    if (name === 'training') return this.#epoch === null ? 'done' : formatEpoch(this.#epoch);
    const { clips, failed } = this.#progress ?? { clips: null, failed: 0 };
    const count = clips === null ? 'done' : `${clips} clips`;
    return failed === 0 ? count : `${count}, ${failed} of them failed`;
  }
}

/** Follows a run until it ends. @throws LocalError with the relevant log if the run failed or was canceled */
export async function followRun(
  kind: 'training' | 'scoring',
  events: AsyncIterable<RunEvent>,
  logs: string,
): Promise<void> {
  const display = new RunDisplay(kind);
  let stage: RunState = 'queued';
  try {
    for await (const event of events) {
      if (event.type === 'state.changed' && event.state !== 'failed') stage = event.state;
      display.show(event);
    }
  } catch (error) {
    display.close(true);
    throw error;
  }
  const isComplete = display.state === 'completed' || display.state === 'completed_with_errors';
  display.close(!isComplete);
  if (isComplete) return;
  const worker = stage === 'training' || stage === 'finishing' ? 'worker-gpu' : 'worker-features-1';
  const why = display.error === null ? display.state : `${display.error.code}: ${display.error.message}`;
  throw new LocalError(
    `The ${kind} run did not complete. ${why}\n${await readLogTail(join(logs, `${worker}.log`))}`,
  );
}

function formatEpoch({ epoch, epochs, loss, validationUar, clipsPerSecond }: EpochMetrics): string {
  const uar = validationUar === null ? '' : `, validation UAR ${validationUar.toFixed(3)}`;
  return `epoch ${epoch} of ${epochs}, loss ${loss.toFixed(3)}${uar}, ${Math.round(clipsPerSecond)} clips/s`;
}
