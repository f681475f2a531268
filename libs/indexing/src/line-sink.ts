import type { ManifestLine } from '#libs/contracts';

/** Accepts manifest lines in pages, as they are found. */
export interface LineSink {
  write(lines: readonly ManifestLine[]): Promise<void>;
}

/** The entries of an archive that are not clips. */
export interface Ignored {
  readonly ignored: number;
  readonly ignoredExamples: string[];
}
