import type { ManifestLine } from '#libs/contracts';

/** Takes manifest lines in pages, as they are found. */
export interface LineSink {
  write(lines: readonly ManifestLine[]): Promise<void>;
}

/** What an archive holds beside its clips. */
export interface Ignored {
  readonly ignored: number;
  readonly ignoredExamples: string[];
}
