import type { CorpusName, Utterance } from '#libs/contracts';

/** What a clip's name says: an utterance, or why it is none. */
export type NameReading = Omit<Utterance, 'clip' | 'name'> | { readonly reason: string };

/** A labelled collection of speech: how its names are read, and what is known of it. */
export interface CorpusLoader {
  readonly name: CorpusName;
  readonly title: string;
  /** One sentence that stands in the card of every model trained on the corpus. */
  readonly licence: string;
  readonly citation: string;
  /** Clips by label as published, in the order of a model's outputs; null for one's own corpus. */
  readonly published: Readonly<Record<string, number>> | null;
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
