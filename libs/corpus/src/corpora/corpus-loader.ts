import type { CorpusName, Utterance } from '#libs/contracts';

/** The utterance that a clip's name describes, or the reason why it describes none. */
export type NameReading =
  Omit<Utterance, 'clip' | 'name' | 'corpus' | 'span' | 'givenPart'> | { readonly reason: string };

/** The published contents of a corpus. */
export interface PublishedCorpus {
  /** Clips by label, in the order of a model's outputs. */
  readonly labels: Readonly<Record<string, number>>;
  /** Speakers, as the loader names them. */
  readonly speakers: readonly string[];
}

/** Reads a labeled collection of speech from clip names and describes it. */
export interface CorpusLoader {
  readonly name: CorpusName;
  readonly title: string;
  /** One sentence for the card of every model trained on the corpus. */
  readonly licence: string;
  readonly citation: string;
  /** Null for a user's own corpus. */
  readonly published: PublishedCorpus | null;
  /** The group of speakers. An actor of two corpora with the same cast is the same speaker in both. */
  readonly cast: string;
  /** An example of a readable name, for error messages. */
  readonly expects: string;
  /** True if equal file names in two folders mean the same clip. */
  readonly fileNamesAreUnique: boolean;
  /** @param name path of the clip in its archive */
  readonly read: (name: string) => NameReading;
}

/** Returns the last part of a path. Both `/` and `\` separate parts. */
export function fileName(path: string): string {
  return splitPath(path).at(-1) ?? '';
}

/** Returns the last part of a path without its extension. Copies of a corpus differ in their audio format. */
export function fileStem(path: string): string {
  return fileName(path).replace(/\.[^.]*$/, '');
}

/** Returns the name of the folder that contains a file, or an empty string. */
export function folderName(path: string): string {
  return splitPath(path).at(-2) ?? '';
}

/**
 * Splits a path at both separators. A backslash behind a character beyond ASCII may be the half of a character that was
 * decoded wrongly, so it separates nothing.
 */
export function splitPath(path: string): string[] {
  return path.split(/\/|(?<![\u0080-\uffff])\\/);
}

/** Returns a label or a speaker in the form in which they are compared: Unicode NFC, without space around it. */
export function normalizeLabel(label: string): string {
  return label.normalize('NFC').trim();
}

/** Lists the numbers from `first` to `last`, padded with zeros to `digits`. */
export function numberRange(first: number, last: number, digits: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at).padStart(digits, '0'));
}
