import { Counter, Gauge, type Registry } from 'prom-client';
import type { ExtractionWork } from '#libs/contracts';

/** Exports metrics of extraction, for one worker or several. Each call of `show` replaces the previous values. */
export class WorkMetrics {
  private readonly clips: Counter;
  private readonly audioSeconds: Counter;
  private readonly stageSeconds: Counter;
  private readonly clipRate: Gauge;
  private readonly audioRate: Gauge;

  constructor(registry: Registry) {
    const define = (name: string, help: string, ...labels: string[]) => ({
      name,
      help,
      labelNames: ['worker', ...labels],
      registers: [registry],
    });
    const clips = 'Clips that a feature worker processed, by outcome.';
    this.clips = new Counter(define('serenade_extraction_clips_total', clips, 'outcome'));
    const seconds = 'Seconds of audio that a feature worker extracted.';
    this.audioSeconds = new Counter(define('serenade_extraction_audio_seconds_total', seconds));
    const stages = 'Wall-clock seconds of extraction, by stage, summed over all threads of a feature worker.';
    this.stageSeconds = new Counter(define('serenade_extraction_stage_seconds_total', stages, 'stage'));
    const clipRate = 'Clips per second over about the last ten seconds.';
    this.clipRate = new Gauge(define('serenade_extraction_clips_per_second', clipRate));
    const audioRate = 'Seconds of audio per second over about the last ten seconds.';
    this.audioRate = new Gauge(define('serenade_extraction_audio_seconds_per_second', audioRate));
  }

  /** @param workers the completed work of each worker, by its name */
  show(workers: ReadonlyMap<string, ExtractionWork>): void {
    for (const metric of [this.clips, this.audioSeconds, this.stageSeconds, this.clipRate, this.audioRate])
      metric.reset();
    for (const [worker, work] of workers) {
      this.clips.inc({ worker, outcome: 'extracted' }, work.clips - work.failed);
      this.clips.inc({ worker, outcome: 'failed' }, work.failed);
      this.audioSeconds.inc({ worker }, work.audioSeconds);
      for (const [stage, seconds] of Object.entries(work.stageSeconds))
        this.stageSeconds.inc({ worker, stage }, seconds);
      this.clipRate.set({ worker }, work.clipsPerSecond);
      this.audioRate.set({ worker }, work.audioSecondsPerSecond);
    }
  }
}

/** Returns the name of a worker in metrics. */
export function formatWorkerName({ host, pid }: { readonly host: string; readonly pid: number }): string {
  return `${host}:${pid}`;
}
