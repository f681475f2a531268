import { EXTRACTION_STAGES, roundTo, type ExtractionStage, type ExtractionWork } from '#libs/contracts';
import type { Extraction } from './extraction.js';

/** Rates are averages over this time, or since the start if that is shorter. */
const WINDOW_MS = 10_000;

/** The totals at one point in time, in ms. */
interface Moment {
  readonly at: number;
  readonly clips: number;
  readonly audioSeconds: number;
}

/** Adds up the clips that this process extracts. */
export class WorkCounter {
  private clips = 0;
  private failed = 0;
  private audioSeconds = 0;
  private readonly seconds = new Map<ExtractionStage, number>(EXTRACTION_STAGES.map((stage) => [stage, 0]));
  private readonly moments: Moment[];

  constructor(private readonly now: () => number = () => performance.now()) {
    this.moments = [{ at: now(), clips: 0, audioSeconds: 0 }];
  }

  /** Counts a shard. `writeMs` is the time that writing its tensor and report took. */
  add({ reports, stages }: Pick<Extraction, 'reports' | 'stages'>, writeMs: number): void {
    this.clips += reports.length;
    for (const report of reports) {
      if (report.status === 'extracted') this.audioSeconds += report.durationSeconds;
      else this.failed += 1;
    }
    const took: Readonly<Record<ExtractionStage, number>> = { ...stages, write: writeMs };
    for (const stage of EXTRACTION_STAGES)
      this.seconds.set(stage, (this.seconds.get(stage) ?? 0) + took[stage] / 1000);
  }

  /** Returns the work since the start. */
  readonly work = (): ExtractionWork => {
    const { clips, failed, audioSeconds } = this;
    const now: Moment = { at: this.now(), clips, audioSeconds };
    this.moments.push(now);
    while (this.moments.length > 2 && (this.moments[1]?.at ?? Infinity) <= now.at - WINDOW_MS)
      this.moments.shift();
    const since = this.moments[0] ?? now;
    const passed = Math.max(1, now.at - since.at) / 1000;
    return {
      clips,
      failed,
      audioSeconds: roundTo(audioSeconds, 3),
      stageSeconds: Object.fromEntries(
        EXTRACTION_STAGES.map((stage) => [stage, roundTo(this.seconds.get(stage) ?? 0, 3)]),
      ) as Record<ExtractionStage, number>,
      clipsPerSecond: roundTo((clips - since.clips) / passed, 3),
      audioSecondsPerSecond: roundTo((audioSeconds - since.audioSeconds) / passed, 3),
    };
  };
}
