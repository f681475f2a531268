import type { CorpusName, Utterance } from '#libs/contracts';

/** What a clip's name says: an utterance, or why it is none. */
export type NameReading =
  Omit<Utterance, 'clip' | 'name' | 'corpus' | 'span' | 'givenPart'> | { readonly reason: string };

/** What a corpus is published as. */
export interface PublishedCorpus {
  /** Clips by label, in the order of a model's outputs. */
  readonly labels: Readonly<Record<string, number>>;
  /** Who speaks, as the loader names them. */
  readonly speakers: readonly string[];
}

/** A labelled collection of speech: how its names are read, and what is known of it. */
export interface CorpusLoader {
  readonly name: CorpusName;
  readonly title: string;
  /** One sentence that stands in the card of every model trained on the corpus. */
  readonly licence: string;
  readonly citation: string;
  /** Null for one's own corpus. */
  readonly published: PublishedCorpus | null;
  /** Whose voices these are: corpora of one cast share it, so that an actor is the same speaker in both. */
  readonly cast: string;
  /** How a readable name looks, for people whose names are not. */
  readonly expects: string;
  /** Whether equal file names in two folders are the same clip twice. */
  readonly fileNamesAreUnique: boolean;
  /** @param name path of the clip in its archive */
  readonly read: (name: string) => NameReading;
}

/** The last part of a path with either separator. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The folder that a file stands in, by name; an empty string when there is none. */
export function folderName(path: string): string {
  return path.split(/[/\\]/).at(-2) ?? '';
}

/** `prefix` before each whole number from `first` to `last`, padded with zeros to `digits`. */
export function numbered(first: number, last: number, digits: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at).padStart(digits, '0'));
}
