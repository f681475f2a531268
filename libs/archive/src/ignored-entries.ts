import type { CodedError, IgnoredSummary, IgnoreReason } from '#libs/contracts';

const MOST_LISTED = 100;
const MOST_EXAMPLES = 10;

export const DUPLICATE_NAME: CodedError = {
  code: 'clip.duplicate_name',
  message: 'An earlier clip has the same name.',
};

/** Counts the entries of an archive that are not clips, and lists the first ones. */
export class IgnoredEntries {
  #total = 0;
  readonly #byReason: Partial<Record<IgnoreReason, number>> = {};
  readonly #listed: { name: string; reason: IgnoreReason }[] = [];

  add(name: string, reason: IgnoreReason): void {
    this.#total += 1;
    this.#byReason[reason] = (this.#byReason[reason] ?? 0) + 1;
    if (this.#listed.length < MOST_LISTED) this.#listed.push({ name, reason });
  }

  summarize(): IgnoredSummary {
    return {
      ignored: this.#total,
      ignoredExamples: this.#listed.slice(0, MOST_EXAMPLES).map(({ name }) => name),
      ignoredByReason: { ...this.#byReason },
      ignoredEntries: [...this.#listed],
    };
  }
}
