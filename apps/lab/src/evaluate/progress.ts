import type { EpochMetrics } from '#libs/contracts';

/** Prints a line that is overwritten on a terminal. Elsewhere it prints whole lines only. */
export class Progress {
  private readonly started = performance.now();
  private done = 0;
  private current = new Map<string, EpochMetrics>();

  constructor(
    private readonly runs: number,
    private readonly out: NodeJS.WriteStream = process.stdout,
  ) {}

  epoch(run: string, metrics: EpochMetrics): void {
    this.current.set(run, metrics);
    if (!this.out.isTTY) return;
    const parts = [...this.current].map(
      ([name, { epoch, epochs, validationUar }]) =>
        `${name}: epoch ${epoch} of ${epochs}${validationUar === null ? '' : `, validation UAR ${validationUar.toFixed(3)}`}`,
    );
    this.out.write(`\r\u001b[K${this.done} of ${this.runs} done; ${parts.join('; ')}`);
  }

  finish(run: string, text: string): void {
    this.current.delete(run);
    this.done++;
    const minutes = (performance.now() - this.started) / 60_000;
    const left = (minutes / this.done) * (this.runs - this.done);
    const rest = left < 0.1 ? '' : `, about ${left.toFixed(1)} min left`;
    this.line(`${run.padEnd(16)} ${text} (${this.done} of ${this.runs}${rest})`);
  }

  line(text: string): void {
    this.out.write(this.out.isTTY ? `\r\u001b[K${text}\n` : `${text}\n`);
  }
}
