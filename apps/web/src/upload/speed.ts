const WINDOW_MS = 8_000;

/** Measures the upload speed over the last eight seconds. */
export class Speed {
  private readonly samples: { readonly atMs: number; readonly sent: number }[] = [];

  note(sent: number, atMs: number): void {
    this.samples.push({ atMs, sent });
    while (this.samples.length > 2 && atMs - (this.samples[0]?.atMs ?? atMs) > WINDOW_MS)
      this.samples.shift();
  }

  get bytesPerSecond(): number | null {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (first === undefined || last === undefined || last.atMs - first.atMs < 500) return null;
    return Math.max(0, (1000 * (last.sent - first.sent)) / (last.atMs - first.atMs));
  }
}
