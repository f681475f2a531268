/**
 * Keeps an even sample of a stream of unknown length: every item while there are at most `most`, then every second, every
 * fourth and so on. Of a longer stream, it keeps between half of `most` and `most`.
 */
export class EvenSample<T> {
  count = 0;
  kept: T[] = [];
  private stride = 1;

  constructor(private readonly most: number) {}

  add(item: T): void {
    const isKept = this.count % this.stride === 0;
    this.count += 1;
    if (!isKept) return;
    this.kept.push(item);
    if (this.kept.length <= this.most) return;
    this.stride *= 2;
    this.kept = this.kept.filter((_, at) => at % 2 === 0);
  }

  /** True if every item was kept. */
  get isWhole(): boolean {
    return this.kept.length === this.count;
  }
}
