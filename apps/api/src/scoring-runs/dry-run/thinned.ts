/**
 * An even sample of a stream whose length nobody knows yet: every item as long as there are few, then every second, every
 * fourth and so on. Between half of `most` and `most` are kept.
 */
export class Thinned<T> {
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

  /** Whether all that were added were kept. */
  get isWhole(): boolean {
    return this.kept.length === this.count;
  }
}
